"""The hook for a virus scanner: the command of LIVSKRAFT_SCAN_COMMAND, with the file's path last.

It says 0 for a clean file and 1 for one with a virus, as clamscan and clamdscan do. Whatever else
happens, the file counts as not scanned, and what is not scanned is not taken.
"""

import logging
import shlex
import subprocess
from enum import Enum
from pathlib import Path

from django.conf import settings

_log = logging.getLogger(__name__)
_SECONDS = 60


class Scan(Enum):
    """What the scanner says of a file."""

    CLEAN = "clean"
    VIRUS = "virus"
    NOT_SCANNED = "not scanned"


def scan(path: Path) -> Scan:
    """Return what the scanner says; clean where the installation has none."""
    command = shlex.split(settings.LIVSKRAFT_SCAN_COMMAND)
    if not command:
        return Scan.CLEAN
    try:
        done = subprocess.run(  # noqa: S603 (the command is the installation's own)
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.error("The virus scanner could not be run: %s", error)
        return Scan.NOT_SCANNED
    if done.returncode in (0, 1):
        return Scan.CLEAN if done.returncode == 0 else Scan.VIRUS
    said = (done.stderr or done.stdout).decode(errors="replace").strip()
    _log.error("The virus scanner ended with %d: %s", done.returncode, said[:500])
    return Scan.NOT_SCANNED
