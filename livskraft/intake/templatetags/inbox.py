"""What the workspace shows of the messages that have come in."""

from django import template

from livskraft.intake.queries import waiting_messages

register = template.Library()


@register.simple_tag
def waiting() -> int:
    """Return how many messages nobody has taken care of. One query."""
    return waiting_messages()
