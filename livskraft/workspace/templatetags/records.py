"""Addresses of a record's own pages here."""

from django import template
from django.urls import reverse

from livskraft.plans.queries.changes import Subject
from livskraft.workspace.sections import record_kwargs, section_by_key

register = template.Library()


@register.simple_tag
def record_url(name: str, subject: Subject) -> str:
    """Return the address of a record's history or form; "" for kinds that have none."""
    try:
        section = section_by_key(subject.section)
    except KeyError:
        return ""
    return reverse(name, kwargs=record_kwargs(section, subject.plan, subject.slug))
