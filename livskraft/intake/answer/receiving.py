"""What is sent by a link: a draft, evidence, the answer, a choice between two answers.

Whatever comes of it, what was written is kept: as the draft, as the answer, or set aside beside
the other one.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse

from livskraft.intake.answer.showing import show_form
from livskraft.reporting.answering.differences import chosen_in, joined, says_the_same
from livskraft.reporting.answering.forms import EvidenceForm
from livskraft.reporting.answering.showing import answer_form
from livskraft.reporting.answering.writing import CONFLICT, Writing, version_of
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.links import Opened, note_first_use, set_aside, take_up
from livskraft.reporting.models import Channel, ReportDraft
from livskraft.reporting.queries.forms import report_form, standing_version
from livskraft.reporting.services.reports import discard_draft, save_report_draft
from livskraft.reporting.who import Who


@dataclass
class Sent(Writing):
    """What came by a link."""

    channel: ClassVar[str] = Channel.LINK

    token: str
    found: Opened

    def shown(self, evidence: EvidenceForm | None) -> HttpResponse:
        page = report_form(self.assignment)
        return show_form(self.request, self.token, self.found, page, self.answers, evidence)

    def save(self) -> ReportDraft:
        """Keep the answers as the draft; what was set aside before is taken up by that."""
        draft = super().save()
        take_up(self.found.link)
        return draft


def receive(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """Do what was asked for. Raises PermissionDenied when the link's person is asked no longer."""
    note_first_use(found.link)
    page = report_form(found.assignment)
    action = request.POST.get("do", "send")
    sent = Sent(
        assignment=found.assignment,
        who=Who(person=found.person),
        answers=answer_form(found.assignment, page, request.POST),
        evidence=EvidenceForm(request.POST, request.FILES),
        version=version_of(request.POST.get("version", "")),
        is_by_script=request.headers.get("Accept") == "application/json",
        request=request,
        token=token,
        found=found,
    )
    try:
        if action == "choose":
            return _choose(sent)
        if action == "discard":
            discard_draft(assignment=found.assignment, version=sent.version, who=sent.who)
            return sent.back()
        return _send(sent) if action == "send" else sent.kept(action)
    except (DraftConflict, RoundStateError, AnsweredError):
        return _lay_aside(sent)
    except ValidationError as error:
        sent.answers.refuse(error)
        return sent.again()


def _send(sent: Sent) -> HttpResponse:
    """Send the answer; what is missing is told, and what was written is kept as the draft."""
    if not sent.send():
        return sent.again()
    take_up(sent.found.link)
    return sent.back()


def _choose(sent: Sent) -> HttpResponse:
    """Put two answers together as was chosen, and let the writer go on from there."""
    link, assignment = sent.found.link, sent.assignment
    questions = report_form(assignment).questions
    theirs = standing_version(assignment)
    put_together = joined(questions, link.set_aside, theirs.answers, chosen_in(sent.request.POST))
    if sent.version != theirs.number:
        return sent.back()  # Somebody was at it again: both are shown as they stand now.
    save_report_draft(
        assignment=assignment, answers=put_together, version=sent.version, who=sent.who
    )
    take_up(link)
    return sent.back()


def _lay_aside(sent: Sent) -> HttpResponse:
    """Keep what was written beside what stands there, for its writer to choose."""
    theirs = standing_version(sent.assignment)
    if sent.request.POST.get("do") != "choose" and not says_the_same(
        sent.answers.answers, theirs.answers
    ):
        set_aside(sent.found.link, sent.answers.answers)
    if sent.is_by_script:
        return JsonResponse({"is_changed": True}, status=CONFLICT)
    return sent.back()
