"""The whole board, as its page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from livskraft.plans.queries.plan import today
from livskraft.reporting.models import ReportingRound, RoundState
from livskraft.reporting.queries.board.counting import (
    BoardCounts,
    BoardGroup,
    by_actor,
    by_goal,
    counted,
)
from livskraft.reporting.queries.board.filters import BoardFilter, Need, chosen, has_need
from livskraft.reporting.queries.board.rows import BoardRow, board_rows

_WORTH_TELLING = (
    Need.OVERDUE,
    Need.NOBODY,
    Need.NO_MAIL,
    Need.REVIEW,
    Need.RETURNED,
    Need.MISSING,
)


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that somebody should see to; `need` is what the filter takes."""

    need: str
    number: int

    @property
    def sentence(self) -> str:
        """As in "3 answers are late."."""
        number = self.number
        return {
            Need.OVERDUE: ngettext(
                "%(number)d answer is late.", "%(number)d answers are late.", number
            ),
            Need.NOBODY: ngettext(
                "%(number)d activity has nobody to ask.",
                "%(number)d activities have nobody to ask.",
                number,
            ),
            Need.NO_MAIL: ngettext(
                "%(number)d activity is answered for by somebody whom no mail reaches.",
                "%(number)d activities are answered for by people whom no mail reaches.",
                number,
            ),
            Need.REVIEW: ngettext(
                "%(number)d answer waits for review.",
                "%(number)d answers wait for review.",
                number,
            ),
            Need.RETURNED: ngettext(
                "%(number)d answer was returned with a question and has not come back.",
                "%(number)d answers were returned with a question and have not come back.",
                number,
            ),
            Need.MISSING: ngettext(
                "%(number)d answer has not come yet.",
                "%(number)d answers have not come yet.",
                number,
            ),
            Need.UNDECIDED: ngettext(
                "%(number)d activity has no verdict yet.",
                "%(number)d activities have no verdict yet.",
                number,
            ),
        }[Need(self.need)] % {"number": number}


@dataclass(frozen=True)
class Board:
    """A round's board. `counts`, groups and attention are of the whole round, `rows` as filtered.

    Rows come with what needs attention first, then in the order of the plan. `days_left` is below 0
    once the last day has passed.
    """

    round: ReportingRound
    on: date
    days_left: int
    counts: BoardCounts
    attention: tuple[Attention, ...]
    by_actor: tuple[BoardGroup, ...]
    by_goal: tuple[BoardGroup, ...]
    filter: BoardFilter
    rows: tuple[BoardRow, ...]


def board(
    round_: ReportingRound, *, asked: BoardFilter | None = None, on: date | None = None
) -> Board:
    """Return the board. Six queries, however many activities there are; one for each of the filter's
    actor and goal. `on` is the day that counts as today, that of the plan without one.
    """
    asked = asked or BoardFilter()
    on = on or today(round_.plan)
    rows = board_rows(round_, on)
    return Board(
        round=round_,
        on=on,
        days_left=(round_.closes_on - on).days,
        counts=counted(rows),
        attention=_attention(round_, rows, on),
        by_actor=by_actor(rows),
        by_goal=by_goal(rows),
        filter=asked,
        rows=tuple(_most_urgent_first(chosen(rows, asked, round_.plan))),
    )


def _attention(round_: ReportingRound, rows: Sequence[BoardRow], on: date) -> tuple[Attention, ...]:
    """Return what to see to, first things first; nothing once the round is closed."""
    if round_.state != RoundState.OPEN:
        return ()
    needs = [*_WORTH_TELLING, *([Need.UNDECIDED] if on > round_.closes_on else [])]
    numbers = {need: sum(has_need(row, need) for row in rows) for need in needs}
    if numbers[Need.OVERDUE]:  # Then what is missing is late, and told already.
        numbers[Need.MISSING] = 0
    return tuple(Attention(need, numbers[need]) for need in needs if numbers[need])


def _most_urgent_first(rows: Iterable[BoardRow]) -> list[BoardRow]:
    def urgency(row: BoardRow) -> int:
        ranks = (rank for rank, need in enumerate(_WORTH_TELLING) if has_need(row, need))
        return next(ranks, len(_WORTH_TELLING) + row.is_answered)

    return sorted(rows, key=urgency)
