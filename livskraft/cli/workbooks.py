"""What `livskraft round workbook` and `livskraft round read` do and print."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.cli.rounds import Options, Say, found_round, told
from livskraft.reporting.errors import DraftConflict
from livskraft.reporting.models import ReportingRound
from livskraft.reporting.queries.workbooks import actor_books, may_answer, standings
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.workbooks import (
    WrongCellsError,
    make_workbook,
    read_workbook,
    send_answers,
)
from livskraft.reporting.workbook.comparing import compared
from livskraft.reporting.workbook.preview import Outcome, Preview, RowShown
from livskraft.shared.files import write_whole


def write_workbook(options: Options, say: Say) -> None:
    """Write an actor's workbook, or list the actors. Raises CommandError."""
    round_ = found_round(options["round"])
    if options["actor"] is None:
        _list_actors(round_, say)
        return
    file: Path = options["output"] or Path(f"{round_.address}-{options['actor']}.xlsx")
    try:
        with told():
            content = make_workbook(round_=round_, actor=options["actor"], by=None)
    except PermissionDenied:
        raise CommandError(_no_actor(round_, options["actor"])) from None
    try:
        write_whole(file, content)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    say(_("%(file)s is written.") % {"file": file})


def _list_actors(round_: ReportingRound, say: Say) -> None:
    for one in actor_books(may_answer(round_, None)):
        words = ngettext(
            "%(number)d activity, %(waiting)d await an answer",
            "%(number)d activities, %(waiting)d await an answer",
            one.number,
        ) % {"number": one.number, "waiting": one.waiting}
        say(f"{one.slug}  {one.title}: {words}")


def _no_actor(round_: ReportingRound, actor: str) -> str:
    known = ", ".join(one.slug for one in actor_books(may_answer(round_, None))) or "–"
    return _('No activity of the round is led by "%(actor)s". There are: %(known)s.') % {
        "actor": actor,
        "known": known,
    }


def read_filled_in(options: Options, say: Say) -> None:
    """Send what a workbook says, or only show it. Raises CommandError for what stands in the way."""
    round_ = found_round(options["round"])
    file: Path = options["file"]
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    with told():
        found = read_workbook(round_=round_, name=file.name, content=content)
    preview = compared(found, standings(round_, None), questions_of(round_))
    if options["json"]:
        say(json.dumps(_as_json(preview), ensure_ascii=False, indent=2))
    else:
        for line in _lines(preview):
            say(line)
    if options["preview"]:
        if preview.wrong:
            raise CommandError("\n".join(WrongCellsError().messages))
    else:
        _send(preview, None if options["json"] else say)


def _send(preview: Preview, say: Callable[[str], None] | None) -> None:
    try:
        send_answers(preview, by=None)
    except DraftConflict:
        raise CommandError(
            _("Somebody has answered in this very moment. Nothing was sent; read the file again.")
        ) from None
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from None
    if say is not None:
        say(_("Answers sent: %(number)d.") % {"number": len(preview.to_send)})


def _lines(preview: Preview) -> Iterator[str]:
    words = {
        Outcome.SENT: _("changed"),
        Outcome.AS_IT_IS: _("as it stands"),
        Outcome.WRONG: _("to be corrected"),
        Outcome.KEPT: _("somebody else has written meanwhile; theirs stays"),
        Outcome.STANDS: _("accepted already; left as it is"),
    }
    for row in preview.rows:
        if row.outcome in words:
            yield f"{row.ref}  {row.title}: {words[row.outcome]}"
            yield from (f"  {line}" for line in _cell_lines(row))
    if preview.missing:
        yield _("Columns that are gone: %(columns)s") % {"columns": ", ".join(preview.missing)}
    if preview.strange:
        yield _("Columns that are not read: %(columns)s") % {"columns": ", ".join(preview.strange)}
    yield _("Rows that say nothing new: %(number)d") % {"number": preview.untouched}


def _cell_lines(row: RowShown) -> Iterator[str]:
    for one in row.cells:
        change = f"{one.before or '–'} → {one.after or '–'}"
        yield f"{one.ref}  {one.label} {change}" + (f"  {one.problem}" if one.problem else "")
    yield from row.problems


def _as_json(preview: Preview) -> dict[str, Any]:
    return {
        "rows": [
            {
                "place": row.ref,
                "activity": row.activity,
                "title": row.title,
                "outcome": str(row.outcome),
                "conflict": row.is_conflict,
                "cells": [
                    {
                        "cell": one.ref,
                        "question": one.label,
                        "before": one.before,
                        "after": one.after,
                        "problem": one.problem,
                    }
                    for one in row.cells
                ],
                "problems": list(row.problems),
            }
            for row in preview.rows
        ],
        "missing_columns": list(preview.missing),
        "other_columns": list(preview.strange),
        "activities_without_row": preview.absent,
        "to_send": len(preview.to_send),
    }
