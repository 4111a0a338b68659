"""What is found in a document, before it becomes a plan file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from livskraft.plans.reading.blocks import Block, Kind, Mark, Place
from livskraft.plans.reading.messages import Message


class Topic(StrEnum):
    """What a doubt is about, and so what an answer to it may change."""

    DOCUMENT = "document"
    TITLE = "title"
    PERIOD = "period"
    GOAL = "goal"
    WORDING = "wording"
    ROW = "row"
    """Whether it is an activity, or a goal, at all."""
    DOUBLE = "double"
    NUMBER = "number"
    LEAD = "lead"
    TIME = "time"
    STATUS = "status"
    GROUP = "group"
    """Whether what was taken from a list holds for all of its records."""
    GROUP_TIME = "group_time"
    GROUP_GOAL = "group_goal"
    LEFT_OUT = "left_out"
    """Whether items that were left out are activities."""


@dataclass(slots=True)
class Doubt:
    """Something that only a reader of the document can settle."""

    place: Place
    text: str
    question: Message
    topic: Topic = Topic.DOCUMENT
    records: tuple[tuple[str, str], ...] = ()
    """The records it is about, the main one first: ("activities", slug)."""
    proposal: str = ""
    """The answer that was assumed, as a value of the plan file."""
    items: tuple[tuple[Place, str], ...] = ()
    """What was left out and may be taken in: place and text."""
    about: tuple["Goal | Activity | Actor", ...] = ()
    """The records before they have their slugs; empty once they have."""

    @property
    def record(self) -> tuple[str, str] | None:
        """The record it is about."""
        return self.records[0] if self.records else None


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
    """Running text below an item, by the item's position; its paragraphs on lines of their own."""

    @property
    def is_set(self) -> bool:
        """Whether the way its items are set says that they are activities."""
        return self.items[0].is_activity


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
    has_list_time: bool = False
    """Its days are those of its list's title: what the activity itself says goes before them."""
    colour: str = ""
    """The status as a colour, whose meaning only the document's authors know."""
    is_running: bool = False
    """The document says that it goes on all the time, and no days."""
    is_said_of_list: bool = False
    """Who and when are from one line below its whole list."""
    is_called: bool = False
    """A label, or the head of its column, calls it an activity."""
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
    publisher: str = ""
    decision: dict[str, str] = field(default_factory=dict)
    """Who decided on the plan, when, under which number: the plan file's `decision`."""
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

    def ask(
        self,
        place: Place,
        text: str,
        template: str,
        /,
        topic: Topic = Topic.DOCUMENT,
        about: Sequence["Goal | Activity | Actor"] = (),
        **parameters: object,
    ) -> Doubt:
        """Add a doubt and return it."""
        doubt = Doubt(place, text, Message(template, parameters), topic, about=tuple(about))
        self.doubts.append(doubt)
        return doubt
