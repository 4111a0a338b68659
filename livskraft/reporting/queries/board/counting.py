"""Counts of the board: of the whole round, of each actor, of each goal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from livskraft.reporting.models import AssignmentState, Duty
from livskraft.reporting.queries.board.rows import BoardRow, Parts


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many activities of a group are what.

    `asked` must answer and are not excused, `invited` and `free` need not; `answered` counts the
    answers of those who must, `further_answers` those of the others. `asked` is `answered` and
    `missing` together; `overdue` are some of the missing.
    """

    activities: int = 0
    asked: int = 0
    answered: int = 0
    missing: int = 0
    overdue: int = 0
    excused: int = 0
    invited: int = 0
    free: int = 0
    further_answers: int = 0
    to_review: int = 0
    returned: int = 0
    accepted: int = 0
    undecided: int = 0

    @property
    def words(self) -> str:
        """As in "4 of 6 have answered", of those who must."""
        return Parts(self.answered, self.asked).words


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """An actor or a goal with its counts. `value` is what the filter takes, "" for no actor."""

    value: str
    title: str
    label: str
    is_content: bool
    counts: BoardCounts


def counted(rows: Iterable[BoardRow]) -> BoardCounts:
    """Count rows."""
    found: Counter[str] = Counter()
    for row in rows:
        is_asked = row.duty == Duty.ASKED and (row.is_answered or not row.excused_reason)
        found["activities"] += 1
        found["asked"] += is_asked
        found["answered"] += is_asked and row.is_answered
        found["missing"] += row.is_missing
        found["overdue"] += row.is_overdue
        found["excused"] += bool(row.excused_reason) and not row.is_answered
        found["invited"] += row.duty == Duty.INVITED
        found["free"] += row.duty == Duty.NOT_CHASED
        found["further_answers"] += not is_asked and row.is_answered
        found["to_review"] += row.state == AssignmentState.ANSWERED
        found["returned"] += row.state == AssignmentState.RETURNED
        found["accepted"] += row.state == AssignmentState.ACCEPTED
        found["undecided"] += not row.is_decided
    return BoardCounts(**found)


def by_actor(rows: Iterable[BoardRow]) -> tuple[BoardGroup, ...]:
    """Return the actors with their counts: most overdue, then most missing, first."""
    groups: dict[str, list[BoardRow]] = {}
    titles = {}
    for row in rows:
        slug = row.actor.slug if row.actor else ""
        titles[slug] = row.actor.title if row.actor else _("No actor yet")
        groups.setdefault(slug, []).append(row)
    found = [
        BoardGroup(slug, titles[slug], "", bool(slug), counted(of)) for slug, of in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.counts.overdue, -one.counts.missing)))


def by_goal(rows: Iterable[BoardRow]) -> tuple[BoardGroup, ...]:
    """Return the primary goals with their counts, in the order of the plan."""
    groups: dict[int, list[BoardRow]] = {}
    for row in rows:
        groups.setdefault(row.goal.pk, []).append(row)
    return tuple(
        BoardGroup(of[0].goal.address, of[0].goal.title, of[0].goal.label, True, counted(of))
        for of in sorted(groups.values(), key=lambda of: of[0].goal_place)
    )
