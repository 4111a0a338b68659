"""What the board is asked for in its address, and the words to take away again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from livskraft.reporting.queries.board import Board, BoardFilter, BoardGroup
from livskraft.workspace.rounds.states import ALL, ANSWERS

ANSWER, ACTOR, GOAL, WORDS = "svar", "aktor", "mal", "ord"


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made: its words, and the address's choices without it."""

    words: str
    is_content: bool
    query: str


class Choices:
    """What somebody chose; what the address says of other things is left alone."""

    def __init__(self, given: QueryDict) -> None:
        names = (ANSWER, ACTOR, GOAL, WORDS)
        taken = {name: given.get(name, "").replace("\0", "").strip() for name in names}
        self.chosen: Mapping[str, str] = {name: value for name, value in taken.items() if value}

    @property
    def is_empty(self) -> bool:
        return not self.chosen

    @property
    def answer(self) -> str:
        return self.chosen.get(ANSWER, "")

    @property
    def asked(self) -> BoardFilter:
        """The choices that the board itself understands."""
        return BoardFilter(
            actor=self.chosen.get(ACTOR, ""),
            goal=self.chosen.get(GOAL, ""),
            words=self.chosen.get(WORDS, ""),
        )

    def query(self, without: str = "") -> str:
        """Return the choices as an address has them; all activities where nothing else is left."""
        kept = {name: value for name, value in self.chosen.items() if name != without}
        return urlencode(kept or {ANSWER: ALL})

    def chips(self, board: Board) -> list[Chip]:
        """Return the choices in words, as the fields say them."""
        said = []
        for name, value in self.chosen.items():
            if name == ANSWER and value == ALL:
                continue
            words, is_content = self._words(name, value, board)
            said.append(Chip(words, is_content, self.query(without=name)))
        return said

    def _words(self, name: str, value: str, board: Board) -> tuple[str, bool]:
        if name == ANSWER:
            return str(ANSWERS.get(value, value)), False
        if name == WORDS:
            return f"”{value}”", True
        groups = board.by_actor if name == ACTOR else board.by_goal
        found = next((one for one in groups if one.value == value), None)
        if found is None:
            return value, False
        return _titled(found), found.is_content and value not in translated_goals(board)

    def fields(self, board: Board) -> list[dict[str, Any]]:
        """Return the lists to choose from, each with what is chosen."""
        answers = [("", _("All"), False), *((*one, False) for one in ANSWERS.items())]
        actors = [("", _("All actors"), False), *_options(board, board.by_actor)]
        goals = [("", _("All goals"), False), *_options(board, board.by_goal)]
        return [
            self._field(ANSWER, pgettext("column", "Answer"), answers),
            self._field(ACTOR, _("Actor"), actors),
            self._field(GOAL, _("Goal"), goals),
        ]

    def _field(
        self, name: str, label: str, options: Sequence[tuple[str, Any, bool]]
    ) -> dict[str, Any]:
        chosen = self.chosen.get(name, "")
        return {
            "name": name,
            "label": label,
            "options": [(*option, option[0] == chosen) for option in options],
        }


def translated_goals(board: Board) -> set[str]:
    """Return the addresses of the goals whose titles are in the page's language though it is not theirs."""
    return {row.goal.address for row in board.rows if row.goal.is_translated}


def _options(board: Board, groups: Iterable[BoardGroup]) -> list[tuple[str, str, bool]]:
    """Return values with their words, and whether these are Swedish whatever the page is."""
    translated = translated_goals(board)
    return [(one.value, _titled(one), one.value not in translated) for one in groups if one.value]


def _titled(group: BoardGroup) -> str:
    return f"{group.label} {group.title}".strip()
