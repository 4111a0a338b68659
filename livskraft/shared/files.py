"""Files that are whole or not there: written beside, flushed, then renamed to what they hold.

A file's name is the SHA-256 of its content, so it is never rewritten, and writing it again does
nothing. Every step reaches the disk before the next one begins.
"""

import gzip
import hashlib
import os
import time
from collections.abc import Container, Iterator
from pathlib import Path

DRAFT = ".draft"


class Shelf:
    """A folder of files by their SHA-256, in subfolders by its first two digits."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self.folder = folder
        self._suffix = suffix

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{self._suffix}"

    def keep(self, content: bytes) -> str:
        """Write a file unless it is there; return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.path(sha256).exists():
            write_whole(self.path(sha256), content)
        return sha256

    def names(self) -> Iterator[tuple[str, Path]]:
        """Yield the SHA-256 of each file, and where it lies."""
        for path in self.folder.glob(f"??/*{self._suffix}"):
            yield path.name.removesuffix(self._suffix), path

    def clear(self, known: Container[str], seconds: float) -> int:
        """Delete what nobody has touched for so long: drafts, and files that are not known.

        Return how many.
        """
        old = set(old_files(self.folder, "*", seconds))
        left = {path for path in old if path.name.endswith(DRAFT)}
        left |= {path for name, path in self.names() if name not in known and path in old}
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


class PackedShelf(Shelf):
    """Keeps its files packed with gzip; the name is that of the content before packing."""

    def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.path(sha256).exists():
            write_whole(self.path(sha256), gzip.compress(content, 5, mtime=0))
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return a file's content. Raises OSError where it is not there or damaged."""
        return gzip.decompress(self.path(sha256).read_bytes())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there, whenever the machine stops."""
    _make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}{DRAFT}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move_whole(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def move_whole(draft: Path, path: Path) -> None:
    """Give a flushed file its name, and make the name last."""
    os.replace(draft, path)  # noqa: PTH105 (one name for all that moves files here)
    _flush_folder(path.parent)


def flush(path: Path) -> None:
    """Make a file that another library wrote last."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def old_files(folder: Path, pattern: str, seconds: float) -> Iterator[Path]:
    """Yield the files that nobody has touched for so long."""
    limit = time.time() - seconds
    for path in folder.rglob(pattern):
        if path.is_file() and path.stat().st_mtime < limit:
            yield path
