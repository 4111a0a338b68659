"""Reading in a process of its own, which may use only so much memory and time.

A file can be made to swell or to keep a parser busy for ever; then that process ends, and the
caller gets a message. Run as `python -m livskraft.plans.reading.guarded FILE-NAME BYTES < CONTENT`.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import livskraft
from livskraft.plans.reading import formats, structure
from livskraft.plans.reading.messages import Message, ReadingError, _

MAX_MEMORY = 440_000_000
"""Address space of the process in bytes."""
MAX_SECONDS = 180
SMALL_TEXT = 400_000
"""Plain text up to this many bytes is read at once: nothing in it can swell."""

_TOO_SLOW = _(
    "Reading the file took more than %(seconds)d seconds and was stopped. "
    "Save the pages that hold the plan as a document of their own and try again."
)
_TOO_HUNGRY = _(
    "The file needs more memory than a plan should and was not read. "
    "Save the pages that hold the plan as a document of their own and try again."
)


def read_file(path: Path) -> structure.Reading:
    """Read a document. Raises ReadingError, and OSError when the file cannot be opened."""
    if path.stat().st_size > formats.MAX_BYTES:
        raise ReadingError(path.name, formats.too_large())
    return read_content(path.read_bytes(), path.name)


def read_content(content: bytes, file: str, *, seconds: float = MAX_SECONDS) -> structure.Reading:
    """Read a document that is held in memory; `file` is its name.

    Raises ReadingError, also when memory or time run out.
    """
    if formats.format_of(content, file) == "text" and len(content) <= SMALL_TEXT:
        return structure.read_document(content, file)
    command = [sys.executable, "-m", __name__, file, str(MAX_MEMORY)]
    root = str(Path(livskraft.__file__).parent.parent)
    paths = os.pathsep.join(dict.fromkeys([root, *(path for path in sys.path if path)]))
    environment = {**os.environ, "PYTHONPATH": paths, "MALLOC_ARENA_MAX": "2"}
    try:
        done = subprocess.run(  # noqa: S603 this very module, with a name as its only argument
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadingError(file, Message(_TOO_SLOW, {"seconds": int(seconds)})) from None
    if done.returncode != 0:
        raise ReadingError(file, Message(_TOO_HUNGRY))
    answer = pickle.loads(done.stdout)  # noqa: S301 written by this module's own process
    if isinstance(answer, ReadingError):
        raise answer
    assert isinstance(answer, structure.Reading)
    return answer


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> int:
    """Read standard input and write the pickled reading, or the error that tells why not."""
    name, memory = sys.argv[1:]
    _limit(int(memory))
    answer: structure.Reading | ReadingError
    try:
        answer = structure.read_document(sys.stdin.buffer.read(), name)
    except ReadingError as error:
        answer = error
    except (MemoryError, RecursionError):
        answer = ReadingError(name, Message(_TOO_HUNGRY))
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
