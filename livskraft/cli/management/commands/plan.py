"""Plan files into the database and out of it."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.plan_reading import add_read_arguments
from livskraft.cli.plan_report import report_lines
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("read a document as a plan, load a plan from a file, save one to a file")

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="read|load|save")
        add_read_arguments(actions)
        load = actions.add_parser("load", help=_("read a plan file, whole or not at all"))
        load.add_argument("file", type=Path, help=_("the plan file (YAML)"))
        load.add_argument(
            "--overwrite", action="store_true", help=_("replace what has been edited on the site")
        )
        load.add_argument(
            "--archive-missing",
            action="store_true",
            help=_("archive the records that the file lacks"),
        )
        load.add_argument("--json", action="store_true", help=_("print the result as JSON"))
        save = actions.add_parser("save", help=_("write a plan as a plan file"))
        save.add_argument("slug", help=_("the plan's slug"))
        save.add_argument("-o", "--output", type=Path, help=_("file to write; else it is printed"))
        save.add_argument("--public", action="store_true", help=_("leave out every internal field"))
        save.add_argument("--json", action="store_true", help=_("print the content as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "read":
            self._read(options)
            return
        migrate(self.say_aside)
        if options["action"] == "load":
            self._load(options)
        else:
            self._save(options)

    def say_aside(self, text: str) -> None:
        """Print what is no result of the command on stderr."""
        self.stderr.write(text, self.style.NOTICE)

    def _read(self, options: dict[str, Any]) -> None:
        from livskraft.cli.plan_reading import read_document

        try:
            read_document(options, say=self.say, say_aside=self.say_aside, write=_write)
        except OSError as error:
            raise CommandError(
                _unreadable(Path(error.filename or options["file"]), error)
            ) from None

    def _load(self, options: dict[str, Any]) -> None:
        from livskraft.plans.services.planfile import PlanConflictError, load_plan_file
        from livskraft.shared.yamlfile.errors import YamlFileError

        path: Path = options["file"]
        try:
            report = load_plan_file(
                path, overwrite=options["overwrite"], archive_missing=options["archive_missing"]
            )
        except YamlFileError as error:
            nothing = _("Nothing has been loaded. Put this right and load the file again:")
            raise CommandError(f"{nothing}\n{error.text(_)}") from None
        except PlanConflictError as error:
            nothing = _(
                "Nothing has been loaded: these values were edited since the last load. "
                "Put them into the file, or load with --overwrite to replace them."
            )
            raise CommandError(f"{nothing}\n{error.text()}") from None
        except OSError as error:
            raise CommandError(_unreadable(path, error)) from None
        if options["json"]:
            self.say(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            for line in report_lines(report):
                self.say(line)

    def _save(self, options: dict[str, Any]) -> None:
        from livskraft.plans.models import Plan
        from livskraft.plans.services.planfile import plan_as_document, save_plan

        slug, is_public = options["slug"], options["public"]
        try:
            if options["json"]:
                document = plan_as_document(slug, is_public=is_public)
                text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            else:
                text = save_plan(slug, is_public=is_public)
        except Plan.DoesNotExist:
            known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)) or "–"
            raise CommandError(
                _('There is no plan "%(slug)s". There are: %(known)s.')
                % {"slug": slug, "known": known}
            ) from None
        if options["output"] is None:
            sys.stdout.write(text)
            return
        try:
            _write(options["output"], text)
        except OSError as error:
            raise CommandError(_unreadable(options["output"], error)) from None
        self.say_aside(_("Written: %(file)s") % {"file": options["output"]})


def _write(path: Path, text: str) -> None:
    """Write the file under another name first: it is whole or as it was."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _unreadable(path: Path, error: OSError) -> str:
    reasons = {
        FileNotFoundError: _("There is no file %(file)s."),
        IsADirectoryError: _("%(file)s is a folder; name the file in it."),
        PermissionError: _("%(file)s may not be opened with your rights."),
    }
    template = reasons.get(type(error), _("%(file)s cannot be opened (%(reason)s)."))
    return template % {"file": path, "reason": error.strerror}
