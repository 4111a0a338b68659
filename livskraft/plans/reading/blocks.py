"""The neutral stream that every format is turned into: lines first, then blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from livskraft.plans.reading.messages import Message, _

_PLACES = {
    "line": (_("line %(number)d"), "rad %(number)d"),
    "paragraph": (_("paragraph %(number)d"), "stycke %(number)d"),
    "row": (_("row %(number)d"), "rad %(number)d"),
    "page": (_("page %(page)d, line %(number)d"), "sida %(page)d, rad %(number)d"),
    "sheet": (_("sheet %(sheet)s, row %(number)d"), "blad %(sheet)s, rad %(number)d"),
    "table": (_("table %(table)d, row %(number)d"), "tabell %(table)d, rad %(number)d"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file something stands; `kind` tells which of the other fields count."""

    kind: str
    number: int
    page: int = 0
    sheet: str = ""
    table: int = 0

    def message(self) -> Message:
        """Return the place for a reader, in the caller's language."""
        return Message(_PLACES[self.kind][0], self._values())

    def swedish(self) -> str:
        """Return the place as it is written into a plan file, which is in Swedish."""
        return _PLACES[self.kind][1] % self._values()

    def _values(self) -> dict[str, object]:
        return {
            "number": self.number,
            "page": self.page,
            "sheet": self.sheet,
            "table": self.table,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    `gap` is the distance to the line above, in lines: 1 for the next line, 2 after an empty one,
    0 where a new page begins or what stood between was dropped. `indent` counts letters.
    `size` is the letters' height (0 unknown).
    """

    text: str
    place: Place
    indent: int = 0
    gap: int = 1
    size: float = 0.0
    is_bold: bool = False
    level: int = 0
    """Heading level when the file says so (a PDF's bookmarks); 0 otherwise."""

    @property
    def end(self) -> int:
        """Column after the last letter."""
        return self.indent + len(self.text)


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"


class Mark(StrEnum):
    """By what a heading is known. A weak one is only short and stands alone."""

    STYLE = "style"
    NUMBER = "number"
    HASH = "hash"
    LABEL = "label"
    WEAK = "weak"


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, an item of a list or a row of a table.

    Headings: `level` as the style or the number says (0 unknown), `number` and `label` as printed
    ("2.2", "Målområde"), `text` without them. Bullets: `level` from 1. Rows: `cells`, `table`.
    """

    kind: Kind
    text: str
    place: Place
    level: int = 0
    number: str = ""
    label: str = ""
    section: str = ""
    """A chapter number in front of a labelled heading: "2.2 Målområde: …"."""
    mark: Mark | None = None
    cells: tuple[str, ...] = ()
    table: int = 0
    is_label_row: bool = False
    """A row of one cell that spans the table."""
    status: str = ""
    """Of an item with a box: "done" when it is ticked, else "planned"."""
    is_activity: bool = False
    """The way it is set says that it is an activity: by a label, a number or what stands below it."""
    is_line: bool = False
    """An item that the document sets as a heading or a line; items below it are parts of it."""
    is_sure: bool = True
    """False when only its words tell that it is an activity."""
    is_called: bool = False
    """Its own label calls it an activity: "Insats: …"."""
    is_said: bool = False
    """A line with a label that says something of the activity, or the list, above it."""
    said: tuple[tuple[str, str], ...] = ()
    """Labels and values of a line below the item's list that is said of all its items."""
    joins: list[Message] = field(default_factory=list)
    """What was joined on the way and could be wrong."""


@dataclass(slots=True)
class Source:
    """What a format module hands over: lines or blocks, and what the file says of itself."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    notes: list[tuple[Place, str, Message]] = field(default_factory=list)
    """Doubts that only the format knows of: place, text, question."""

    def texts(self) -> Iterator[str]:
        """Yield every text, for counting words."""
        for line in self.lines:
            yield line.text
        for block in self.blocks:
            yield block.text
            yield from block.cells
