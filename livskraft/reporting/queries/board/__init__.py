"""The board of a round: who has answered, who has not, and what needs attention first."""

from livskraft.reporting.queries.board.counting import BoardCounts, BoardGroup
from livskraft.reporting.queries.board.filters import BoardFilter, Need
from livskraft.reporting.queries.board.page import Attention, Board, board
from livskraft.reporting.queries.board.rows import BoardRow, Parts

__all__ = [
    "Attention",
    "Board",
    "BoardCounts",
    "BoardFilter",
    "BoardGroup",
    "BoardRow",
    "Need",
    "Parts",
    "board",
]
