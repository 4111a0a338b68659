"""The uploaded documents in the data folder, each under its checksum: whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from livskraft.plans.models import DocumentReading


def folder() -> Path:
    """Return where the documents lie."""
    return Path(settings.LIVSKRAFT_DATA) / "documents"


def file_path(reading: DocumentReading) -> Path:
    """Return where a reading's document lies."""
    return folder() / reading.sha256


def store_file(content: bytes, sha256: str) -> None:
    """Write a document beside its place, flush it, and move it there; twice changes nothing."""
    path = folder() / sha256
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _flush_folder(path.parent)


def _flush_folder(path: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    try:
        folder_ = os.open(path, os.O_RDONLY)
    except OSError:  # Windows does not open folders.
        return
    try:
        os.fsync(folder_)
    finally:
        os.close(folder_)
