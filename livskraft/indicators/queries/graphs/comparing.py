"""Any indicator for any areas: what there is to choose, the graph, and what must be known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.figure_words import period_words, sex_word
from livskraft.indicators.queries.graphs.asking import Asked
from livskraft.indicators.queries.graphs.assembling import place_name
from livskraft.indicators.queries.graphs.choosing import (
    Choice,
    ChoiceGroup,
    area_choices,
    drawable_indicators,
    example_indicator,
    indicator_choices,
)
from livskraft.indicators.queries.graphs.country import country_graph, fills_country
from livskraft.indicators.queries.graphs.graph import Graph, Words
from livskraft.indicators.queries.graphs.ground import Ground, grounds
from livskraft.indicators.queries.graphs.headlines import headlines
from livskraft.indicators.queries.graphs.line import line_graph
from livskraft.indicators.queries.graphs.scatter import scatter_graph
from livskraft.indicators.queries.latest import ALL, MEN, WOMEN
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.queries.sources import why_none
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.listing import listed

_ABSOLUTE = frozenset(
    [
        "antal",
        "kronor",
        "kr",
        "tkr",
        "mnkr",
        "mdkr",
        "miljoner",
        "miljarder",
        "ton",
        "personer",
        "hushåll",
        "företag",
        "hektar",
    ]
)
"""First words of units that grow with the size of an area."""


@dataclass(frozen=True)
class Comparison:
    """The page that compares. Without figures of any indicator there is nothing to choose.

    `is_example`: nothing was chosen, and one stands there to begin with. `country` is the map of
    Sweden where that is asked for, `has_country` whether it can be.

    `warnings` tell what makes areas or levels hard to compare; `is_alike` that nothing does.
    `is_unknown`: the address names an indicator that has no figures, or none at all; `is_lost`: one
    whose figures cannot be read just now.
    """

    indicators: tuple[ChoiceGroup, ...]
    others: tuple[ChoiceGroup, ...]
    areas: tuple[Choice, ...]
    elsewhere: tuple[ChoiceGroup, ...]
    sexes: tuple[Choice, ...]
    address: str
    title: str
    graph: Graph | None
    scatter: Graph | None
    country: Graph | None
    has_country: bool
    warnings: tuple[str, ...]
    is_alike: bool
    is_unknown: bool
    is_lost: bool = False
    is_example: bool = False


def comparison(address: str, asked: Asked) -> Comparison:
    """Return the page for an indicator's address, with an example for "".

    Three queries without figures; seven with an indicator, eight with the example, and one read of
    its figures, two with another beside it.
    """
    indicators = drawable_indicators()
    by_address = {one.address: one for one in indicators}
    chosen, other = by_address.get(address), by_address.get(asked.other)
    if not address:
        chosen = example_indicator(indicators)
    if chosen is None:
        choices = indicator_choices(indicators)
        return Comparison(
            choices, choices, (), (), (), "", "", None, None, None, False, (), False, bool(address)
        )
    both = [chosen] if other is None or other is chosen else [chosen, other]
    found = grounds(both, areas=asked.areas, everywhere=asked.kind == "country")
    ground, of_people = found.get(chosen.pk), headlines(one.pk for one in both)
    if ground is None:
        return _lost(indicators, chosen)
    codes = [code for code in asked.areas if code in ground.places] or _usual(ground)
    sexes = [sex for sex in asked.sexes if _has_sex(ground, sex)] or [_usual_sex(ground, codes)]
    near, far = area_choices(ground, codes)
    warnings = tuple(_warnings(ground, codes, sexes))
    return Comparison(
        indicators=indicator_choices(indicators, chosen.address),
        others=indicator_choices([one for one in indicators if one is not chosen], asked.other),
        areas=near,
        elsewhere=far,
        sexes=_sex_choices(ground, sexes),
        address=chosen.address,
        title=chosen.title,
        graph=line_graph(ground, of_people, areas=codes, sexes=sexes),
        scatter=scatter_graph(ground, found[other.pk], of_people)
        if other in both[1:] and other.pk in found
        else None,
        country=country_graph(ground, of_people, sex=sexes[0]) if asked.kind == "country" else None,
        has_country=fills_country(ground),
        warnings=warnings,
        is_alike=not warnings and len({_level(code) for code in codes}) > 1,
        is_unknown=False,
        is_example=not address,
    )


def _lost(indicators: tuple[Indicator, ...], chosen: Indicator) -> Comparison:
    """Return the page of an indicator whose figures cannot be read just now."""
    return Comparison(
        indicators=indicator_choices(indicators, chosen.address),
        others=(),
        areas=(),
        elsewhere=(),
        sexes=(),
        address=chosen.address,
        title=chosen.title,
        graph=None,
        scatter=None,
        country=None,
        has_country=False,
        warnings=(why_none(chosen, is_lost=True),),
        is_alike=False,
        is_unknown=False,
        is_lost=True,
    )


def _usual(ground: Ground) -> list[str]:
    there = [code for code in dict.fromkeys([ground.main, NATION]) if _has_any(ground, code)]
    return there or [code for code in ground.municipalities if _has_any(ground, code)][:5]


def _has_any(ground: Ground, code: str) -> bool:
    return any(ground.has(code, sex) for sex in (ALL, WOMEN, MEN))


def _usual_sex(ground: Ground, codes: Sequence[str]) -> str:
    return next(
        (sex for sex in (ALL, WOMEN, MEN) if any(ground.has(code, sex) for code in codes)), ALL
    )


def _has_sex(ground: Ground, sex: str) -> bool:
    return any(key[1] == sex for key in ground.by_key)


def _sex_choices(ground: Ground, chosen: Sequence[str]) -> tuple[Choice, ...]:
    """Return all, women and men, where there is anything to choose between."""
    there = [sex for sex in (ALL, WOMEN, MEN) if _has_sex(ground, sex)]
    if len(there) < 2:
        return ()
    return tuple(
        Choice(sex, Words(sex_word(sex) or gettext("all")), sex in chosen) for sex in there
    )


def _level(code: str) -> str:
    if code == NATION:
        return "nation"
    return "group" if code.startswith("G") else "county" if len(code) == 2 else "municipality"


def _warnings(ground: Ground, codes: Sequence[str], sexes: Sequence[str]) -> Iterator[str]:
    """Yield what makes these areas hard to compare."""
    values = {code: [ground.values(code, sex) for sex in sexes] for code in codes}
    without = [place_name(ground, code) for code, found in values.items() if not any(found)]
    if without:
        yield gettext("The source has no figures for %(areas)s.") % {"areas": listed(without)}
    levels = {_level(code) for code, found in values.items() if any(found)}
    if "group" in levels:
        yield gettext(
            "A group is an unweighted mean of its municipalities, not a figure of the whole area."
        )
    if len(levels) > 1 and ground.indicator.unit.partition(" ")[0] in _ABSOLUTE:
        yield gettext(
            "The figures are amounts, which grow with the size of the area: compare the direction, "
            "not the level."
        )
    newest = {
        code: max((period for one in found for period in one), default="", key=period_order)
        for code, found in values.items()
        if any(found)
    }
    if len(set(newest.values())) > 1:
        told = [
            f"{place_name(ground, code)} {period_words(period)}" for code, period in newest.items()
        ]
        yield gettext("The newest figures are of different years: %(areas)s.") % {
            "areas": listed(told)
        }
