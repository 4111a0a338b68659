"""Answers to a reading's questions, kept as they are given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from livskraft.plans.models import DocumentReading, Plan
from livskraft.plans.models.readings import ReadingState
from livskraft.plans.reading.actors import kind_of
from livskraft.plans.reading.answers import Answer, Answers, Record
from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.plan import Slugs
from livskraft.plans.reading.review import Question, Review, Row
from livskraft.plans.services.readings.errors import AnsweredMeanwhileError, ReadingClosedError
from livskraft.plans.services.readings.opening import OpenReading, open_reading, part_version
from livskraft.shared.swedish import plain


@dataclass(frozen=True)
class RowReply:
    """What was said of a row. `values` holds every key that the page shows, changed or not;
    `lead` is the title of an organisation, which is made when there is none.
    """

    key: str
    decision: str
    values: Record = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionReply:
    """An answer to a question; `values` are for all records of a group, for the plan, or for what is
    taken in; `items` are the positions of the items to take in.
    """

    number: int
    answer: str
    note: str = ""
    values: Record = field(default_factory=dict)
    items: Sequence[int] = ()


@dataclass(frozen=True)
class NewRow:
    """An activity, a goal … that the reader missed; `values` as in a row's reply."""

    section: str
    values: Record


@dataclass(frozen=True)
class PartReplies:
    """Everything that a part's page sends.

    `accept`: "without_questions" accepts the rows that have none, "rest" accepts all that is still
    open on the page as it was read.
    """

    rows: Sequence[RowReply] = ()
    questions: Sequence[QuestionReply] = ()
    added: Sequence[NewRow] = ()
    plan: Record = field(default_factory=dict)
    accept: str = ""


@transaction.atomic
def keep_part(
    *, reading: DocumentReading, word: str, replies: PartReplies, seen: str, by: Any
) -> None:
    """Keep a part's answers; `seen` is the `part_version` that the person had before them.

    Raises AnsweredMeanwhileError, ReadingClosedError and PermissionDenied.
    """
    opened = _opened(reading, by)
    part = opened.review.part(word)
    if part is None or part_version(opened.review, part) != seen:
        raise AnsweredMeanwhileError
    answers = opened.review.answers
    if replies.plan:
        _keep_plan(answers, opened.review, replies.plan)
    writer = _Writer(opened.review)
    rows = {row.key: row for row in part.rows}
    for reply in replies.rows:
        if reply.key in rows:
            writer.row(rows[reply.key], reply)
    questions = {question.number: question for question in part.all_questions}
    for question_reply in replies.questions:
        if question_reply.number in questions:
            writer.question(questions[question_reply.number], question_reply)
    for new in replies.added:
        writer.add(new.section, new.values)
    if replies.accept:
        _accept(opened.review.reading, answers, opened, word, replies.accept)
    _keep(opened.record, answers)


@transaction.atomic
def keep_edition_answers(
    *,
    reading: DocumentReading,
    matches: Mapping[str, str],
    values: Mapping[str, str],
    gone: Mapping[str, str],
    links: Mapping[str, str],
    by: Any,
) -> None:
    """Keep which records are the same, which values hold, what becomes of the rest, and links.

    An answer that is None is taken back. Raises ReadingClosedError and PermissionDenied.
    """
    opened = _opened(reading, by)
    answers = opened.review.answers
    answers.matches.update(matches)
    answers.values.update(values)
    answers.gone.update(gone)
    answers.links.update(links)
    _keep(opened.record, answers)


@transaction.atomic
def keep_aim(*, reading: DocumentReading, aim: str, of_plan: Plan | None, by: Any) -> None:
    """Say what becomes of the document. Raises ReadingClosedError and PermissionDenied."""
    record = _opened(reading, by).record
    if record.of_plan_id != (of_plan.pk if of_plan else None) or record.aim != aim:
        answers = Answers.of(record.answers)
        answers.matches, answers.values, answers.gone, answers.links = {}, {}, {}, {}
        record.answers = answers.as_json()
    record.aim, record.of_plan = aim, of_plan
    record.save(update_fields=["aim", "of_plan", "answers", "changed_at"])


def _opened(reading: DocumentReading, by: Any) -> OpenReading:
    if not by.has_perm("plans.read_document"):
        raise PermissionDenied
    record = DocumentReading.objects.select_for_update().get(pk=reading.pk)
    if record.state != ReadingState.OPEN:
        raise ReadingClosedError
    return open_reading(record)


