"""What a reading of a document says, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

from livskraft.plans.reading import Message

register = template.Library()


@register.filter
def in_words(message: Message | None) -> str:
    """Return a message of the reader; nothing for None."""
    return message.show(gettext) if message else ""


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """Return the value that stands for a key."""
    return values.get(key)
