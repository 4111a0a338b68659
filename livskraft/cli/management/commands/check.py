"""Says what has to be mended before the site can be relied on; Django's own check is part of it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.accounts.mail import is_set_up
from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import is_prepared, waiting_migrations
from livskraft.indicators.queries.watching import lost_files
from livskraft.plans.models import Plan


class Command(BaseCommand):
    summary = gettext_lazy("check settings, database and files; says what to mend")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [*_settings_problems(), *_mail_problems(), *_database_problems()]
        if not is_prepared():
            problems.append(_("Static files or fonts are not up to date. Run: livskraft prepare"))
        if problems:
            raise CommandError("\n".join(problems))
        if not is_set_up():
            self.say(
                _("EMAIL_URL is not set: mails do not leave, they are written to %(folder)s")
                % {"folder": settings.EMAIL_FILE_PATH}
            )
        self.say(_("All is well."))


def _settings_problems() -> Iterator[str]:
    for message in checks.run_checks():
        if message.level >= checks.WARNING and not message.is_silenced():
            yield f"{message.msg} {message.hint or ''}".strip()


def _mail_problems() -> Iterator[str]:
    if is_set_up() and not settings.DEFAULT_FROM_EMAIL:
        yield _("Mails have no sender. Set LIVSKRAFT_MAIL_FROM to an address that may send.")


def _database_problems() -> Iterator[str]:
    try:
        waiting = waiting_migrations()
        has_plan = bool(waiting) or Plan.objects.filter(archived_at=None).exists()
    except DatabaseError as error:
        yield _("The database cannot be reached: %(reason)s") % {"reason": error}
        return
    if waiting:
        yield _("The database lacks %(count)d changes. Run: livskraft prepare") % {
            "count": len(waiting)
        }
    if not has_plan:
        yield _("No plan has been loaded. Run: livskraft plan load FILE")
    for snapshot in lost_files() if not waiting else ():
        yield _(
            "Figures of %(indicator)s from %(day)s are lost or damaged: %(name)s.parquet. Put the "
            "folder snapshots back from a backup, or fetch them: livskraft statistics update"
        ) % {
            "indicator": snapshot.indicator.address,
            "day": snapshot.retrieved_at.date(),
            "name": snapshot.sha256,
        }
