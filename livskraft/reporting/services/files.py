"""Files that show what an answer says: checked, scanned, and kept in the data folder by SHA-256."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from livskraft.reporting.file_kinds import FileKind, kind_of
from livskraft.reporting.models import Evidence
from livskraft.reporting.photos import PhotoError, without_metadata
from livskraft.reporting.services.evidence import StoredFile
from livskraft.reporting.services.scanned import refuse_unless_clean
from livskraft.shared.files import Shelf

LARGEST = 10_000_000
"""In bytes."""

_LEFT_OVER = timedelta(days=1)
_NO_NAME = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|]+')


def shelf() -> Shelf:
    """Return where the files lie."""
    return Shelf(Path(settings.LIVSKRAFT_DATA) / "evidence", ".file")


def keep_file(uploaded: Any) -> tuple[FileKind, StoredFile]:
    """Check an uploaded file and keep it, whole or not at all; return its kind and where it lies.

    A photo is kept without place, time and the like. Raises ValidationError that says what to do.
    """
    if uploaded.size > LARGEST:
        raise ValidationError(
            _("The file is too large. It may be %(most)d MB. Add a link to it instead.")
            % {"most": LARGEST // 1_000_000}
        )
    content = uploaded.read()
    kind = kind_of(content, uploaded.name or "")
    if kind is None:
        raise ValidationError(
            _(
                "This kind of file cannot be added. Choose a photo (JPEG, PNG), a PDF, a text, a "
                "table or a document without macros."
            )
        )
    if kind.is_photo:
        content = _bare_photo(content)
    refuse_unless_clean(content, shelf().folder)
    sha256 = shelf().keep(content)
    shelf().path(sha256).touch()  # Needed anew, also if it was left over: see `tick`.
    name = _name(uploaded.name or "", kind)
    return kind, StoredFile(sha256, name, kind.content_type, len(content))


def _bare_photo(content: bytes) -> bytes:
    try:
        return without_metadata(content)
    except PhotoError:
        raise ValidationError(
            _("The photo is damaged or cut off. Choose it again, or another one.")
        ) from None


def _name(given: str, kind: FileKind) -> str:
    """Return a name that every system takes, with the ending that belongs to what is in it."""
    name = _NO_NAME.sub(" ", Path(given.replace("\\", "/")).name).strip(" .")
    stem = name[: -len(kind.suffix)] if name.lower().endswith(kind.suffix) else name
    if kind.suffix == ".jpg" and stem.lower().endswith(".jpeg"):
        stem = stem[: -len(".jpeg")]
    return (stem.strip(" .")[:200] or _("file")) + kind.suffix


def tick(now: datetime) -> list[str]:
    """Delete files that nobody has needed for a day: left over, or of evidence taken away."""
    known = set(Evidence.objects.exclude(sha256="").values_list("sha256", flat=True))
    count = shelf().clear(known, _LEFT_OVER.total_seconds())
    line = _("files of answers left over, cleared away: %(count)d")
    return [line % {"count": count}] if count else []
