"""A reading with its rows, its questions, and what it is compared with."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from livskraft.plans.models import DocumentReading, Plan
from livskraft.plans.models.readings import ReadingAim, ReadingState
from livskraft.plans.planfile.content import Content, canonical
from livskraft.plans.planfile.renaming import renamed
from livskraft.plans.queries.planfile.stored import loaded_content
from livskraft.plans.queries.readings import shared_records, slugs_of_plan
from livskraft.plans.reading.answers import Answers
from livskraft.plans.reading.decided import SHARED, stored_as
from livskraft.plans.reading.merging import Edition, compare_edition, read_as_content
from livskraft.plans.reading.packing import unpacked
from livskraft.plans.reading.review import Part, Review, records_of
from livskraft.plans.services.planfile.saving import plan_content


@dataclass
class OpenReading:
    """A reading as it is reviewed.

    `stored` is the content of the plan that it is an edition or a successor of, `taken` all slugs
    of that plan by section, archived ones too; `shared` tells of all documents, actors and forums
    what a document can say of them.
    """

    record: DocumentReading
    review: Review
    shared: Content
    stored: Content = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)
    edition: Edition | None = None

    @property
    def is_open(self) -> bool:
        return self.record.state == ReadingState.OPEN


def open_reading(record: DocumentReading) -> OpenReading:
    """Return a reading with everything that its pages show.

    Three database queries, and some 30 more for an edition, whatever the size of the plan.
    """
    reading, answers = unpacked(record.found), Answers.of(record.answers)
    plan = record.of_plan
    shared = shared_records()
    known = {
        section: {
            one["slug"]: stored_as(section, one, shared)
            for of_section, one in records_of(reading.plan)
            if of_section == section
        }
        for section in SHARED
    }
    opened = OpenReading(record, Review(reading, answers, known), shared)
    if plan is None:
        return opened
    opened.stored = plan_content(plan)
    opened.taken = slugs_of_plan(plan)
    if record.aim == ReadingAim.EDITION:
        base = _said_before(record, plan)
        edition = compare_edition(reading, answers, opened.stored, base, shared)
        opened.edition = edition
        opened.review = Review(reading, answers, {**known, **edition.known})
    return opened


def _said_before(record: DocumentReading, plan: Plan) -> Content:
    """Return what the document before this one said, under the plan's names; else the last load."""
    before = (
        DocumentReading.objects.filter(loaded_plan=plan, state=ReadingState.LOADED)
        .exclude(pk=record.pk)
        .order_by("-closed_at")
        .first()
    )
    if before is None:
        return loaded_content(plan)
    content = renamed(read_as_content(unpacked(before.found)), before.names, plan.slug)
    (said,) = content["plan"].values()
    return {**content, "plan": {plan.slug: canonical("plan", said)}}


def part_version(review: Review, part: Part) -> str:
    """Return what changes when anybody answers anything on a part's page."""
    answers = review.answers
    content: Any = [
        [asdict(answers.row(row.key)) for row in part.rows],
        [asdict(answers.question(question.number)) for question in part.all_questions],
        answers.plan if part.section == "plan" else None,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
