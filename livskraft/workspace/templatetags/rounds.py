"""Tags for the answers of a round: each draws, and the template says the words."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from livskraft.shared.charts import answers

register = template.Library()


@register.simple_tag
def answer_sign(state: str) -> SafeString:
    """Draw the square of one answer."""
    return mark_safe(answers.answer_sign(state))  # noqa: S308 (a drawing of our own)


@register.simple_tag
def answers_bar(numbers: Mapping[str, int], *, is_first: bool = True) -> SafeString:
    """Draw the bar of all answers; the first one of a page holds the hatching for the others."""
    return mark_safe(answers.answers_bar(numbers, has_pattern=is_first))  # noqa: S308 (a drawing of our own)
