"""What waits for a person: drafts, documents, activities that nobody answers for, messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from livskraft.accounts.policies import may_somewhere
from livskraft.indicators.queries.verdicts import expired_targets
from livskraft.indicators.queries.watching import awaited_files
from livskraft.indicators.queries.working import (
    count_changed_verdicts,
    count_failed,
    count_notices,
)
from livskraft.plans.models.drafts import DraftState
from livskraft.plans.queries.drafts import drafts_for_review, open_drafts
from livskraft.plans.queries.people import activities_without_responsible
from livskraft.plans.queries.readings import open_readings
from livskraft.reporting.models import Assignment, AssignmentState, RoundState
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.queries.assignments import assignments_to_review, own_assignments
from livskraft.reporting.queries.rounds import RoundRow, round_rows
from livskraft.shared.templatetags.content import in_swedish
from livskraft.workspace.drafts.finding import title_of
from livskraft.workspace.sections import section_by_key

SHOWN = 40


@dataclass(frozen=True)
class Task:
    """A row of the work list: what it is about, how far it is, and the button that goes on.

    `is_content` says that the title is Swedish whatever the page's language.
    """

    title: str
    about: str
    state: str
    action: str
    url: str
    since: datetime | None = None
    is_content: bool = True


def tasks(user: Any) -> list[Task]:
    """Return what waits for a person, what others wait for first; at most SHOWN.

    At most twenty-three queries, and one more for each link between goals, which is named by its ends.
    """
    found = [
        *(_answers(user) if may_somewhere(user, "reporting.report") else ()),
        *(_to_review(user) if may_somewhere(user, "reporting.review") else ()),
        *(_reviews(user) if user.has_perm("plans.review_record") else ()),
        *(_own_drafts(user) if may_somewhere(user, "plans.draft_record") else ()),
        *(_documents() if user.has_perm("plans.read_document") else ()),
        *(_left_behind() if user.has_perm("plans.change_person") else ()),
        *(_figures() if user.has_perm("indicators.update") else ()),
        *(_verdicts() if user.has_perm("indicators.judge") else ()),
    ]
    return found[:SHOWN]


def open_rounds(user: Any) -> list[RoundRow]:
    """Return the rounds under way for who looks after them: they run, and wait for nothing.

    At most two queries.
    """
    if not user.has_perm("reporting.manage_round"):
        return []
    return [row for row in round_rows() if row.state == RoundState.OPEN]


def _answers(user: Any) -> Iterator[Task]:
    """Yield the activities that the person's organisation is to answer about."""
    for one in own_assignments(user, AWAITED):
        is_returned = one.state == AssignmentState.RETURNED
        day = {"day": date_format(one.round.closes_on, "j F")}
        yield Task(
            title=one.activity.title,
            about=format_html("{} · {}", in_swedish(one.round.title), _("answer by %(day)s") % day),
            state=one.get_state_display(),
            action=_("Go on") if one.version or is_returned else pgettext("verb", "Answer"),
            url=reverse("report", args=[one.pk]),
        )


def _to_review(user: Any) -> Iterator[Task]:
    """Yield the rounds with answers that wait for the person's review."""
    by_round: dict[Any, list[Assignment]] = {}
    for one in assignments_to_review(user):
        by_round.setdefault(one.round, []).append(one)
    for round_, waiting in by_round.items():
        number = len(waiting)
        title = ngettext(
            "%(number)d answer waits for review", "%(number)d answers wait for review", number
        )
        yield Task(
            title=title % {"number": number},
            about=in_swedish(round_.title),
            state=_("Sent, not published"),
            action=_("Review"),
            url=reverse("review-round", args=[round_.address]),
            since=waiting[0].answered_at,
            is_content=False,
        )


def _reviews(user: Any) -> Iterator[Task]:
    for draft in drafts_for_review().exclude(by=user):
        is_reviewed = draft.state == DraftState.REVIEWED
        yield Task(
            title=title_of(draft) or _("Without a title"),
            about=f"{section_by_key(draft.section).one} · {draft.by.name}",
            state=draft.get_state_display(),
            action=_("Publish") if is_reviewed else _("Review"),
            url=reverse("draft", args=[draft.pk]),
            since=draft.changed_at,
        )


def _own_drafts(user: Any) -> Iterator[Task]:
    for draft in open_drafts(user):
        if draft.state == DraftState.SUBMITTED:
            continue  # It waits for somebody else.
        state = draft.get_state_display()
        if draft.comment and draft.state == DraftState.DRAFT:
            state = _("Sent back: “%(comment)s”") % {"comment": draft.comment}
        whose = _("your draft")
        yield Task(
            title=title_of(draft) or _("Without a title"),
            about=f"{section_by_key(draft.section).one} · {whose}",
            state=state,
            action=_("Go on"),
            url=reverse("draft", args=[draft.pk]),
            since=draft.changed_at,
        )


def _documents() -> Iterator[Task]:
    for reading in open_readings():
        yield Task(
            title=reading.file_name,
            about=_("Document · %(name)s") % {"name": reading.by.name},
            state=_("Under review"),
            action=_("Go on"),
            url=reverse("document", args=[reading.pk]),
            since=reading.changed_at,
            is_content=False,
        )


def _left_behind() -> Iterator[Task]:
    number = len(activities_without_responsible())
    if number:
        yield Task(
            title=ngettext(
                "%(number)d activity has a responsible person who has left",
                "%(number)d activities have a responsible person who has left",
                number,
            )
            % {"number": number},
            about=_("People"),
            state=_("Nobody answers for them"),
            action=_("Hand over"),
            url=reverse("people"),
            is_content=False,
        )


def _figures() -> Iterator[Task]:
    """Yield what publishers did not give, and what they have changed."""
    failed, notices = count_failed(), count_notices()
    about, action, url = _("Updates of figures"), _("See why"), reverse("stuck-jobs")
    if failed:
        title = ngettext(
            "%(number)d update of figures has failed",
            "%(number)d updates of figures have failed",
            failed,
        )
        state = _("The earlier figures are kept")
        yield Task(title % {"number": failed}, about, state, action, url, is_content=False)
    if notices:
        title = ngettext(
            "%(number)d notice about figures", "%(number)d notices about figures", notices
        )
        state, read = _("Not read yet"), f"{url}#notices"
        yield Task(
            title % {"number": notices}, about, state, _("Read them"), read, is_content=False
        )
    if awaited := len(awaited_files(timezone.now())):
        title = ngettext(
            "%(number)d indicator waits for a new file",
            "%(number)d indicators wait for a new file",
            awaited,
        )
        state, load = _("The source has published"), f"{url}#awaited"
        yield Task(
            title % {"number": awaited}, about, state, _("See which"), load, is_content=False
        )


def _verdicts() -> Iterator[Task]:
    """Yield what new figures have changed, and targets whose time is out."""
    about, url = _("Judgements"), reverse("judgements")
    if changed := count_changed_verdicts():
        title = ngettext(
            "%(number)d verdict has changed with new figures",
            "%(number)d verdicts have changed with new figures",
            changed,
        )
        state, read = _("Not read yet"), f"{url}#changed"
        yield Task(
            title % {"number": changed}, about, state, _("Read them"), read, is_content=False
        )
    if expired := len(expired_targets()):
        title = ngettext(
            "%(number)d target waits for a final verdict",
            "%(number)d targets wait for a final verdict",
            expired,
        )
        state, see = _("Its year is over"), f"{url}#expired"
        yield Task(title % {"number": expired}, about, state, _("See which"), see, is_content=False)
