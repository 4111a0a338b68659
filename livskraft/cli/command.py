"""What the commands have in common."""

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils.translation import gettext as _

_HIDDEN = (
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Any],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Command(BaseCommand):
    """A command of ours: help without Django's own options, no system checks before it runs."""

    summary: Any = ""
    """What the command does, in a few words, translated when shown."""
    requires_system_checks: Any = []

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Return the parser, with what every Django command has left out of its help."""
        options.setdefault("formatter_class", _Formatter)
        self.help = str(self.summary)
        parser = super().create_parser("livskraft", subcommand, **options)
        for action in parser._actions:
            if action.dest in _HIDDEN:
                action.help = argparse.SUPPRESS
        return parser

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run the command; errors are said on stderr, without the words of a program."""
        try:
            return super().execute(*args, **options)
        except KeyboardInterrupt:
            sys.exit(130)
        except OperationalError as error:
            problem = CommandError(
                _("The database cannot be reached: %(reason)s") % {"reason": error}
            )
        except CommandError as error:
            problem = error
        if not getattr(self, "_called_from_command_line", False):
            raise problem
        self.stderr.write(str(problem))
        sys.exit(problem.returncode)

    def say(self, text: str) -> None:
        """Print a line at once, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()
