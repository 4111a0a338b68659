"""A municipality in all measures of a plan: its values beside others, in words and as drawings."""

from livskraft.indicators.queries.municipal.extract import extract_head, extract_rows
from livskraft.indicators.queries.municipal.measures import (
    GoalRows,
    MunicipalMeasures,
    municipal_measures,
)
from livskraft.indicators.queries.municipal.peers import Peer, Peers, peers_of
from livskraft.indicators.queries.municipal.row import MissingRow, ValueRow

__all__ = [
    "GoalRows",
    "MissingRow",
    "MunicipalMeasures",
    "Peer",
    "Peers",
    "ValueRow",
    "extract_head",
    "extract_rows",
    "municipal_measures",
    "peers_of",
]
