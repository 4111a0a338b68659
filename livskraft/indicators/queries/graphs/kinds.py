"""Which graphs an indicator has: that follows from its figures."""

from collections.abc import Iterator
from dataclasses import replace

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.graphs.among import comparison_graph
from livskraft.indicators.queries.graphs.asking import Asked
from livskraft.indicators.queries.graphs.country import country_graph, reaches_beyond
from livskraft.indicators.queries.graphs.county import map_graph
from livskraft.indicators.queries.graphs.distance import distance_graph
from livskraft.indicators.queries.graphs.graph import MEDIUM, Graph
from livskraft.indicators.queries.graphs.ground import Ground, grounds
from livskraft.indicators.queries.graphs.headlines import Headlines, headlines
from livskraft.indicators.queries.graphs.line import line_graph
from livskraft.indicators.queries.graphs.peers import peers_graph
from livskraft.indicators.queries.graphs.scatter import scatter_graph
from livskraft.indicators.queries.graphs.sexes import sexes_graph
from livskraft.indicators.queries.graphs.spread import spread_graph
from livskraft.indicators.queries.latest import ALL, MEN, WOMEN
from livskraft.indicators.queries.shown import LostFileError


def graphs_of(ground: Ground, of_people: Headlines | None = None) -> tuple[Graph, ...]:
    """Return every graph that the figures of an indicator fill, the most telling first.

    The map stands beside the spread, whose figures are the same. One query, none with `of_people`.
    """
    if of_people is None:
        of_people = headlines([ground.indicator.pk])
    return tuple(_each(ground, of_people))


def graph_asked_for(address: str, asked: Asked) -> Graph | None:
    """Return the graph that an address asks for; the most telling one where it names no kind.

    None where there is no such indicator, or its figures do not fill the graph. At most eight
    queries, and one read for each indicator in it. Raises LostFileError where these cannot be read.
    """
    wanted = [address, *([asked.other] if asked.other else [])]
    rows = Indicator.objects.filter(address__in=wanted, plan__archived_at=None)
    by_address = {one.address: one for one in rows.select_related("plan")}
    if not asked.is_known or address not in by_address:
        return None
    everywhere = asked.kind == "country" or (asked.kind == "comparison" and not asked.areas)
    found = grounds(list(by_address.values()), areas=asked.areas, everywhere=everywhere)
    ground = found.get(by_address[address].pk)
    if found.lost:
        raise LostFileError(address)
    if ground is None:
        return None
    of_people = headlines(found)
    other = by_address.get(asked.other)
    beside = found.get(other.pk) if other is not None else None
    return _asked(ground, beside, asked, of_people)


def _asked(
    ground: Ground, beside: Ground | None, asked: Asked, of_people: Headlines
) -> Graph | None:
    areas = [code for code in asked.areas if code in ground.places]
    sex = asked.sexes[0] if asked.sexes else ALL
    match asked.kind:
        case "line":
            return line_graph(ground, of_people, areas=areas, sexes=asked.sexes)
        case "spread":
            return spread_graph(ground, of_people, areas=areas, sex=sex)
        case "map" | "country":
            return _mapped(ground, of_people, sex, is_county=asked.kind == "map")
        case "comparison":
            return comparison_graph(ground, of_people, areas=areas, sex=sex)
        case "sexes":
            return sexes_graph(ground, of_people, areas=areas)
        case "distance":
            return distance_graph(ground, of_people, area=(areas or [""])[0], sex=sex)
        case "peers":
            return peers_graph(ground, of_people, areas=areas, sex=sex)
        case "scatter":
            return scatter_graph(ground, beside, of_people) if beside else None
    if areas or asked.sexes:
        return line_graph(ground, of_people, areas=areas, sexes=asked.sexes)
    return next(_each(ground, of_people), None)


def _mapped(ground: Ground, of_people: Headlines, sex: str, *, is_county: bool) -> Graph | None:
    if not is_county:
        return country_graph(ground, of_people, sex=sex)
    graph = map_graph(ground, of_people, sex=sex)
    return replace(graph, wide_width=MEDIUM) if graph else None


def _each(ground: Ground, of_people: Headlines) -> Iterator[Graph]:
    """Yield the line first; one of a single period only where it is all that there is."""
    line = line_graph(ground, of_people)
    if line and len(line.table.lines) > 1:
        yield line
    others = list(_others(ground, of_people))
    if line and len(line.table.lines) > 1:
        others = [one for one in others if not _says_as_much(line, one)]
    yield from others
    if line and len(line.table.lines) == 1 and not others:
        yield line


def _others(ground: Ground, of_people: Headlines) -> Iterator[Graph]:
    if graph := distance_graph(ground, of_people):
        yield graph
    if graph := comparison_graph(ground, of_people):
        yield graph
    drawn = map_graph(ground, of_people)
    if graph := spread_graph(ground, of_people, beside=drawn):
        yield graph
    if reaches_beyond(ground) and (graph := country_graph(ground, of_people)):
        yield graph
    if graph := peers_graph(ground, of_people):
        yield graph
    if graph := sexes_graph(ground, of_people):
        yield graph


def _says_as_much(line: Graph, other: Graph) -> bool:
    """Whether a line of women and men shows the only area whose women and men are compared."""
    is_divided = other.kind == "sexes" and set(line.selection.sexes) == {WOMEN, MEN}
    return is_divided and set(other.selection.areas) <= set(line.selection.areas)
