"""What the pages of a link need to show."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(number: Decimal) -> str:
    """Return a number without the zeros that the database adds: 1 234,5."""
    plain = format(number.normalize(), "f")
    return number_format(Decimal(plain), use_l10n=True, force_grouping=True)
