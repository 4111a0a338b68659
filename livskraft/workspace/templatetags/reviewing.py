"""Words for what pages of review show."""

from django import template

from livskraft.reporting import questions

register = template.Library()

register.filter("role_word", questions.role_word)
