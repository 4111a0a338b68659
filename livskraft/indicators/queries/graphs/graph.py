"""A graph as pages show it: its finding, its drawings, its table, and what must stand beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from livskraft.indicators.sources.observation import Observation

WIDE, MEDIUM, NARROW = 820, 560, 300

Kind = Literal[
    "line", "spread", "map", "country", "comparison", "sexes", "distance", "peers", "scatter"
]
KIND_WORDS: Mapping[Kind, str] = {
    "line": "linje",
    "spread": "spridning",
    "map": "karta",
    "country": "sverige",
    "comparison": "jamforelse",
    "sexes": "kon",
    "distance": "avstand",
    "peers": "kommuner",
    "scatter": "samband",
}
"""What each kind is called in addresses."""


class Words(NamedTuple):
    """Words of a page. `is_content`: they are a name or somebody's, in Swedish on every page.

    `label` stands before them, in the page's language: "Target:".
    """

    text: str
    is_content: bool = False
    label: str = ""

    @property
    def whole(self) -> str:
        return " ".join(filter(None, [self.label, self.text]))


@dataclass(frozen=True)
class Line:
    """A row of a table: what it is about, then for each further heading that and a figure or ""."""

    about: Words
    labelled: tuple[tuple[Words, str], ...]


@dataclass(frozen=True)
class Table:
    """The figures of a graph. The first of the headings is that of the rows' own names."""

    head: tuple[Words, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Confirmed:
    """Who stands for a headline, since when.

    `is_older`: figures, targets or breaks have changed since it was written or confirmed.
    """

    name: str
    on: date
    is_older: bool


@dataclass(frozen=True)
class Heading:
    """What stands above a graph: the finding, or a person's words in its place.

    `sentences` are always what the figures say now.
    """

    words: Words
    confirmed: Confirmed | None
    sentences: tuple[str, ...]

    @property
    def finding(self) -> str:
        return " ".join(self.sentences)

    def beside(self, verdict: str) -> str:
        """Return the finding as it stands after a verdict, without what that has said already."""
        return " ".join(one for one in self.sentences if one not in verdict)


@dataclass(frozen=True)
class Selection:
    """Which figures a graph shows; `periods` is None where it shows all."""

    areas: tuple[str, ...]
    sexes: tuple[str, ...]
    periods: frozenset[str] | None = None

    def has(self, one: Observation) -> bool:
        """Whether a figure is among them; those of further groups never are."""
        is_then = self.periods is None or one.period in self.periods
        return is_then and one.area in self.areas and one.sex in self.sexes and not one.dimensions


@dataclass(frozen=True)
class Graph:
    """One graph of one indicator.

    `address` and `title` are the indicator's. `measure` is what is measured, in which unit and
    where (content), `about` the group and the period. `reservations` must stand beside it.
    `choices` are what its lasting addresses name besides its kind; `areas` and `data_key` are what
    a headline is kept under. `is_read`: the figures were read from somewhere, not fetched from the
    source itself. `beside` is a second drawing of the same figures, `other` the
    address and the figures of a second indicator in it.
    """

    kind: Kind
    address: str
    title: str
    headline: Heading
    measure: str
    about: str
    table: Table
    selection: Selection
    source: str
    retrieved_on: date
    is_read: bool
    reservations: tuple[Words, ...]
    draw: Callable[[int], str]
    choices: tuple[tuple[str, str], ...]
    areas: str
    data_key: str
    wide_width: int = WIDE
    beside: "Graph | None" = None
    other: tuple[str, Selection] | None = None

    @property
    def key(self) -> str:
        """What the graph is called on a page, once."""
        return f"{KIND_WORDS[self.kind]}-{self.address}"

    @property
    def table_id(self) -> str:
        return f"{self.key}-tabell"

    @cached_property
    def query(self) -> str:
        """The query of its addresses, as in "diagram=linje&omrade=1980"."""
        return urlencode([("diagram", KIND_WORDS[self.kind]), *self.choices])

    @property
    def has_medium(self) -> bool:
        """Whether there is a width between the wide drawing and the narrow one."""
        return self.wide_width > MEDIUM

    @property
    def and_beside(self) -> "tuple[Graph, ...]":
        """It and what is drawn beside it, for where they stand below each other."""
        return (self, self.beside) if self.beside else (self,)

    @cached_property
    def wide(self) -> SafeString:
        return drawn(self.draw(self.wide_width))

    @cached_property
    def medium(self) -> SafeString:
        return drawn(self.draw(MEDIUM))

    @cached_property
    def narrow(self) -> SafeString:
        return drawn(self.draw(NARROW))


def drawn(svg: str) -> SafeString:
    """Put a drawing of `shared.charts` out as it is."""
    return mark_safe(svg)  # noqa: S308 (`shared.charts` escapes every text)
