"""A document comes in: it is read, and kept with what was read."""

import hashlib
import unicodedata
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from livskraft.plans.models import DocumentReading, Plan
from livskraft.plans.models.readings import ReadingAim, ReadingState
from livskraft.plans.reading import read_content
from livskraft.plans.reading.packing import packed
from livskraft.plans.services.readings.errors import ReadingClosedError
from livskraft.plans.services.readings.files import file_path, store_file


def receive_document(
    *,
    file_name: str,
    content: bytes,
    by: Any,
    aim: str = ReadingAim.PLAN,
    of_plan: Plan | None = None,
) -> tuple[DocumentReading, bool]:
    """Read a document and keep it; return the reading and whether it is new.

    The same file leads to the reading that exists: the open one, else the one that was loaded.
    Raises ReadingError for what cannot be read, and PermissionDenied; then nothing is kept.
    """
    _check_right(by)
    sha256 = hashlib.sha256(content).hexdigest()
    if found := _reading_of(sha256):
        return found, False
    name = _clean_name(file_name)
    reading = packed(read_content(content, name))
    store_file(content, sha256)
    try:
        with transaction.atomic():
            return (
                DocumentReading.objects.create(
                    file_name=name,
                    size=len(content),
                    sha256=sha256,
                    found=reading,
                    aim=aim,
                    of_plan=of_plan,
                    by=by,
                ),
                True,
            )
    except IntegrityError:  # Somebody uploaded the same file meanwhile.
        found = _reading_of(sha256)
        if found is None:
            raise
        return found, False


def _reading_of(sha256: str) -> DocumentReading | None:
    readings = DocumentReading.objects.filter(sha256=sha256).defer("found", "answers")
    return (
        readings.filter(state=ReadingState.OPEN).first()
        or readings.filter(state=ReadingState.LOADED).first()
    )


def _clean_name(name: str) -> str:
    """Return a file's name without invisible letters, its last 200 letters at most."""
    visible = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return visible.strip()[-200:] or "dokument"


def read_again(*, reading: DocumentReading, by: Any) -> DocumentReading:
    """Read a closed reading's document once more, without answers; an open one stays as it is.

    Raises ReadingError, PermissionDenied, and OSError when the file is gone.
    """
    _check_right(by)
    open_one = DocumentReading.objects.filter(
        sha256=reading.sha256, state=ReadingState.OPEN
    ).first()
    if open_one:
        return open_one
    content = file_path(reading).read_bytes()
    found = packed(read_content(content, reading.file_name))
    with transaction.atomic():
        return DocumentReading.objects.create(
            file_name=reading.file_name,
            size=reading.size,
            sha256=reading.sha256,
            found=found,
            by=by,
        )


@transaction.atomic
def discard_reading(*, reading: DocumentReading, by: Any) -> None:
    """Put an open reading away; the document stays and can be read again.

    Raises ReadingClosedError and PermissionDenied.
    """
    _check_right(by)
    changed = DocumentReading.objects.filter(pk=reading.pk, state=ReadingState.OPEN).update(
        state=ReadingState.DISCARDED, closed_at=timezone.now()
    )
    if not changed:
        raise ReadingClosedError


def _check_right(by: Any) -> None:
    if not by.has_perm("plans.read_document"):
        raise PermissionDenied
