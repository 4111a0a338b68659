"""What is sent by a link: a draft, evidence, the answer, a choice between two answers.

Whatever comes of it, what was written is kept: as the draft, as the answer, or set aside beside
the other one.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from livskraft.intake.answer.conflict import joined
from livskraft.intake.answer.forms import AnswerForm, EvidenceForm
from livskraft.intake.answer.showing import UNREADABLE, answer_form, show_form
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.links import Opened, note_first_use, set_aside, take_up
from livskraft.reporting.models import Channel, ReportDraft
from livskraft.reporting.queries.forms import report_form, standing_version
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence, remove_evidence
from livskraft.reporting.services.reports import discard_draft, save_report_draft, send_report
from livskraft.reporting.who import Who

CONFLICT = 409


@dataclass
class Sent:
    """What came by a link. `version` is that of the form, and of what was saved since."""

    request: HttpRequest
    token: str
    found: Opened
    answers: AnswerForm
    evidence: EvidenceForm
    version: int

    @property
    def who(self) -> Who:
        return Who(person=self.found.person)

    @property
    def wants_words_only(self) -> bool:
        """Whether the page's script asks, and shows the answer itself."""
        return self.request.headers.get("Accept") == "application/json"

    def save(self) -> ReportDraft:
        """Keep the answers as the draft. Raises as the service."""
        draft = save_report_draft(
            assignment=self.found.assignment,
            answers=self.answers.answers,
            version=self.version,
            who=self.who,
        )
        self.version = draft.assignment.version
        take_up(self.found.link)
        return draft

    def add(self, contents: list[EvidenceContent]) -> None:
        """Add pieces of evidence to the draft; what cannot be taken is told at its field."""
        for content in contents:
            try:
                added = add_evidence(
                    assignment=self.found.assignment, content=content, who=self.who
                )
            except (RoundStateError, AnsweredError):
                raise
            except ValidationError as error:
                _tell(self.evidence, error)
            else:
                assert added.draft is not None
                self.version = added.draft.assignment.version


def receive(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """Do what was asked for. Raises PermissionDenied when the link's person is asked no longer."""
    note_first_use(found.link)
    page = report_form(found.assignment)
    action = request.POST.get("do", "send")
    sent = Sent(
        request,
        token,
        found,
        answer_form(page, found.assignment.activity.status, request.POST),
        EvidenceForm(request.POST, request.FILES),
        _version(request.POST.get("version", "")),
    )
    try:
        if action == "choose":
            return _choose(sent)
        if action == "discard":
            discard_draft(assignment=found.assignment, version=sent.version, who=sent.who)
            return _back(sent)
        if action == "send":
            return _send(sent)
        return _keep(sent, action)
    except DraftConflict:
        return _lay_aside(sent)
    except (RoundStateError, AnsweredError):
        return _lay_aside(sent)
    except ValidationError as error:
        sent.answers.refuse(error)
        return _again(sent)


def _keep(sent: Sent, action: str) -> HttpResponse:
    """Save the draft, and add or take away a piece of evidence if that is asked for."""
    contents = sent.evidence.contents() if _brings_evidence(sent) else []
    try:
        draft = sent.save()
    except DraftConflict:
        sent.add(contents)
        raise
    sent.add(contents)
    if action.startswith("remove-") and action.removeprefix("remove-").isdigit():
        key = int(action.removeprefix("remove-"))
        remove_evidence(assignment=sent.found.assignment, evidence=key, who=sent.who)
    if sent.wants_words_only:
        at = timezone.localtime(draft.saved_at)
        return JsonResponse({"version": sent.version, "saved": date_format(at, "H.i")})
    if sent.evidence.errors:
        return _again(sent)
    return _back(sent, "#underlag" if action != "save" else "#sparat")


def _send(sent: Sent) -> HttpResponse:
    """Send the answer; what is missing is told, and what was written is kept as the draft."""
    if _brings_evidence(sent):
        contents = sent.evidence.contents()
        try:
            sent.save()
        except DraftConflict:
            sent.add(contents)
            raise
        sent.add(contents)
        if sent.evidence.errors:
            return _again(sent)
    try:
        send_report(
            assignment=sent.found.assignment,
            answers=sent.answers.answers,
            who=sent.who,
            channel=Channel.LINK,
            version=sent.version,
        )
    except (RoundStateError, AnsweredError):
        raise
    except ValidationError as error:
        sent.save()
        sent.answers.refuse(error)
        return _again(sent)
    take_up(sent.found.link)
    return _back(sent)


def _choose(sent: Sent) -> HttpResponse:
    """Put two answers together as was chosen, and let the writer go on from there."""
    link, assignment = sent.found.link, sent.found.assignment
    questions = report_form(assignment).questions
    theirs = standing_version(assignment)
    chosen = {
        key.removeprefix("choice-"): str(value)
        for key, value in sent.request.POST.items()
        if key.startswith("choice-")
    }
    put_together = joined(questions, link.set_aside, theirs.answers, chosen)
    if sent.version != theirs.number:
        return _back(sent)  # Somebody was at it again: both are shown as they stand now.
    save_report_draft(
        assignment=assignment, answers=put_together, version=sent.version, who=sent.who
    )
    take_up(link)
    return _back(sent)


def _lay_aside(sent: Sent) -> HttpResponse:
    """Keep what was written beside what stands there, for its writer to choose."""
    theirs = standing_version(sent.found.assignment)
    if sent.request.POST.get("do") != "choose" and not _says_the_same(sent, theirs.answers):
        set_aside(sent.found.link, sent.answers.answers)
    if sent.wants_words_only:
        return JsonResponse({"is_changed": True}, status=CONFLICT)
    return _back(sent)


def _says_the_same(sent: Sent, standing: Any) -> bool:
    """Whether the standing answer is the same, as after two clicks on the same button."""
    written = {key: value.strip() for key, value in sent.answers.answers.items() if value.strip()}
    return written == {key: str(value) for key, value in standing.items()}


def _brings_evidence(sent: Sent) -> bool:
    return sent.evidence.is_filled_in and not sent.wants_words_only


def _tell(form: EvidenceForm, error: ValidationError) -> None:
    known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for key, messages in known.items():
        form.add_error(form.name_of(key), messages)


def _again(sent: Sent) -> HttpResponse:
    """Show the form with what is to be mended; a piece of evidence that was taken is not offered."""
    if sent.wants_words_only:
        return JsonResponse({"errors": sent.answers.errors}, status=UNREADABLE)
    sent.found.assignment.refresh_from_db(fields=["version", "state", "answered_at"])
    page = report_form(sent.found.assignment)
    evidence = sent.evidence if sent.evidence.errors else None
    return show_form(sent.request, sent.token, sent.found, page, sent.answers, evidence)


def _back(sent: Sent, anchor: str = "") -> HttpResponse:
    return redirect(sent.request.path + anchor)


def _version(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
