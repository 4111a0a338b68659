"""The kinds of record that are edited here: their word in an address, and their names for people."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A section of the plan file as people meet it."""

    key: str
    word: str
    one: str | Promise
    many: str | Promise
    is_shared: bool = False
    public_page: str = ""

    @property
    def address_column(self) -> str:
        """Return the field of the model that ends the address of its public page."""
        return "slug" if self.is_shared or self.key == "plan" else "address"


SECTIONS = (
    Section("plan", "planer", _("Plan"), _("Plans"), is_shared=True, public_page="plan"),
    Section("goals", "mal", _("Goal"), _("Goals"), public_page="goal"),
    Section("activities", "aktiviteter", _("Activity"), _("Activities"), public_page="activity"),
    Section(
        "organisations", "aktorer", _("Actor"), _("Actors"), is_shared=True, public_page="actor"
    ),
    Section("forums", "forum", _("Forum"), _("Forums"), is_shared=True, public_page="forum"),
    Section("indicators", "indikatorer", _("Indicator"), _("Indicators"), public_page="indicator"),
    Section("links", "kopplingar", _("Link between goals"), _("Links between goals")),
)


def section_of(word: str) -> Section:
    """Return the section by its word in an address. Raises Http404."""
    for section in SECTIONS:
        if section.word == word:
            return section
    raise Http404(word)


def section_by_key(key: str) -> Section:
    """Return the section by its key in the plan file. Raises KeyError."""
    return {section.key: section for section in SECTIONS}[key]


def record_kwargs(section: Section, plan: str, slug: str) -> dict[str, Any]:
    """Return what `edit-record` and `record-history` need in their address; "-" for no plan."""
    return {"plan": "-" if section.is_shared else plan, "word": section.word, "slug": slug}
