"""What `livskraft round` does and prints."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from livskraft.plans.models import Plan
from livskraft.plans.queries.plan import leading_plan
from livskraft.reporting.errors import UndecidedError
from livskraft.reporting.models import Assignment, ReportingRound, RoundKind, RoundState
from livskraft.reporting.queries.board import board
from livskraft.reporting.queries.frozen import verify_round
from livskraft.reporting.queries.rounds import RoundRow, find_round, round_rows
from livskraft.reporting.questions import Question, declared_questions, default_questions
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.freezing import freeze_round
from livskraft.reporting.services.reminding import Mailed, invite, remind
from livskraft.reporting.services.rounds import open_planned, open_round

Say = Callable[[str], None]
Options = dict[str, Any]

_USUAL = re.compile(r"(delar|arsbokslut)-([12]\d{3})")
_NAMED = 10


def open_named(options: Options, say: Say) -> None:
    """Open a round that waits, or make one and open it; tell those who are asked. Raises CommandError."""
    waiting = find_round(options["round"])
    with told(), transaction.atomic():
        if waiting is not None:
            opened = open_planned(round_=waiting, by=None)
        else:
            opened = open_round(by=None, **_wanted(options))
        is_open = opened.state == RoundState.OPEN
        mailed = invite(round_=opened) if is_open and options["mail"] else Mailed()
    if options["json"]:
        _as_json(say, opened, mails=mailed.people)
        return
    if not is_open:
        say(_("%(round)s opens on %(day)s.") % _words(opened, opened.opens_on))
        return
    say(_("%(round)s is open until %(day)s.") % _words(opened, opened.closes_on))
    say(
        _("Asked about %(number)d activities; mails written: %(mails)d.")
        % {"number": opened.assignments.count(), "mails": mailed.people}
    )
    _not_reached(mailed, say)


def remind_named(options: Options, say: Say) -> None:
    """Remind about a round. Raises CommandError."""
    round_ = found_round(options["round"])
    with told():
        mailed = remind(round_=round_, by=None)
    if options["json"]:
        _as_json(say, round_, mails=mailed.people)
        return
    say(_("%(round)s: mails written: %(mails)d.") % {"round": round_, "mails": mailed.people})
    if mailed.had_one_today:
        say(
            _("Activities whose reporter has had a mail today already: %(number)d.")
            % {"number": len(mailed.had_one_today)}
        )
    _not_reached(mailed, say)


def close_named(options: Options, say: Say) -> None:
    """Close a round, and freeze it unless told otherwise. Raises CommandError."""
    round_ = found_round(options["round"])
    with told(), transaction.atomic():
        closed = close_round(round_=round_, by=None, reason=options["reason"])
        if options["freeze"]:
            closed = freeze_round(round_=closed, by=None)
    _closed(closed, options, say)


def freeze_named(options: Options, say: Say) -> None:
    """Freeze a round that is closed. Raises CommandError."""
    round_ = found_round(options["round"])
    with told():
        frozen = freeze_round(round_=round_, by=None)
    _closed(frozen, options, say)


def show(options: Options, say: Say) -> None:
    """Show one round, or all of them. Raises CommandError."""
    if options["round"] is None:
        rows = round_rows()
        if options["json"]:
            say(json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=2))
            return
        for line in _lines(rows):
            say(line)
        return
    round_ = found_round(options["round"])
    if options["json"]:
        rows = [row for row in round_rows() if row.address == round_.address]
        say(json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for line in _whole(round_):
        say(line)


@contextmanager
def told() -> Iterator[None]:
    """Turn what stands in the way into an error of the command."""
    try:
        yield
    except UndecidedError as error:
        lines = [*error.messages, *_named_activities(error.undecided)]
        raise CommandError("\n".join(lines)) from None
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from None


def _named_activities(assignments: Iterable[int]) -> Iterator[str]:
    keys = list(assignments)
    titles = Assignment.objects.filter(pk__in=keys[:_NAMED]).order_by("activity__position")
    yield from (f"  {title}" for title in titles.values_list("activity__title", flat=True))
    if len(keys) > _NAMED:
        yield "  " + _("… and %(number)d more") % {"number": len(keys) - _NAMED}
    if keys:
        yield _("--reason TEXT says for all of them why there is no verdict.")


def found_round(name: str) -> ReportingRound:
    """Return the round of this address or slug. Raises CommandError."""
    found = find_round(name)
    if found is None:
        known = ", ".join(row.address for row in round_rows()) or "–"
        raise CommandError(
            _('There is no round "%(name)s". There are: %(known)s.')
            % {"name": name, "known": known}
        )
    return found


def _wanted(options: Options) -> dict[str, Any]:
    """Return how a new round is to be, from its name and the options. Raises CommandError."""
    usual = _USUAL.fullmatch(options["round"])
    kind = options["kind"] or ("own" if usual is None else _kind(usual[1]))
    first, last = options["from"], options["to"]
    if usual and first is None and last is None:
        first, last = _usual_period(kind, int(usual[2]))
    if first is None or last is None:
        raise CommandError(
            _(
                'There is no round "%(name)s". To make it, say its period: --from DATE --to DATE. '
                "delar-2023 and arsbokslut-2023 say it themselves."
            )
            % {"name": options["round"]}
        )
    return {
        "plan": _plan(options["plan"]),
        "slug": options["round"],
        "kind": kind,
        "period_from": first,
        "period_to": last,
        "title": options["title"] or ("" if usual else options["round"]),
        "opens_on": options["opens"],
        "closes_on": options["closes"],
        "questions": _questions(options["questions"], kind),
    }


def _kind(name: str) -> str:
    return RoundKind.HALF_YEAR if name == "delar" else RoundKind.YEAR_END


def _usual_period(kind: str, year: int) -> tuple[date, date]:
    is_half = kind == RoundKind.HALF_YEAR
    return date(year, 1, 1), date(year, 6, 30) if is_half else date(year, 12, 31)


def _plan(slug: str | None) -> Plan:
    plan = leading_plan() if slug is None else Plan.objects.filter(slug=slug).first()
    if plan is None:
        known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)) or "–"
        raise CommandError(
            _('There is no plan "%(slug)s". There are: %(known)s.')
            % {"slug": slug or "", "known": known}
        )
    return plan


def _questions(path: Path | None, kind: str) -> tuple[Question, ...]:
    """Return the shipped questions, and those of a file (YAML or JSON) after them. Raises CommandError."""
    shipped = default_questions(kind)
    if path is None:
        return shipped
    try:
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
        own = declared_questions(declared, kind)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CommandError(f"{path}: {error}") from None
    except ValidationError as error:
        raise CommandError("\n".join(f"{path}: {line}" for line in error.messages)) from None
    kept = {one.key: one for one in (*shipped, *own)}
    return tuple(kept.values())


def _words(round_: ReportingRound, day: date) -> dict[str, Any]:
    return {"round": round_, "day": date_format(day, "j F Y")}


def _not_reached(mailed: Mailed, say: Say) -> None:
    for some, words in (
        (mailed.without_address, _("Nobody to write to about:")),
        (mailed.address_fails, _("Mail does not arrive to whoever answers for:")),
    ):
        if some:
            say(words)
            for one in some[:_NAMED]:
                say(f"  {one.activity.title}")
            if len(some) > _NAMED:
                say("  " + _("… and %(number)d more") % {"number": len(some) - _NAMED})


def _closed(round_: ReportingRound, options: Options, say: Say) -> None:
    if options["json"]:
        _as_json(say, round_)
    elif round_.state == RoundState.FROZEN:
        say(
            _("%(round)s is frozen. Hash: %(sha256)s")
            % {"round": round_, "sha256": round_.content_sha256}
        )
    else:
        say(_("%(round)s is closed.") % {"round": round_})


def _as_json(say: Say, round_: ReportingRound, **more: Any) -> None:
    row = next(row for row in round_rows() if row.address == round_.address)
    say(json.dumps({**_row(row), **more}, ensure_ascii=False, indent=2))


def _row(row: RoundRow) -> dict[str, Any]:
    return {
        "slug": row.address,
        "title": row.title,
        "plan": row.plan,
        "state": row.state,
        "hash": row.sha256 or None,
        "opens": row.opens_on.isoformat(),
        "closes": row.closes_on.isoformat(),
        "asked": row.asked,
        "answered": row.answered,
    }


def _lines(rows: list[RoundRow]) -> Iterator[str]:
    if not rows:
        yield _("There are no rounds. Make one: livskraft round open arsbokslut-2023")
    width = max((len(row.address) for row in rows), default=0)
    for row in rows:
        answered = _("%(answered)d of %(total)d have answered") % {
            "answered": row.answered,
            "total": row.asked,
        }
        yield f"{row.address:<{width}}  {row.state_word:<10}  {answered}  {row.title}"


def _whole(round_: ReportingRound) -> Iterator[str]:
    found = board(round_)
    yield f"{round_.title} ({round_.get_state_display()})"
    days = (date_format(day, "j F Y") for day in (round_.opens_on, round_.closes_on))
    yield _("Open from %(first)s to %(last)s.") % dict(zip(("first", "last"), days, strict=True))
    yield found.counts.words
    yield from (f"  {one.sentence}" for one in found.attention)
    if round_.state == RoundState.FROZEN:
        problems = verify_round(round_).problems
        yield _("Hash: %(sha256)s") % {"sha256": round_.content_sha256}
        yield from problems or (_("It is what it was when it was frozen."),)
