"""Graphs of stored figures: each with its finding, its table, and what must stand beside it.

`graphs_of` gives all that an indicator's figures fill, each `…_graph` one kind of a `Ground`, which
is what is read of one indicator: `grounds` reads many at once.
"""

from livskraft.indicators.queries.graphs.among import comparison_graph
from livskraft.indicators.queries.graphs.asking import Asked
from livskraft.indicators.queries.graphs.comparing import Comparison, comparison
from livskraft.indicators.queries.graphs.country import country_graph
from livskraft.indicators.queries.graphs.county import map_graph
from livskraft.indicators.queries.graphs.distance import distance_graph
from livskraft.indicators.queries.graphs.goals import goal_graphs
from livskraft.indicators.queries.graphs.graph import Graph, Table
from livskraft.indicators.queries.graphs.ground import Ground, ground_of, grounds
from livskraft.indicators.queries.graphs.headlines import Headlines, headlines
from livskraft.indicators.queries.graphs.kinds import graph_asked_for, graphs_of
from livskraft.indicators.queries.graphs.line import line_graph
from livskraft.indicators.queries.graphs.peers import peers_graph
from livskraft.indicators.queries.graphs.rules import (
    RuleExample,
    rule_examples,
    verdict_meanings,
)
from livskraft.indicators.queries.graphs.scatter import scatter_graph
from livskraft.indicators.queries.graphs.sexes import sexes_graph
from livskraft.indicators.queries.graphs.spread import spread_graph

__all__ = [
    "Asked",
    "Comparison",
    "Graph",
    "Ground",
    "Headlines",
    "RuleExample",
    "Table",
    "comparison",
    "comparison_graph",
    "country_graph",
    "distance_graph",
    "goal_graphs",
    "graph_asked_for",
    "graphs_of",
    "ground_of",
    "grounds",
    "headlines",
    "line_graph",
    "map_graph",
    "peers_graph",
    "rule_examples",
    "scatter_graph",
    "sexes_graph",
    "spread_graph",
    "verdict_meanings",
]
