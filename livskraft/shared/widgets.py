"""Form widgets for content that is Swedish whatever the page's language."""

from typing import Any

from django import forms
from django.utils.translation import get_language


def content_language() -> dict[str, str]:
    """Return the attribute that marks content of the plan on a page that is not in Swedish."""
    return {} if (get_language() or "sv").startswith("sv") else {"lang": "sv"}


class ContentInput(forms.TextInput):
    """A line of the plan's own words."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), **content_language()})


class ContentArea(forms.Textarea):
    """Several lines of the plan's own words."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), **content_language()})
