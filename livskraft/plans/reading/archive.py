"""Word and Excel files are ZIP archives of XML: what is inside, and whether it is safe to unpack."""

import io
import re
import zipfile
import zlib

from lxml import etree

from livskraft.plans.reading.messages import Message, ReadingError, _

MAX_PARTS = 5000
MAX_PART = 60_000_000
MAX_RATIO = 200
"""How much smaller than its content a part may be packed; text reaches about 40."""

_BOMB = _(
    "The file grows to %(megabytes)d MB when it is unpacked, far more than a plan needs. "
    "Copy the text into a new document, save it and try again."
)
_BROKEN = _(
    "The file is broken or cut off (%(problem)s). Fetch it again, or open it in Word or Excel and "
    "save it anew."
)
_UNSAFE = _("The file holds an XML declaration that no Office program writes. It was not opened.")
_LOCKED = _("The file is locked with a password. Save it again without one, and try again.")


class Archive:
    """An opened archive whose parts are read one by one, each checked before it is unpacked."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._broken(error) from None
        entries = self._zip.infolist()
        if len(entries) > MAX_PARTS:
            raise ReadingError(file, Message(_BOMB, {"megabytes": len(entries)}))
        self.names = {entry.filename for entry in entries}

    def xml(self, name: str) -> etree._Element | None:
        """Return a part as a tree; None if there is no such part."""
        if name not in self.names:
            return None
        content = self._safe_part(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(error) from None

    def check(self, pattern: str, max_bytes: int = MAX_PART) -> None:
        """Unpack every part of that name once, to be sure that another library may.

        Raises ReadingError.
        """
        for name in sorted(name for name in self.names if re.match(pattern, name)):
            if len(self._safe_part(name)) > max_bytes:
                megabytes = self._zip.getinfo(name).file_size // 1_000_000
                raise ReadingError(self.file, Message(_BOMB, {"megabytes": megabytes}))

    def _safe_part(self, name: str) -> bytes:
        content = self.part(name)
        if b"<!DOCTYPE" in content[:5000] or b"<!ENTITY" in content[:5000]:
            raise ReadingError(self.file, Message(_UNSAFE), Message("%(part)s", {"part": name}))
        return content

    def part(self, name: str) -> bytes:
        """Return a part's bytes. Raises ReadingError for locked, broken and swollen ones."""
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1:
            raise ReadingError(self.file, Message(_LOCKED))
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > MAX_PART or (ratio > MAX_RATIO and entry.file_size > 5_000_000):
            megabytes = entry.file_size // 1_000_000
            raise ReadingError(self.file, Message(_BOMB, {"megabytes": megabytes}))
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> ReadingError:
        problem = " ".join(str(error).split())[:120]
        return ReadingError(self.file, Message(_BROKEN, {"problem": problem}))
