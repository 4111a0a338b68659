"""Makes an installation ready to serve."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate, prepare


class Command(BaseCommand):
    summary = gettext_lazy("make ready: texts, fonts, static files, database")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(self.say)
        migrate(self.say)
        self.say(_("Ready."))
