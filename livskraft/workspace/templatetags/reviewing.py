"""Words for what pages of review show."""

from django import template

from livskraft.reporting.questions import role_choices

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """Say a role in an activity, in the page's language."""
    return str(dict(role_choices()).get(role, role))
