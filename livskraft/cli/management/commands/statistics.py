"""Figures of indicators: fetch them, read them from a file, look at them."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("fetch figures, load them from a file, look at them")

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(
            dest="action", required=True, metavar="update|load|preview|series"
        )
        update = actions.add_parser("update", help=_("fetch figures from their publishers"))
        update.add_argument("indicators", nargs="*", metavar="INDICATOR", help=_("all without"))
        update.add_argument("--source", metavar="NAME", help=_("only those from this source"))
        load = actions.add_parser("load", help=_("read an indicator's figures from a file"))
        load.add_argument("file", type=Path, help=_("CSV, Excel, PX or JSON-stat"))
        load.add_argument("--indicator", required=True, metavar="SLUG", help=_("whose figures"))
        preview = actions.add_parser("preview", help=_("show what a file of figures holds"))
        preview.add_argument("file", type=Path, help=_("CSV, Excel, PX or JSON-stat"))
        preview.add_argument("--all", action="store_true", help=_("all rows, not the first 20"))
        series = actions.add_parser("series", help=_("show an indicator's figures"))
        series.add_argument("indicator", metavar="INDICATOR", help=_("its address or slug"))
        series.add_argument("--area", nargs="+", action="extend", default=[], metavar="CODE")
        series.add_argument("--sex", choices=["T", "K", "M"], help=_("all without"))
        series.add_argument(
            "--snapshot", metavar="SHA256", default="", help=_("an earlier retrieval")
        )
        series.add_argument(
            "--with-small-groups",
            action="store_true",
            help=_("also figures of a few people, which nobody outside may see"),
        )
        for action in (update, load, preview, series):
            action.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        from livskraft.cli import figures
        from livskraft.indicators.sources.errors import SourceError

        if options["action"] != "preview":
            migrate(lambda text: self.stderr.write(text, self.style.NOTICE))
        do = {
            "update": figures.update,
            "load": figures.load,
            "preview": figures.preview,
            "series": figures.series,
        }
        try:
            do[options["action"]](options, self.say)
        except SourceError as error:
            raise CommandError(error.text(_)) from None
