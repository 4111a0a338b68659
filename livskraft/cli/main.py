"""Entry point of the command `livskraft`."""

import contextlib
import os
import sys

from livskraft.cli.translations import compile_translations

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
        ManagementUtility(sys.argv).execute()
