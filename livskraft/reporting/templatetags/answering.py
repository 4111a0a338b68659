"""What the pages of an answer need to show."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(number: Decimal) -> str:
    """Return a number without the zeros that the database adds: 1 234,5."""
    return number_format(number.normalize(), force_grouping=True)
