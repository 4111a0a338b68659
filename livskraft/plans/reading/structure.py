"""A file's blocks → what they say: the whole way from a document to a plan file's content."""

from dataclasses import dataclass, field
from typing import Any

from livskraft.plans.reading import (
    activities,
    actors,
    asides,
    asking,
    choosing,
    doubts,
    formats,
    front,
    goals,
    items,
    lost,
    naming,
    plan,
    prose,
    sections,
    tables,
)
from livskraft.plans.reading.blocks import Block, Place, Source
from livskraft.plans.reading.findings import Doubt, Findings, ItemList, Section
from livskraft.plans.reading.messages import Message, ReadingError, Translate, _

MAX_BLOCKS = 200_000
MAX_ACTIVITIES = 20_000
MAX_GOALS = 3_000

_TOO_MANY_BLOCKS = _(
    "The document has %(count)d paragraphs and rows, far more than a plan. Read a part of it."
)
_TOO_MANY_GOALS = _("The document has %(count)d goals, far more than a plan. Read a part of it.")
_TOO_MANY_ACTIVITIES = _(
    "The document has %(count)d activities, far more than a plan. Read a part of it."
)


@dataclass(slots=True)
class Reading:
    """A document as a plan file's content, the doubts about it, and the text it was read from."""

    plan: dict[str, Any]
    doubts: list[Doubt] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """Where each record was found, by section and slug."""

    def shown_doubts(self, translate: Translate = str) -> list[dict[str, str]]:
        """Return the doubts as {"place", "text", "question"} in the language of `translate`."""
        return [
            {
                "place": doubt.place.message().show(translate),
                "text": doubt.text,
                "question": doubt.question.show(translate),
            }
            for doubt in self.doubts
        ]


def read_document(content: bytes, file: str) -> Reading:
    """Read a document in this process, without limits. Raises ReadingError."""
    return read_source(formats.read(content, file), file)


def read_source(source: Source, file: str) -> Reading:
    """Return what the blocks of a document say. Raises ReadingError for what is far too much."""
    blocks = items.mark_activities(source.blocks)
    _limit(len(blocks), MAX_BLOCKS, _TOO_MANY_BLOCKS, file)
    findings = Findings(file)
    root = sections.tree_of(blocks)
    lists = sections.lists_of(root)
    order = {block.place: at for at, block in reversed(list(enumerate(blocks)))}
    chosen = _find(root, lists, blocks, source, findings)
    findings.activities.sort(key=lambda activity: order.get(activity.place, 0))
    plan.name_records(findings)
    choosing.choose_goals(findings)
    plan.name_records(findings)
    actors.read(root, lists, chosen, findings)
    actors.of_activities(findings)
    _ask(root, lists, blocks, chosen, findings)
    content = plan.content(findings)
    lost.ask(blocks, content, findings)
    for place, text, question in source.notes:
        findings.doubts.append(Doubt(place, text, question))
    findings.doubts.sort(key=lambda doubt: order.get(doubt.place, -1))
    naming.name_records_of_doubts(findings)
    return Reading(content, findings.doubts, blocks, naming.places(findings))


def _find(
    root: Section, lists: list[ItemList], blocks: list[Block], source: Source, findings: Findings
) -> list[ItemList]:
    """Find goals, what the plan says of itself, and activities; return the lists that hold those."""
    all_tables = tables.of(root)
    owners = {section for section, rows in all_tables if tables.holds_activities(rows)}
    chosen = activities.choose_lists(lists, root, owners)
    owners |= {found.section for found in chosen}
    named = {section for section, rows in all_tables if tables.names_goals(rows)}
    owned = goals.find(root, lists, owners, named, findings)
    _limit(len(findings.all_goals()), MAX_GOALS, _TOO_MANY_GOALS, findings.file)
    goals.describe(owned)
    front.read(root, blocks, source.title, findings)
    for section, rows in all_tables:
        tables.TableReader(section, rows, owned, findings).read()
    activities.read_lists(chosen, owned, findings)
    _limit(len(findings.activities), MAX_ACTIVITIES, _TOO_MANY_ACTIVITIES, findings.file)
    asides.take(findings)
    activities.nest_by_number(findings)
    return chosen


def _ask(
    root: Section,
    lists: list[ItemList],
    blocks: list[Block],
    chosen: list[ItemList],
    findings: Findings,
) -> None:
    """Add the doubts that only show once everything is found."""
    activities.ask_about_items(findings)
    activities.ask_about_others(lists, chosen, findings)
    asking.ask_about_activities(findings)
    proposed = prose.propose(root, chosen, findings)
    doubts.look_through(root, blocks, chosen, proposed, findings)
    if not findings.activities:
        findings.ask(
            blocks[0].place,
            findings.title,
            _("No activities were found. Where in the document do they stand?"),
        )


def _limit(count: int, most: int, template: str, file: str) -> None:
    if count > most:
        raise ReadingError(file, Message(template, {"count": count}))
