"""What the board can be asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Goal, Organisation, Plan
from livskraft.reporting.models import AssignmentState
from livskraft.reporting.queries.board.rows import BoardRow
from livskraft.shared.swedish import search_terms


class Need(models.TextChoices):
    """Why somebody would look at a row; in the order of what comes first."""

    OVERDUE = "overdue", _("Late")
    NOBODY = "nobody", _("Nobody to ask")
    NO_MAIL = "no_mail", _("Mail does not arrive")
    REVIEW = "review", _("Waits for review")
    RETURNED = "returned", _("Returned with a question")
    MISSING = "missing", _("No answer yet")
    UNDECIDED = "undecided", _("No verdict yet")
    ANSWERED = "answered", _("Answered")
    EXCUSED = "excused", _("Need not answer")


_MATCHES: Mapping[str, Callable[[BoardRow], bool]] = {
    Need.OVERDUE: lambda row: row.is_overdue,
    Need.NOBODY: lambda row: row.is_missing and not row.asked,
    Need.NO_MAIL: lambda row: (
        row.is_missing and bool(row.asked) and (not row.has_address or row.address_fails)
    ),
    Need.REVIEW: lambda row: row.state == AssignmentState.ANSWERED,
    Need.RETURNED: lambda row: row.state == AssignmentState.RETURNED,
    Need.MISSING: lambda row: row.is_missing,
    Need.UNDECIDED: lambda row: not row.is_decided,
    Need.ANSWERED: lambda row: row.is_answered,
    Need.EXCUSED: lambda row: bool(row.excused_reason),
}


def has_need(row: BoardRow, need: str) -> bool:
    """Return whether a row is among those of a need."""
    return _MATCHES[need](row)


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the reader asks for; empty means everything.

    `actor` is a slug and takes in the organisations below it, `goal` an address and takes in the
    goals below it. Unknown values find nothing.
    """

    actor: str = ""
    goal: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return self == BoardFilter()


def chosen(rows: Iterable[BoardRow], asked: BoardFilter, plan: Plan) -> list[BoardRow]:
    """Return the rows that are asked for. One query for an actor, one for a goal."""
    if asked.actor:
        actors = _below(Organisation.objects.values_list("pk", "parent", "slug"), asked.actor)
        rows = [row for row in rows if row.actor and row.actor.pk in actors]
    if asked.goal:
        goals = _below(
            Goal.objects.filter(plan=plan).values_list("pk", "parent", "address"), asked.goal
        )
        rows = [row for row in rows if row.goal.pk in goals]
    terms = search_terms(asked.words)
    return [row for row in rows if all(term in row.search_text for term in terms)]


def _below(rows: Iterable[tuple[int, int | None, str]], name: str) -> set[int]:
    """Return the key of what has that name, and those below it; nothing where it is unknown."""
    children: dict[int | None, list[int]] = {}
    waiting = []
    for pk, parent, own in rows:
        children.setdefault(parent, []).append(pk)
        if own == name:
            waiting.append(pk)
    found: set[int] = set()
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children.get(pk, [])
    return found
