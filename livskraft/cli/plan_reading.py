"""`livskraft plan read`: a document → a plan file, with every doubt about it."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.plans.planfile.content import file_content
from livskraft.plans.planfile.index import walk_goals
from livskraft.plans.planfile.writing import write_plan_file
from livskraft.plans.reading import Reading, ReadingError, read_file

Say = Callable[[str], None]


def add_read_arguments(actions: Any) -> None:
    """Add `read` to the actions of `livskraft plan`."""
    read: argparse.ArgumentParser = actions.add_parser(
        "read", help=_("turn a document (txt, pdf, docx, xlsx) into a plan file")
    )
    read.add_argument("file", type=Path, help=_("the document"))
    read.add_argument("-o", "--output", type=Path, help=_("plan file to write; else it is printed"))
    read.add_argument("--json", action="store_true", help=_("print content and doubts as JSON"))


def read_document(
    options: dict[str, Any], *, say: Say, say_aside: Say, write: Callable[[Path, str], None]
) -> None:
    """Read the document; print the doubts, and the plan file unless it is written.

    Raises CommandError for what cannot be read, and OSError.
    """
    try:
        reading = read_file(options["file"])
    except ReadingError as error:
        raise CommandError(error.show(_)) from None
    text = plan_file_text(reading)
    if options["output"] is not None:
        write(options["output"], text)
        say_aside(_("Written: %(file)s") % {"file": options["output"]})
    if options["json"]:
        document = {**reading.plan, "doubts": reading.shown_doubts(_)}
        say(json.dumps(document, ensure_ascii=False, indent=2))
        return
    tell = say
    if options["output"] is None:
        sys.stdout.write(text)
        tell = say_aside
    for line in report_lines(reading):
        tell(line)


def plan_file_text(reading: Reading) -> str:
    """Return the plan file, with the doubts as comments at its end."""
    text = write_plan_file(file_content(reading.plan), {})
    comments = [
        f"# {doubt['place']}: {doubt['question']}\n#     {doubt['text']}"
        for doubt in _one_line_each(reading)
    ]
    if not comments:
        return text
    heading = _("# Doubts about what was read. Settle them, then take these lines away.")
    return "\n".join([text, heading, *comments, ""])


def report_lines(reading: Reading) -> Iterator[str]:
    """Yield what was found and every doubt with its place."""
    plan = reading.plan
    goals = sum(1 for _goal in walk_goals(plan))
    activities = len(plan.get("activities", []))
    yield _("%(title)s: %(goals)s, %(activities)s.") % {
        "title": plan["plan"]["title"],
        "goals": ngettext("%(count)d goal", "%(count)d goals", goals) % {"count": goals},
        "activities": ngettext("%(count)d activity", "%(count)d activities", activities)
        % {"count": activities},
    }
    count = len(reading.doubts)
    yield ngettext("%(count)d doubt:", "%(count)d doubts:", count) % {"count": count}
    for doubt in _one_line_each(reading):
        yield f"  {doubt['place']}: {doubt['question']}"
        if doubt["text"]:
            yield f"      {doubt['text']}"


def _one_line_each(reading: Reading) -> Iterator[dict[str, str]]:
    for doubt in reading.shown_doubts(_):
        yield {key: " ".join(value.split()) for key, value in doubt.items()}