def _keep(record: DocumentReading, answers: Answers) -> None:
    record.answers = answers.as_json()
    record.save(update_fields=["answers", "changed_at"])


def _keep_plan(answers: Answers, review: Review, values: Record) -> None:
    read = review.reading.plan["plan"]
    period = read.get("period") or {}
    shown = {**read, "first_year": period.get("from"), "last_year": period.get("to")}
    for key, value in values.items():
        if (shown.get(key) or "") == (value or ""):
            answers.plan.pop(key, None)
        else:
            answers.plan[key] = value


def _accept(reading: Any, answers: Answers, opened: OpenReading, word: str, accept: str) -> None:
    """Accept rows of a part under the answers that were just given."""
    part = Review(reading, answers, opened.review.known).part(word)
    assert part is not None
    if accept == "rest":
        for question in part.open_questions:
            answers.reply(question.number, Answer.AS_READ)
    for row in part.waiting:
        if not row.questions:
            answers.decide(row.key, "accepted")


class _Writer:
    """Turns replies into answers; finds organisations by their title and adds those that are new."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.answers = review.answers
        self._slugs: dict[str, Slugs] = {}
        self._organisations = {plain(row.title): row.slug for row in review.kept("organisations")}

    def row(self, row: Row, reply: RowReply) -> None:
        values = self._settled(reply.values)
        changes = {**self.answers.row(row.key).changes}
        for key, value in values.items():
            if (row.read.get(key) or "") == (value or ""):
                changes.pop(key, None)
            else:
                changes[key] = value
        self.answers.change(row.key, changes)
        self.answers.decide(row.key, reply.decision)

    def question(self, question: Question, reply: QuestionReply) -> None:
        before = self.answers.question(question.number)
        values = reply.values if reply.answer == Answer.CHANGED else {}
        self.answers.reply(question.number, reply.answer, reply.note, values)
        if self.answers.question(question.number) == before and not reply.items:
            return
        takers: dict[Topic, Callable[[Question, QuestionReply], None]] = {
            Topic.GROUP_TIME: self._change_group,
            Topic.GROUP_GOAL: self._change_group,
            Topic.LEFT_OUT: self._take_in,
        }
        taker = takers.get(question.topic)
        if taker:
            taker(question, reply)

    def add(self, section: str, values: Record, **more: Any) -> str:
        """Add a row that is accepted, and return its slug."""
        record = {key: value for key, value in self._settled(values).items() if value}
        if section not in self._slugs:
            rows = [row.slug for row in self.review.rows_of(section)]
            rows += [one["slug"] for one in self.answers.added if one["section"] == section]
            self._slugs[section] = Slugs(*rows)
        slug = self._slugs[section].of(str(record["title"]), section)
        self.answers.added.append({"section": section, "slug": slug, **record, **more})
        self.answers.decide(f"{section}/{slug}", "accepted")
        return slug

    def _settled(self, values: Record) -> Record:
        """Return the values with the lead's slug in place of its title."""
        title = values.get("lead")
        if not title:
            return values
        slug = self._organisations.get(plain(title))
        if slug is None:
            slug = self.add("organisations", {"title": title, "kind": kind_of(title)})
            self._organisations[plain(title)] = slug
        return {**values, "lead": slug}

    def _change_group(self, question: Question, reply: QuestionReply) -> None:
        """Give all records of a group the values, or what the document says again."""
        for section, slug in question.doubt.records:
            key = f"{section}/{slug}"
            changes = {
                name: value
                for name, value in self.answers.row(key).changes.items()
                if name not in reply.values
            }
            if reply.answer == Answer.CHANGED:
                changes.update(reply.values)
            self.answers.change(key, changes)

    def _take_in(self, question: Question, reply: QuestionReply) -> None:
        """Take in the chosen items in place of those that were taken in before."""
        number = question.number
        before = [one for one in self.answers.added if one.get("doubt") == number]
        texts = {one["title"] for one in before}
        wanted = [question.doubt.items[at] for at in reply.items if at < len(question.doubt.items)]
        kept = {text for _place, text in wanted} if reply.answer == Answer.TAKEN_IN else set()
        self.answers.added = [
            one for one in self.answers.added if one.get("doubt") != number or one["title"] in kept
        ]
        places = {block.place: at for at, block in enumerate(self.review.reading.blocks)}
        for place, text in wanted:
            if text in kept and text not in texts:
                values = {"title": text, **reply.values}
                self.add("activities", values, block=places.get(place), doubt=number)
