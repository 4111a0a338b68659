"""The uploaded documents in the data folder, each under its checksum: whole or not at all."""

from pathlib import Path

from django.conf import settings

from livskraft.plans.models import DocumentReading
from livskraft.shared.files import write_whole


def folder() -> Path:
    """Return where the documents lie."""
    return Path(settings.LIVSKRAFT_DATA) / "documents"


def file_path(reading: DocumentReading) -> Path:
    """Return where a reading's document lies."""
    return folder() / reading.sha256


def store_file(content: bytes, sha256: str) -> None:
    """Keep a document, whole or not at all; twice changes nothing."""
    path = folder() / sha256
    if not path.exists() or path.stat().st_size != len(content):
        write_whole(path, content)
