"""What shows that an answer is right: added to the draft, sent with it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.reporting.models import Assignment, Evidence, EvidenceKind, ReportDraft
from livskraft.reporting.services.reports import answerable, begun_draft, count_version
from livskraft.reporting.who import Who

MOST = 10
"""Pieces of evidence of one answer."""

_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in the data folder by now, checked in size and kind."""

    sha256: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class EvidenceContent:
    """One piece of evidence as it was given; which fields count depends on `kind`."""

    kind: str
    text: str = ""
    url: str = ""
    number: Decimal | None = None
    unit: str = ""
    file: StoredFile | None = None
    is_internal: bool = False


@transaction.atomic
def add_evidence(
    *, assignment: Assignment, content: EvidenceContent, who: Who, now: datetime | None = None
) -> Evidence:
    """Add a piece of evidence to the draft, which begins by it if there is none; nothing is replaced.

    Raises PermissionDenied, RoundStateError, AnsweredError, and ValidationError by field.
    """
    assignment = answerable(assignment, who)
    _check(content)
    draft = ReportDraft.objects.filter(assignment=assignment).first()
    draft = draft or begun_draft(assignment, who, now or timezone.now())
    present = draft.evidence.all()
    if len(present) >= MOST:
        raise ValidationError(
            _("No more than %(most)d pieces fit. Take one away first.") % {"most": MOST}
        )
    if same := next((one for one in present if _is_same(one, content)), None):
        return same
    last = present.aggregate(last=Max("position"))["last"]
    file = content.file
    added = Evidence.objects.create(
        draft=draft,
        kind=content.kind,
        position=0 if last is None else last + 1,
        text=content.text.strip(),
        url=content.url.strip(),
        number=content.number,
        unit=content.unit.strip(),
        sha256=file.sha256 if file else "",
        file_name=file.name[-255:] if file else "",
        content_type=file.content_type if file else "",
        size=file.size if file else None,
        is_internal=content.is_internal,
    )
    count_version(assignment)
    return added


def _check(content: EvidenceContent) -> None:
    errors: dict[str, str] = {}
    if content.kind not in EvidenceKind.values:
        errors["kind"] = _("Choose what kind it is.")
    if content.kind == EvidenceKind.LINK:
        try:
            _is_address(content.url.strip())
        except ValidationError:
            errors["url"] = _("Write a whole address, such as https://example.org/report.")
    if content.kind == EvidenceKind.NUMBER and content.number is None:
        errors["number"] = _("Write a number with digits, such as 12 or 3,5.")
    if content.kind == EvidenceKind.QUOTE and not content.text.strip():
        errors["text"] = _("Write the quote.")
    if content.kind in (EvidenceKind.FILE, EvidenceKind.PHOTO) and content.file is None:
        errors["file"] = _("Choose a file.")
    if errors:
        raise ValidationError(errors)


def _is_same(one: Evidence, content: EvidenceContent) -> bool:
    """Whether it was added already, as by two clicks."""
    sha256 = content.file.sha256 if content.file else ""
    return (
        *(one.kind, one.text, one.url, one.number, one.unit, one.sha256),
        one.is_internal,
    ) == (
        content.kind,
        content.text.strip(),
        content.url.strip(),
        content.number,
        content.unit.strip(),
        sha256,
        content.is_internal,
    )


@transaction.atomic
def remove_evidence(
    *, assignment: Assignment, evidence: int, who: Who, now: datetime | None = None
) -> None:
    """Take a piece of evidence from the draft, by its key; what was sent keeps it.

    Evidence of the answer that was sent last can be named too: a draft begins without it. Nothing
    happens where it is gone already. Raises as `add_evidence`.
    """
    assignment = answerable(assignment, who)
    draft = ReportDraft.objects.filter(assignment=assignment).first()
    sent = Evidence.objects.filter(pk=evidence, report__assignment=assignment).first()
    if draft is None and sent is not None:
        draft = begun_draft(assignment, who, now or timezone.now())
    if draft is None:
        return
    own = (
        draft.evidence.filter(position=sent.position)
        if sent
        else draft.evidence.filter(pk=evidence)
    )
    if own.delete()[0]:
        count_version(assignment)
