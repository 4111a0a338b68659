"""What the rules say of the indicators, now or on another day."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("judge by the rules how the indicators go")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("indicators", nargs="*", metavar="INDICATOR", help=_("all without"))
        parser.add_argument(
            "--area",
            nargs="+",
            action="extend",
            default=[],
            metavar="CODE",
            help=_("only these areas"),
        )
        parser.add_argument(
            "--on",
            metavar="DATE",
            default="",
            help=_("as if this day were today, from what is known then; nothing is stored"),
        )
        parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        from livskraft.cli.assessing import assess

        migrate(lambda text: self.stderr.write(text, self.style.NOTICE))
        assess(options, self.say)
