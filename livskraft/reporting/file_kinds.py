"""Which kinds of files are taken, told by what is in them and not by their names."""

import io
import zipfile
from dataclasses import dataclass

from livskraft.reporting.photos import JPEG, PNG


@dataclass(frozen=True)
class FileKind:
    """A kind of file; `suffix` is what a name of it ends with."""

    content_type: str
    suffix: str
    is_photo: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_PARTS = {
    "word/": FileKind(f"{_OFFICE}wordprocessingml.document", ".docx"),
    "xl/": FileKind(f"{_OFFICE}spreadsheetml.sheet", ".xlsx"),
    "ppt/": FileKind(f"{_OFFICE}presentationml.presentation", ".pptx"),
}
_OPEN_KINDS = {
    f"{_OPEN}{name}".encode(): FileKind(f"{_OPEN}{name}", suffix)
    for name, suffix in (("text", ".odt"), ("spreadsheet", ".ods"), ("presentation", ".odp"))
}
_TEXTS = {".txt": "text/plain", ".csv": "text/csv"}
#: What a form's file field offers to choose.
ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt"


def kind_of(content: bytes, name: str) -> FileKind | None:
    """Return the kind; None for one that is not taken, among them documents with macros."""
    if content.startswith(JPEG):
        return FileKind("image/jpeg", ".jpg", is_photo=True)
    if content.startswith(PNG):
        return FileKind("image/png", ".png", is_photo=True)
    if content.startswith(b"%PDF-"):
        return FileKind("application/pdf", ".pdf")
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix in _TEXTS and _is_text(content):
        return FileKind(_TEXTS[suffix], suffix)
    return None


def _kind_of_archive(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_KINDS.get(archive.read("mimetype").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names or any("vbaproject" in one.lower() for one in names):
        return None
    parts = (kind for part, kind in _PARTS.items() if any(one.startswith(part) for one in names))
    return next(parts, None)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16, as some programs save
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 for byte in content)
    return True
