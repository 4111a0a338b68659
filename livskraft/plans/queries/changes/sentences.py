"""What was done with how many records, as a sentence."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from livskraft.shared.listing import listed

Kind = Literal["added", "changed", "archived", "restored", "removed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "archived", "restored", "removed")

_MANY = {
    "plan": ngettext_lazy("%(number)d plan", "%(number)d plans", "number"),
    "goals": ngettext_lazy("%(number)d goal", "%(number)d goals", "number"),
    "activities": ngettext_lazy("%(number)d activity", "%(number)d activities", "number"),
    "indicators": ngettext_lazy("%(number)d indicator", "%(number)d indicators", "number"),
    "organisations": ngettext_lazy("%(number)d actor", "%(number)d actors", "number"),
    "forums": ngettext_lazy("%(number)d forum", "%(number)d forums", "number"),
    "links": ngettext_lazy("%(number)d link", "%(number)d links", "number"),
    "budget": ngettext_lazy("%(number)d budget line", "%(number)d budget lines", "number"),
    "documents": ngettext_lazy("%(number)d document", "%(number)d documents", "number"),
    "sources": ngettext_lazy("%(number)d publisher", "%(number)d publishers", "number"),
}
_ONE = {
    "plan": gettext_lazy("Plan"),
    "goals": gettext_lazy("Goal"),
    "activities": gettext_lazy("Activity"),
    "indicators": gettext_lazy("Indicator"),
    "organisations": gettext_lazy("Actor"),
    "forums": gettext_lazy("Forum"),
    "links": gettext_lazy("Link between goals"),
    "budget": gettext_lazy("Budget line"),
    "documents": gettext_lazy("Document"),
    "sources": gettext_lazy("Publisher of statistics"),
}
SECTIONS = tuple(_MANY)
"""In the order that people ask for them."""


def one(section: str) -> str:
    """Return what a record of the section is called: "Activity"."""
    return str(_ONE[section]) if section in _ONE else capfirst(section)


def what(kind: Kind, nouns: str) -> str:
    """Return what was done: "65 activities and 25 goals added"."""
    sentences = {
        "added": gettext("%(noun)s added"),
        "changed": gettext("%(noun)s changed"),
        "archived": gettext("%(noun)s archived"),
        "restored": gettext("%(noun)s taken back from the archive"),
        "removed": gettext("%(noun)s removed"),
    }
    return sentences[kind] % {"noun": nouns}


def during(kind: Kind, nouns: str, first: str, last: str) -> str:
    """Return what was done between two days, as a whole sentence."""
    sentences = {
        "added": gettext("Between %(first)s and %(last)s %(noun)s were added."),
        "changed": gettext("Between %(first)s and %(last)s %(noun)s were changed."),
        "archived": gettext("Between %(first)s and %(last)s %(noun)s were archived."),
        "restored": gettext(
            "Between %(first)s and %(last)s %(noun)s were taken back from the archive."
        ),
        "removed": gettext("Between %(first)s and %(last)s %(noun)s were removed."),
    }
    return sentences[kind] % {"noun": nouns, "first": first, "last": last}


def nouns(sections: Iterable[str]) -> str:
    """Return how many there are of each section: "65 activities, 25 goals and 1 plan"."""
    counted = Counter(sections)
    return listed(_counted(section, counted[section]) for section in sorted(counted, key=place))


def _counted(section: str, number: int) -> str:
    if section in _MANY:
        return str(_MANY[section] % {"number": number})
    return f"{number} {section}"


def place(section: str) -> int:
    """Return where a section stands among the others when they are told."""
    return SECTIONS.index(section) if section in SECTIONS else len(SECTIONS)
