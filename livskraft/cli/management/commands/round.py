"""Rounds of follow-up: open, remind, close, freeze, show; workbooks to fill in and read."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate

KINDS = ("half_year", "year_end", "own")


class Command(BaseCommand):
    summary = gettext_lazy("rounds of follow-up: open, remind, close, show")

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(
            dest="action", required=True, metavar="open|remind|close|freeze|show|workbook|read"
        )
        opening = actions.add_parser("open", help=_("open a round that waits, or a new one"))
        opening.add_argument("--plan", metavar="SLUG", help=_("the site's main plan without"))
        opening.add_argument("--kind", choices=KINDS, help=_("what kind of round it is"))
        opening.add_argument("--title", help=_("title; of kind and year without"))
        for name, text in (
            ("--from", _("first day of what is followed up")),
            ("--to", _("last day of what is followed up")),
            ("--opens", _("first day to answer; today without")),
            ("--closes", _("last day to answer; three weeks later without")),
        ):
            opening.add_argument(name, type=date.fromisoformat, metavar="DATE", help=text)
        opening.add_argument(
            "--questions", type=Path, metavar="FILE", help=_("further questions (YAML or JSON)")
        )
        opening.add_argument(
            "--no-mail", dest="mail", action="store_false", help=_("write no mails")
        )
        remind = actions.add_parser("remind", help=_("remind those who must answer and have not"))
        close = actions.add_parser("close", help=_("close a round and freeze what it holds"))
        close.add_argument(
            "--reason", default="", help=_("why there is no verdict where none was given")
        )
        close.add_argument(
            "--no-freeze", dest="freeze", action="store_false", help=_("only close it")
        )
        freeze = actions.add_parser("freeze", help=_("freeze a closed round"))
        show = actions.add_parser("show", help=_("show how far a round has come"))
        show.add_argument("round", nargs="?", metavar="ROUND", help=_("all without"))
        book = actions.add_parser("workbook", help=_("write the workbook of an actor (Excel)"))
        read = actions.add_parser("read", help=_("read a workbook that is filled in, and send it"))
        for action in (opening, remind, close, freeze, book, read):
            action.add_argument("round", metavar="ROUND", help=_("such as delar-2023"))
        _add_files(book, read)
        for action in (opening, remind, close, freeze, show, read):
            action.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        migrate(lambda text: self.stderr.write(text, self.style.NOTICE))
        from livskraft.cli import rounds, workbooks

        do = {
            "open": rounds.open_named,
            "remind": rounds.remind_named,
            "close": rounds.close_named,
            "freeze": rounds.freeze_named,
            "show": rounds.show,
            "workbook": workbooks.write_workbook,
            "read": workbooks.read_filled_in,
        }
        do[options["action"]](options, self.say)


def _add_files(book: CommandParser, read: CommandParser) -> None:
    book.add_argument("--actor", metavar="SLUG", help=_("whose; lists the actors without"))
    book.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("where to"))
    read.add_argument("file", type=Path, metavar="FILE", help=_("the workbook (xlsx)"))
    read.add_argument("--preview", action="store_true", help=_("only show what changes"))
