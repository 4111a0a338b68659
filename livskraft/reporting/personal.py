"""What rounds hold about people: who was asked, who answered, who reviewed and decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from livskraft.accounts.personal import account_of
from livskraft.plans.personal import people_of
from livskraft.reporting.models import (
    Addendum,
    Assignment,
    Evidence,
    Gate,
    PartnerView,
    ReportDraft,
    ReportingRound,
    StatusReport,
    WorkbookUpload,
)
from livskraft.shared.history import Author
from livskraft.shared.mentions import rows_with
from livskraft.shared.personal import Mention, Part, Stored, Subject, Text, Value

#: What somebody signed in has done with rounds: models, and the columns that say who.
_DEEDS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (ReportingRound, ("opened_by", "closed_by", "frozen_by")),
    (StatusReport, ("reviewed_by",)),
    (Addendum, ("by",)),
    (Gate, ("set_by", "decided_by")),
    (WorkbookUpload, ("by",)),
)


class ReportingPart(Part):
    """Answers stay, as sent by a removed person; what is frozen never held a name.

    Unsent drafts belong to the activity, so that whoever takes over can go on with them.
    """

    name = "svar"
    covers = frozenset(
        {
            "reporting.Addendum",
            "reporting.Assignment",
            "reporting.Gate",
            "reporting.HistoricalGate",
            "reporting.HistoricalReportingRound",
            "reporting.PartnerView",
            "reporting.ReportDraft",
            "reporting.ReportingRound",
            "reporting.StatusReport",
            "reporting.WorkbookUpload",
        }
    )
    kinds: Mapping[str, Text] = {"report_drafts": _("answers that were begun")}

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield what the person was asked, has answered, and has done with rounds."""
        people = people_of(subject)
        asked = Assignment.objects.filter(Q(person__in=people) | Q(substitute__in=people))
        if number := asked.count():
            yield _counted("asked", _("Activities that the person was asked about"), number)
        for report in _written(StatusReport, subject).select_related("assignment__activity"):
            yield _report(report)
        for draft in _written(ReportDraft, subject).select_related("assignment__activity"):
            yield _draft(draft)
        for view in _written(PartnerView, subject).select_related("activity"):
            yield _view(view)
        if number := _deeds(subject):
            title = _(
                "Rounds opened and closed, answers reviewed, workbooks uploaded, addenda and gates "
                "written"
            )
            yield _counted("round_deeds", title, number)

    def mentions(self, subject: Subject) -> Iterator[Mention]:
        """Yield answers, evidence, views and addenda that call the person by name."""
        for model, fields, where in (
            (StatusReport, ["answers", "question"], _("Answers in rounds of follow-up")),
            (ReportDraft, ["answers"], _("Answers that were begun")),
            (Evidence, ["text", "file_name"], _("What shows an answer")),
            (PartnerView, ["comment"], _("What partners say")),
            (Addendum, ["text", "reason"], _("Addenda to rounds")),
            (WorkbookUpload, ["file_name", "replaced"], _("Uploaded workbooks")),
        ):
            for row, found in rows_with(model, subject.marks, fields):
                yield Mention(where, str(row), next(iter(found.values())))

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Let drafts be nobody's; all else names the person only by a row that others empty."""
        drafts = _written(ReportDraft, subject)
        return {"report_drafts": drafts.update(by_person=None, by_user=None)}


def _written(model: Any, subject: Subject) -> QuerySet[Any]:
    """Return the rows that the person has written, by a link or signed in."""
    by = Q(by_person__in=people_of(subject))
    if user := account_of(subject):
        by |= Q(by_user=user)
    found: QuerySet[Any] = model.objects.filter(by)
    return found


def _deeds(subject: Subject) -> int:
    user = account_of(subject)
    if user is None:
        return 0
    number = 0
    for model, columns in _DEEDS:
        done = Q()
        for column in columns:
            done |= Q(**{column: user})
        number += model._default_manager.filter(done).count()
    return number


def _counted(kind: str, title: Text, number: int) -> Stored:
    values = (Value("number", _("How many"), number),)
    return Stored(kind, title, values, _("Stay, as those of a removed person."), stays=True)


def _report(report: StatusReport) -> Stored:
    return Stored(
        "status_reports",
        _("Answer in a round of follow-up"),
        (
            Value("activity", _("Activity"), report.assignment.activity.title),
            Value("sent_at", _("When"), report.sent_at),
            Value("channel", _("How"), str(report.get_channel_display())),
            Value("answers", _("Answers"), [str(one) for one in report.answers.values()]),
        ),
        _("Stays, as sent by a removed person: what is reported stands."),
        stays=True,
    )


def _draft(draft: ReportDraft) -> Stored:
    return Stored(
        "report_drafts",
        _("Answer that was begun"),
        (
            Value("activity", _("Activity"), draft.assignment.activity.title),
            Value("saved_at", _("When"), draft.saved_at),
            Value("answers", _("Answers"), [str(one) for one in draft.answers.values()]),
        ),
        _("Stays with the activity, as written by nobody."),
    )


def _view(view: PartnerView) -> Stored:
    return Stored(
        "partner_views",
        _("View of the region’s role"),
        (
            Value("activity", _("Activity"), view.activity.title),
            Value("at", _("When"), view.at),
            Value("comment", _("Comment"), view.comment),
        ),
        _("Stays, as said by a removed person."),
        stays=True,
    )
