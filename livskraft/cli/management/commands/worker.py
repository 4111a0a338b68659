"""Does what waits in the queue, and calls `tick` every few minutes."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("do what waits in the queue, such as updates of figures")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help=_("end when nothing waits any more")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from livskraft.cli.working import work

        migrate(self.say)
        if not options["batch"]:
            self.say(_("Waiting for work (Ctrl-C ends it)."))
        work(is_batch=options["batch"])
