"""Rows that change, with their history: who, when and why."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation

from livskraft.shared.history import Author, write_history


def as_content(text: Callable[[], str]) -> str:
    """Return a text that is stored among the plan's own, in their language whatever page asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return text()


def change(row: Any, author: Author, **values: Any) -> None:
    """Give a row with a history these values, if they are new to it."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return
    for name, value in new.items():
        setattr(row, name, value)
    row.__class__._default_manager.bulk_update([row], list(new))
    write_history([row], "~", author)
