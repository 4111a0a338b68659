"""What an answer in a round is to whoever looks after it: one of a few states, each with a sign."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy, pgettext_lazy

from livskraft.reporting.models import AssignmentState, Duty
from livskraft.reporting.queries.board import BoardRow, Need
from livskraft.reporting.queries.board.filters import has_need
from livskraft.shared.charts.answers import STATES

WORDS: Mapping[str, str | Promise] = {
    "accepted": pgettext_lazy("answer", "Accepted"),
    "review": gettext_lazy("To review"),
    "returned": pgettext_lazy("answer", "Returned"),
    "waiting": pgettext_lazy("answer", "Not answered"),
    "late": pgettext_lazy("answer", "Late"),
    "invited": pgettext_lazy("answer", "Invited"),
    "free": gettext_lazy("May answer"),
    "excused": gettext_lazy("Need not answer"),
}
_COUNTED = {
    "accepted": npgettext_lazy("answers", "accepted", "accepted", "n"),
    "review": npgettext_lazy("answers", "to review", "to review", "n"),
    "returned": npgettext_lazy("answers", "returned", "returned", "n"),
    "waiting": npgettext_lazy("answers", "not answered", "not answered", "n"),
    "late": npgettext_lazy("answers", "late", "late", "n"),
    "invited": npgettext_lazy("answers", "invited", "invited", "n"),
    "free": npgettext_lazy("answers", "may answer", "may answer", "n"),
    "excused": npgettext_lazy("answers", "need not answer", "need not answer", "n"),
}


def state_of(row: BoardRow, *, is_open: bool) -> str:
    """Return the state of a row; nothing is late in a round that is no longer open."""
    if row.state == AssignmentState.ACCEPTED:
        return "accepted"
    if row.state == AssignmentState.ANSWERED:
        return "review"
    if row.excused_reason:
        return "excused"
    if row.state == AssignmentState.RETURNED:
        return "returned"
    if row.duty == Duty.ASKED:
        return "late" if row.is_overdue and is_open else "waiting"
    return "invited" if row.duty == Duty.INVITED else "free"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the board with its state."""

    row: BoardRow
    state: str

    @property
    def words(self) -> str:
        if self.state == "waiting" and self.row.state == AssignmentState.DRAFT:
            return _("Begun, not sent")
        return str(WORDS[self.state])


def shown(rows: Iterable[BoardRow], *, is_open: bool) -> list[Shown]:
    """Return the rows with their states, in the same order."""
    return [Shown(row, state_of(row, is_open=is_open)) for row in rows]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """How many answers have a state: a part of the bar, and its key."""

    state: str
    number: int
    words: str
    param: str


def key_of(rows: Iterable[Shown]) -> list[KeyEntry]:
    """Return the states that occur, with how many rows have each."""
    numbers = Counter(one.state for one in rows)
    return [
        KeyEntry(state, numbers[state], str(_COUNTED[state] % {"n": numbers[state]}), PARAMS[state])
        for state in STATES
        if numbers[state]
    ]


#: Values of the filter in addresses, by state.
PARAMS = {
    "accepted": "godkanda",
    "review": "att-granska",
    "returned": "atersanda",
    "waiting": "inte-svarat",
    "late": "forsenade",
    "invited": "inbjudna",
    "free": "far-svara",
    "excused": "behover-inte",
}
_STATES = {param: state for state, param in PARAMS.items()}
#: What waits for whoever looks after the round, in the order of the work list.
TO_DO = (Need.REVIEW, Need.NOBODY, Need.NO_MAIL, Need.RETURNED, Need.OVERDUE)
ALL, WAITS = "alla", "vantar-pa-dig"

Fits = Callable[[Shown], bool]
_NEEDS: Mapping[str, tuple[str | Promise, Fits]] = {
    WAITS: (gettext_lazy("All that waits for you"), lambda one: bool(need_of(one))),
    "har-svarat": (gettext_lazy("All answers"), lambda one: one.row.is_answered),
    "saknas": (gettext_lazy("All that is missing"), lambda one: one.row.is_missing),
    "ingen-att-fraga": (
        gettext_lazy("Nobody to ask"),
        lambda one: has_need(one.row, Need.NOBODY),
    ),
    "inget-mejl": (
        gettext_lazy("Mail does not arrive"),
        lambda one: has_need(one.row, Need.NO_MAIL),
    ),
    "utan-beslut": (gettext_lazy("No verdict yet"), lambda one: not one.row.is_decided),
}
#: What the filter offers, by its value.
ANSWERS: dict[str, str | Promise] = {
    **{param: label for param, (label, _fits) in _NEEDS.items()},
    **{PARAMS[state]: WORDS[state] for state in STATES},
}


def fits(one: Shown, param: str) -> bool:
    """Return whether a row is among those that the filter's value asks for; nothing fits an unknown."""
    if param in ("", ALL):
        return True
    if param in _NEEDS:
        return _NEEDS[param][1](one)
    return one.state == _STATES.get(param)


def need_of(one: Shown) -> Need | None:
    """Return why somebody must see to a row now, None where nobody must."""
    if one.state in ("accepted", "excused"):
        return None
    return next((need for need in TO_DO if has_need(one.row, need)), None)
