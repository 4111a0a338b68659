"""A file's blocks → what they say: the whole way from a document to a plan file's content."""

from dataclasses import dataclass, field
from typing import Any

from livskraft.plans.reading import (
    activities,
    actors,
    choosing,
    doubts,
    formats,
    front,
    goals,
    plan,
    sections,
    tables,
)
from livskraft.plans.reading.blocks import Block, Source
from livskraft.plans.reading.findings import Doubt, Findings
from livskraft.plans.reading.messages import Message, ReadingError, Translate, _

MAX_BLOCKS = 200_000
MAX_ACTIVITIES = 20_000
MAX_GOALS = 3_000


@dataclass(slots=True)
class Reading:
    """A document as a plan file's content, the doubts about it, and the text it was read from."""

    plan: dict[str, Any]
    doubts: list[Doubt] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

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
    """Return what the blocks of a document say."""
    blocks = source.blocks
    if len(blocks) > MAX_BLOCKS:
        template = _(
            "The document has %(count)d paragraphs and rows, far more than a plan. Read a part of it."
        )
        raise ReadingError(file, Message(template, {"count": len(blocks)}))
    findings = Findings(file)
    root = sections.tree_of(blocks)
    lists = sections.lists_of(root)
    all_tables = tables.of(root)
    has_other = activities.has_headed(root) or any(
        tables.holds_activities(rows) for _s, rows in all_tables
    )
    chosen = activities.choose_lists(lists, root, has_other=has_other)
    owners = {found.section for found in chosen}
    owners |= {section for section, rows in all_tables if tables.holds_activities(rows)}
    owned = goals.find(root, lists, owners, findings)
    if len(findings.all_goals()) > MAX_GOALS:
        template = _("The document has %(count)d goals, far more than a plan. Read a part of it.")
        raise ReadingError(file, Message(template, {"count": len(findings.all_goals())}))
    goals.describe(owned)
    front.read(root, blocks, source.title, findings)
    for section, rows in all_tables:
        tables.TableReader(section, rows, owned, findings).read()
    activities.read_lists(chosen, owned, findings)
    activities.read_headed(root, owned, findings)
    if len(findings.activities) > MAX_ACTIVITIES:
        template = _(
            "The document has %(count)d activities, far more than a plan. Read a part of it."
        )
        raise ReadingError(file, Message(template, {"count": len(findings.activities)}))
    order = {block.place: at for at, block in reversed(list(enumerate(blocks)))}
    findings.activities.sort(key=lambda activity: order.get(activity.place, 0))
    plan.name_records(findings)
    choosing.choose_goals(findings)
    plan.name_records(findings)
    actors.read(root, lists, chosen, findings)
    actors.of_activities(findings)
    activities.ask_about_items(findings)
    activities.ask_about_others(lists, chosen, findings)
    plan.ask_about_money(findings)
    doubts.look_through(root, blocks, lists, chosen, findings)
    if not findings.activities:
        findings.ask(
            blocks[0].place,
            findings.title,
            _("No activities were found. Where in the document do they stand?"),
        )
    for place, text, question in source.notes:
        findings.doubts.append(Doubt(place, text, question))
    findings.doubts.sort(key=lambda doubt: order.get(doubt.place, -1))
    return Reading(plan.content(findings), findings.doubts, blocks)
