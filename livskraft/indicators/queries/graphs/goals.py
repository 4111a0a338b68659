"""The graphs of a goal's page: all of the measure that it is judged by, a line of each other one."""

from collections.abc import Iterator, Sequence

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.graphs.graph import Graph
from livskraft.indicators.queries.graphs.ground import Ground, grounds
from livskraft.indicators.queries.graphs.headlines import Headlines, headlines
from livskraft.indicators.queries.graphs.kinds import graphs_of
from livskraft.indicators.queries.graphs.line import line_graph

_FEWEST_PERIODS = 3
_TOLD_BESIDE = "distance"  # What is left to the target stands among the facts.


def goal_graphs(addresses: Sequence[str]) -> tuple[Graph, ...]:
    """Return the graphs of a goal's measures, by their addresses; the one that judges comes first.

    At most eight queries and one read; none for no measure.
    """
    if not addresses:
        return ()
    rows = Indicator.objects.filter(address__in=addresses, plan__archived_at=None)
    by_address = {one.address: one for one in rows.select_related("plan")}
    indicators = [by_address[one] for one in addresses if one in by_address]
    found = grounds(indicators)
    of_people = headlines(found)
    drawn = [found[one.pk] for one in indicators if one.pk in found]
    return tuple(_each(drawn, addresses[0], of_people))


def _each(drawn: Sequence[Ground], first: str, of_people: Headlines) -> Iterator[Graph]:
    for ground in drawn:
        if ground.indicator.address == first:
            yield from (one for one in graphs_of(ground, of_people) if one.kind != _TOLD_BESIDE)
        elif _is_worth_a_line(ground) and (graph := line_graph(ground, of_people)):
            yield graph


def _is_worth_a_line(ground: Ground) -> bool:
    """Whether the plan's own area has enough values that a line says more than the table."""
    return len(ground.values(ground.main)) >= _FEWEST_PERIODS
