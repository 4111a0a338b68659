"""What is found in a document, before it becomes a plan file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from livskraft.plans.reading.blocks import Block, Kind, Mark, Place
from livskraft.plans.reading.messages import Message


@dataclass(slots=True)
class Doubt:
    """Something that only a reader of the document can settle."""

    place: Place
    text: str
    question: Message
    record: tuple[str, str] | None = None
    """The record it is about: ("activities", slug)."""
    proposal: str = ""
    """The answer that was assumed, as a value of the plan file."""


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands below it, down to the next heading."""

    heading: Block | None
    depth: int
    parent: "Section | None" = None
    children: list["Section"] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def ancestors(self) -> Iterator["Section"]:
        """Yield the section itself and those around it, inmost first."""
        section: Section | None = self
        while section is not None:
            yield section
            section = section.parent

    def walk(self) -> Iterator["Section"]:
        """Yield the section itself and those below it, in order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.children))

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    @property
    def is_marked(self) -> bool:
        """Whether the heading says itself that it is a goal: by a label or a hash."""
        return self.heading is not None and self.heading.mark in (Mark.LABEL, Mark.HASH)

    def prose(self) -> str:
        return " ".join(block.text for block in self.blocks if block.kind is Kind.PARAGRAPH)


@dataclass(slots=True, eq=False)
class ItemList:
    """Items that stand together, with the line that announces them."""

    section: Section
    items: list[Block]
    intro: Block | None
    notes: dict[int, str] = field(default_factory=dict)
    """Running text below an item, by the item's position."""


@dataclass(slots=True, eq=False)
class Goal:
    title: str
    place: Place
    number: str = ""
    label: str = ""
    section: Section | None = None
    parent: "Goal | None" = None
    children: list["Goal"] = field(default_factory=list)
    description: str = ""
    is_horizontal: bool = False
    is_prioritised: bool = False
    slug: str = ""
    chapter: str = ""

    def walk(self) -> Iterator["Goal"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def printed(self) -> str:
        """The goal as the document prints it: "#15 Öka andelen exporterande företag"."""
        return f"{self.number} {self.title}".strip()


@dataclass(slots=True, eq=False)
class Activity:
    title: str
    place: Place
    scope: Goal | None = None
    """The goal that the document names for it, or for its list."""
    is_scope_exact: bool = True
    """False when the list stands under an area and the goals below it are to choose from."""
    suggested: Goal | None = None
    other_goals: list[Goal] = field(default_factory=list)
    lead: str = ""
    partners: list[str] = field(default_factory=list)
    starts: str = ""
    ends: str = ""
    status: str = ""
    indicators: list[str] = field(default_factory=list)
    budget: str = ""
    summary: list[str] = field(default_factory=list)
    note: str = ""
    parent: "Activity | None" = None
    joins: list[Message] = field(default_factory=list)
    slug: str = ""
    chapter: str = ""
    number: str = ""

    @property
    def goal(self) -> Goal | None:
        return self.suggested or self.scope


@dataclass(slots=True, eq=False)
class Actor:
    """An organisation or a forum that the document names."""

    title: str
    place: Place
    kind: str
    description: str = ""
    parent: "Actor | None" = None
    level: str = "regional"
    slug: str = ""
    chapter: str = ""


@dataclass(slots=True)
class Findings:
    file: str
    title: str = ""
    title_place: Place | None = None
    period: tuple[int, int] | None = None
    vision: str = ""
    goals: list[Goal] = field(default_factory=list)
    """The goals without parent."""
    activities: list[Activity] = field(default_factory=list)
    organisations: list[Actor] = field(default_factory=list)
    forums: list[Actor] = field(default_factory=list)
    documents: list[tuple[str, Place]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    level_names: list[str] = field(default_factory=list)

    def all_goals(self) -> list[Goal]:
        return [goal for top in self.goals for goal in top.walk()]

    def ask(self, place: Place, text: str, template: str, /, **parameters: object) -> Doubt:
        """Add a doubt and return it."""
        doubt = Doubt(place, text, Message(template, parameters))
        self.doubts.append(doubt)
        return doubt
