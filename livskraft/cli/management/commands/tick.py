"""What time asks for, done once: a timer of the system calls this, or the worker does by itself."""

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("do once what time asks for: updates that are due, jobs that are stuck")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        from livskraft.cli.working import tick

        migrate(lambda text: self.stderr.write(text, self.style.NOTICE))
        lines = tick()
        if options["json"]:
            self.say(json.dumps({"done": lines}, ensure_ascii=False, indent=2))
            return
        for line in lines or [_("Nothing was due.")]:
            self.say(line)
