"""A reading as rows to look at, each with its questions and what was answered to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from livskraft.plans.planfile.index import walk_goals
from livskraft.plans.reading.answers import Answer, Answers, Record
from livskraft.plans.reading.blocks import Block, Kind, Place
from livskraft.plans.reading.findings import Doubt, Topic
from livskraft.plans.reading.structure import Reading

SECTIONS = (
    "goals",
    "activities",
    "organisations",
    "forums",
    "documents",
    "indicators",
    "budget",
)
WHOLE = "dokument"
"""The part with what concerns the document as a whole."""
_GROUPS = (Topic.GROUP, Topic.GROUP_TIME, Topic.GROUP_GOAL)
_OF_THE_WHOLE = (Topic.DOCUMENT, Topic.TITLE, Topic.PERIOD, Topic.LEFT_OUT)
_WORDS = {"goals": "mal", "organisations": "aktorer", "forums": "forum"}
ROWS_ON_A_PAGE = 40


@dataclass(frozen=True)
class Question:
    """A doubt with its number and its answer; `is_settled` also when its row is out of question."""

    number: int
    doubt: Doubt
    answer: str
    note: str
    values: Record
    is_settled: bool

    @property
    def topic(self) -> Topic:
        return self.doubt.topic

    @property
    def is_about_a_group(self) -> bool:
        return self.topic in _GROUPS


@dataclass
class Row:
    """One record: as it was read, and as it is with its changes.

    `known_as` is the slug of the same record in the plan that this document is a newer edition of.
    """

    section: str
    slug: str
    read: Record
    record: Record
    decision: str
    place: Place | None = None
    is_added: bool = False
    known_as: str = ""
    questions: list[Question] = field(default_factory=list)
    is_answered_away: bool = False
    """Whether an answer to a question leaves the row out."""

    @property
    def key(self) -> str:
        return f"{self.section}/{self.slug}"

    @property
    def title(self) -> str:
        return str(self.record.get("title", ""))

    @property
    def is_left_out(self) -> bool:
        return self.decision == "left_out" or self.is_answered_away

    @property
    def state(self) -> str:
        """Return "left_out", "known", "accepted" or "waiting"."""
        if self.is_left_out:
            return "left_out"
        if self.known_as:
            return "known"
        is_answered = bool(self.questions) and all(one.is_settled for one in self.questions)
        return "accepted" if self.decision or is_answered else "waiting"

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.is_settled]


@dataclass(frozen=True)
class Part:
    """Rows that are reviewed on one page. `goal` is the area of a page of activities."""

    word: str
    section: str
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    """Those that are about no single row."""
    goal: str = ""
    number: int = 1
    of: int = 1

    @property
    def all_questions(self) -> list[Question]:
        return [*self.questions, *(one for row in self.rows for one in row.questions)]

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.all_questions if not question.is_settled]

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows if row.state == "waiting"]

    @property
    def is_done(self) -> bool:
        return not self.open_questions and not self.waiting


class Review:
    """The rows, questions and parts of a reading under the answers given so far.

    `known` tells which rows are records of the plan already: {section: {slug as read: its slug}}.
    """

    def __init__(
        self,
        reading: Reading,
        answers: Answers,
        known: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.reading = reading
        self.answers = answers
        self.known = known or {}
        self.rows: dict[str, Row] = {row.key: row for row in self._rows()}
        for number, doubt in enumerate(reading.doubts):
            self._leave_out(number, doubt)
        self.questions = [
            self._question(number, doubt) for number, doubt in enumerate(reading.doubts)
        ]
        for question in self.questions:
            rows = self._rows_of(question.doubt)
            if rows and question.topic not in (*_OF_THE_WHOLE, *_GROUPS):
                rows[0].questions.append(question)

    def _rows(self) -> Iterator[Row]:
        for section, record in records_of(self.reading.plan):
            yield self._row(section, record)
        for record in self.answers.added:
            values = {key: value for key, value in record.items() if key not in _OF_ADDED}
            row = self._row(record["section"], {**values, "slug": record["slug"]})
            row.is_added = True
            at = record.get("block")
            row.place = self.reading.blocks[at].place if at is not None else None
            yield row

    def _row(self, section: str, read: Record) -> Row:
        slug = read["slug"]
        answer = self.answers.row(f"{section}/{slug}")
        changed = {**read, **answer.changes}
        record = {key: value for key, value in changed.items() if value not in ("", None, [])}
        return Row(
            section,
            slug,
            read,
            record,
            answer.decision,
            self.reading.places.get((section, slug)),
            known_as=self.known.get(section, {}).get(slug, ""),
        )

    def _question(self, number: int, doubt: Doubt) -> Question:
        answer = self.answers.question(number)
        rows = self._rows_of(doubt)
        if doubt.topic not in _GROUPS:
            rows = rows[:1]
        is_past = bool(rows) and doubt.topic not in _OF_THE_WHOLE
        is_past = is_past and all(row.is_left_out or row.known_as for row in rows)
        is_settled = bool(answer.answer) or is_past
        return Question(number, doubt, answer.answer, answer.note, answer.values, is_settled)

    def _rows_of(self, doubt: Doubt) -> list[Row]:
        keys = (f"{section}/{slug}" for section, slug in doubt.records)
        return [self.rows[key] for key in keys if key in self.rows]

    def _leave_out(self, number: int, doubt: Doubt) -> None:
        """Mark the rows that an answer leaves out: all of a group, else the one it is about."""
        if self.answers.question(number).answer in (Answer.LEFT_OUT, Answer.MERGED):
            rows = self._rows_of(doubt)
            for row in rows if doubt.topic in _GROUPS else rows[:1]:
                row.is_answered_away = True

    def rows_of(self, section: str) -> list[Row]:
        return [row for row in self.rows.values() if row.section == section]

    def kept(self, section: str) -> list[Row]:
        """Return the rows of a section that are not left out."""
        return [row for row in self.rows_of(section) if not row.is_left_out]

    @cached_property
    def left_out(self) -> list[Row]:
        return [row for row in self.rows.values() if row.is_left_out]

    @cached_property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.is_settled]

    @property
    def settled_count(self) -> int:
        return len(self.questions) - len(self.open_questions)

    @cached_property
    def merged(self) -> dict[str, str]:
        """Return which row stands for each row that was said to be the same as it, by key."""
        found = {}
        for question in self.questions:
            if question.answer == Answer.MERGED and len(question.doubt.records) > 1:
                (one, other) = (f"{section}/{slug}" for section, slug in question.doubt.records[:2])
                if other in self.rows and not self.rows[other].is_left_out:
                    found[one] = other
        return found

    @cached_property
    def parts(self) -> list[Part]:
        """Return the pages of the review in their order."""
        whole = tuple(q for q in self.questions if self._part_row(q) is None)
        parts = [Part(WHOLE, "plan", (), whole)]
        parts += self._pages("goals", "mal", self.rows_of("goals"))
        for at, (goal, rows) in enumerate(self._activities_by_area().items(), 1):
            parts += self._pages("activities", f"aktiviteter-{at}", rows, goal)
        for section in ("organisations", "forums"):
            parts += self._pages(section, _WORDS[section], self.rows_of(section))
        rest = [row for section in SECTIONS[4:] for row in self.rows_of(section)]
        parts += self._pages("documents", "ovrigt", rest)
        return parts

    def part(self, word: str) -> Part | None:
        return next((part for part in self.parts if part.word == word), None)

    def part_of(self, row: Row) -> Part:
        """Return the page a row stands on."""
        return self._part_of[row.key]

    @cached_property
    def _part_of(self) -> dict[str, Part]:
        return {row.key: part for part in self.parts for row in part.rows}

    def part_of_question(self, question: Question) -> Part:
        row = self._part_row(question)
        return self.parts[0] if row is None else self.part_of(row)

    def _part_row(self, question: Question) -> Row | None:
        rows = self._rows_of(question.doubt)
        return rows[0] if rows and question.topic not in _OF_THE_WHOLE else None

    def _activities_by_area(self) -> dict[str, list[Row]]:
        """Return the activities below each topmost goal as it was read, so that none moves away."""
        areas: dict[str, list[Row]] = {}
        for row in self.rows_of("activities"):
            areas.setdefault(self.area_of(str(row.read.get("primary_goal", ""))), []).append(row)
        order = [row.slug for row in self.rows_of("goals")]
        return dict(sorted(areas.items(), key=lambda item: _at(order, item[0])))

    def area_of(self, slug: str) -> str:
        """Return the topmost goal above a goal, as it was read; itself for an unknown one."""
        seen: set[str] = set()
        while slug not in seen:
            seen.add(slug)
            row = self.rows.get(f"goals/{slug}")
            parent = str(row.read.get("parent", "")) if row else ""
            if not parent:
                break
            slug = parent
        return slug

    def _pages(self, section: str, word: str, rows: list[Row], goal: str = "") -> Iterator[Part]:
        pages = [rows[at : at + ROWS_ON_A_PAGE] for at in range(0, len(rows), ROWS_ON_A_PAGE)]
        for number, page in enumerate(pages, 1):
            groups = tuple(q for row in page for q in self._groups.get(row.key, ()))
            own = word if number == 1 else f"{word}-sida-{number}"
            yield Part(own, section, tuple(page), groups, goal, number, len(pages))

    @cached_property
    def _groups(self) -> dict[str, list[Question]]:
        """Return the questions about groups by the key of the group's first row."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            row = self._part_row(question)
            if row and question.is_about_a_group:
                found.setdefault(row.key, []).append(question)
        return found

    @cached_property
    def _at(self) -> dict[Place, int]:
        return {block.place: at for at, block in reversed(list(enumerate(self.reading.blocks)))}

    def excerpt(self, place: Place | None) -> "Excerpt | None":
        """Return the document's text at a place, with what stands around it."""
        at = self._at.get(place) if place else None
        if at is None:
            return None
        blocks = self.reading.blocks
        heading = next(
            (block for block in reversed(blocks[:at]) if block.kind is Kind.HEADING), None
        )
        before = blocks[at - 1] if at and blocks[at - 1] is not heading else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        return Excerpt(blocks[at], heading, before, after, at)


@dataclass(frozen=True)
class Excerpt:
    """A place of the document in the document's own words."""

    block: Block
    heading: Block | None
    before: Block | None
    after: Block | None
    at: int


_OF_ADDED = ("section", "block", "doubt")


def _at(order: list[str], slug: str) -> int:
    return order.index(slug) if slug in order else len(order)


def records_of(plan: Mapping[str, Any]) -> Iterable[tuple[str, Record]]:
    """Yield section and record of a plan tree, goals with `parent` in place of nesting."""
    slugs: dict[tuple[str | int, ...], str] = {}
    for path, goal in walk_goals(dict(plan)):
        slugs[path] = goal["slug"]
        record = {key: value for key, value in goal.items() if key != "goals"}
        yield "goals", {**record, "parent": slugs.get(path[:-2], "")}
    for section in SECTIONS[1:]:
        for record in plan.get(section) or []:
            yield section, dict(record)
