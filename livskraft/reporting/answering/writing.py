"""An answer as it came from a form: kept as the draft, sent, its evidence added or taken away."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from livskraft.reporting.answering.forms import AnswerForm, EvidenceForm
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.models import Assignment, Channel, ReportDraft
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence, remove_evidence
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.who import Who

UNREADABLE, CONFLICT = 422, 409


@dataclass
class Writing:
    """What came from a form. `version` is that of the form, and of what was saved since.

    `is_by_script` is whether the page's script keeps it as it is written: then no evidence comes
    along. What cannot be taken stands in the forms' errors.
    """

    channel: ClassVar[str] = Channel.ACCOUNT

    assignment: Assignment
    who: Who
    answers: AnswerForm
    evidence: EvidenceForm
    version: int
    is_by_script: bool
    request: HttpRequest

    def shown(self, evidence: EvidenceForm | None) -> HttpResponse:
        """Return the form with what is to be mended in the answers, and in `evidence` if it is given."""
        raise NotImplementedError

    def back(self, anchor: str = "") -> HttpResponse:
        """Lead back to the page as things stand."""
        return redirect(self.request.path + anchor)

    def again(self) -> HttpResponse:
        """Show what is to be mended; a piece of evidence that was taken is not offered again."""
        if self.is_by_script:
            return JsonResponse({"errors": self.answers.errors}, status=UNREADABLE)
        self.assignment.refresh_from_db(fields=["version", "state", "answered_at"])
        return self.shown(self.evidence if self.evidence.errors else None)

    def kept(self, action: str) -> HttpResponse:
        """Save the draft with what the action asks for, and say so. Raises as the service."""
        draft = self.keep(action)
        if self.is_by_script:
            at = timezone.localtime(draft.saved_at)
            return JsonResponse({"version": self.version, "saved": date_format(at, "H.i")})
        if self.evidence.errors:
            return self.again()
        return self.back("#underlag" if action != "save" else "#sparat")

    def save(self) -> ReportDraft:
        """Keep the answers as the draft. Raises as the service."""
        draft = save_report_draft(
            assignment=self.assignment,
            answers=self.answers.answers,
            version=self.version,
            who=self.who,
        )
        self.version = draft.assignment.version
        return draft

    def keep(self, action: str = "") -> ReportDraft:
        """Save the draft with what shows it; "remove-5" takes a piece of evidence away.

        Raises as the service; evidence is kept even where somebody else has written meanwhile.
        """
        contents = self.evidence.contents() if self._brings_evidence else []
        try:
            draft = self.save()
        except DraftConflict:
            self._add(contents)
            raise
        self._add(contents)
        key = action.removeprefix("remove-")
        if action != key and key.isdecimal():
            remove_evidence(assignment=self.assignment, evidence=int(key), who=self.who)
        return draft

    def send(self) -> bool:
        """Send the answer, and return whether it was; else it is kept, and errors say what to mend.

        Raises DraftConflict, RoundStateError and AnsweredError.
        """
        if self._brings_evidence:
            self.keep()
            if self.evidence.errors:
                return False
        try:
            send_report(
                assignment=self.assignment,
                answers=self.answers.answers,
                who=self.who,
                channel=self.channel,
                version=self.version,
            )
        except (RoundStateError, AnsweredError):
            raise
        except ValidationError as error:
            self.save()
            self.answers.refuse(error)
            return False
        return True

    @property
    def _brings_evidence(self) -> bool:
        return self.evidence.is_filled_in and not self.is_by_script

    def _add(self, contents: list[EvidenceContent]) -> None:
        """Add pieces of evidence to the draft; what cannot be taken is told at its field."""
        for content in contents:
            try:
                added = add_evidence(assignment=self.assignment, content=content, who=self.who)
            except (RoundStateError, AnsweredError):
                raise
            except ValidationError as error:
                self.evidence.refuse(error)
            else:
                assert added.draft is not None
                self.version = added.draft.assignment.version


def version_of(written: str) -> int:
    """Read the version that a form carries; 0 for none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0
