"""What every template may use."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from livskraft.shared.site import colour_styles, local_site

# Name of the address → (the region's own word for it, if it has set one; else this).
MENU = {
    "goals": ("goals", gettext_lazy("Goals")),
    "activities": ("activities", gettext_lazy("Activities")),
    "municipalities": ("", gettext_lazy("My municipality")),
    "actors": ("actors", gettext_lazy("Actors")),
    "forums": ("forums", gettext_lazy("Forums")),
    "search": ("", gettext_lazy("Search")),
}


@dataclass(frozen=True)
class MenuItem:
    """One word of the menu; `name` is that of its address and of the template's `menu`."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class Addresses:
    """A page's whole address without choices, and the same page in both languages."""

    root: str
    canonical: str
    swedish: str
    english: str
    other_language: str
    other_path: str


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `site`, `menu_items`, `addresses` and what else frames a page. No database query."""
    found = local_site()
    return {
        "site": found,
        "menu_items": _menu(found.terms),
        "addresses": page_addresses(request),
        "colour_version": colour_styles()[1],
        "start_url": _url("start") or "/",
        "indicators_url": _url("indicators"),
        "rules_url": _url("rules"),
        "compare_url": _url("compare"),
        "rounds_url": _url("frozen-rounds"),
        "contact_url": _url("contact"),
        "accessibility_url": _url("accessibility"),
    }


def _menu(terms: Any) -> list[MenuItem]:
    """Return the pages of the menu that exist, in order."""
    items = (
        (name, terms.get(term) or str(word), _url(name)) for name, (term, word) in MENU.items()
    )
    return [MenuItem(name, word[:1].upper() + word[1:], url) for name, word, url in items if url]


def _url(name: str) -> str:
    """Return an address by name, "" where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page_addresses(request: HttpRequest, choices: str = "") -> Addresses:
    """Return where this page lives; English pages have `/en` before the Swedish path.

    `choices` is a query that belongs to the page's lasting address.
    """
    root = settings.LIVSKRAFT_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    is_english = request.path == "/en" or request.path.startswith("/en/")
    swedish_path = request.path.removeprefix("/en") if is_english else request.path
    other_path = swedish_path if is_english else f"/en{swedish_path}"
    lasting = f"?{choices}" if choices else ""
    query = request.META.get("QUERY_STRING", "")
    return Addresses(
        root=root,
        canonical=root + request.path + lasting,
        swedish=root + swedish_path + lasting,
        english=f"{root}/en{swedish_path}{lasting}",
        other_language="sv" if is_english else "en",
        other_path=f"{other_path}?{query}" if query else other_path,
    )
