"""Makes an installation ready to serve."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate, prepare


class Command(BaseCommand):
    summary = gettext_lazy("make ready: texts, fonts, static files, database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            prepare(self.say)
        except OSError as error:
            raise CommandError(
                _("A folder cannot be written: %(file)s (%(reason)s).")
                % {"file": error.filename, "reason": error.strerror}
            ) from None
        migrate(self.say)
        self.say(_("Ready."))
