"""Entry point of the command `livskraft`."""

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from livskraft.cli.translations import compile_translations

if TYPE_CHECKING:
    from django.core.management import ManagementUtility

_ASKS_FOR_OVERVIEW: tuple[list[str], ...] = (["help"], ["--help"], ["-h"], [])


def main() -> None:
    """Run one command; `livskraft help` lists them. Django's own commands work too."""
    arguments = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
    if arguments[:1] == ["demo"]:
        os.environ["LIVSKRAFT_DEMO"] = "1"
    with contextlib.suppress(OSError):  # `livskraft prepare` says so, others speak English
        compile_translations()

    import django
    from django.core.management import ManagementUtility, get_commands

    try:
        django.setup()
    except OSError as error:
        sys.exit(f"LIVSKRAFT_DATA: {error.filename}: {error.strerror}")
    from livskraft.cli.language import speak
    from livskraft.cli.overview import overview, unknown_command

    speak()
    if arguments in _ASKS_FOR_OVERVIEW:
        sys.stdout.write(overview())
    elif not arguments[0].startswith("-") and arguments[0] not in (
        *get_commands(),
        "help",
        "version",
    ):
        sys.stderr.write(unknown_command(arguments[0]))
        sys.exit(2)
    else:
        _execute(ManagementUtility(sys.argv))


def _execute(utility: "ManagementUtility") -> None:
    """Run a command; one whose reader has seen enough, as `head` does, ends without a word."""
    try:
        utility.execute()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends, to a place that takes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
