"""What a graph says: the stated rules of `indicators.findings`, asked with stored figures."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import get_language, gettext

from livskraft.indicators.assessment import Case
from livskraft.indicators.findings import (
    Finding,
    Measured,
    Voice,
    comparison_finding,
    distance_finding,
    every_finding,
    line_finding,
    sexes_finding,
    spread_finding,
)
from livskraft.indicators.queries.figure_words import figure, period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import name_in_sentence
from livskraft.indicators.queries.graphs.ground import Ground, Key, point
from livskraft.indicators.queries.graphs.targets import case_for
from livskraft.indicators.queries.latest import MEN, WOMEN
from livskraft.indicators.queries.unit_words import unit_words
from livskraft.indicators.sources.observation import Observation
from livskraft.shared.numbers import number_word


def voice_of(decimals: int | None) -> Voice:
    """Return how numbers are said on a page in the language of the moment."""
    language = get_language() or "sv"
    return Voice(
        figure=lambda value: figure(value, decimals),
        number_word=lambda number: number_word(number, language),
        period=period_words,
        unit=unit_words,
    )


def of_line(ground: Ground, key: Key) -> Finding:
    """Return what a series says, and how far it is from its target."""
    return line_finding(case_for(ground, key), ground.indicator.unit, voice_of(ground.decimals))


def of_distance(ground: Ground, case: Case) -> Finding:
    return distance_finding(case, ground.indicator.unit, voice_of(ground.decimals))


def of_spread(ground: Ground, found: Mapping[str, Observation]) -> Finding:
    """Return which area has the least and which the most."""
    measured = [_measured(ground, code, one) for code, one in found.items()]
    return spread_finding(measured, ground.indicator.unit, voice_of(ground.decimals))


def of_comparison(ground: Ground, own: str, found: Mapping[str, Observation]) -> Finding:
    """Return where an area lies beside others."""
    others = [_measured(ground, code, one) for code, one in found.items() if code != own]
    return comparison_finding(
        _measured(ground, own, found[own]),
        others,
        ground.indicator.unit,
        voice_of(ground.decimals),
    )


def of_sexes(
    ground: Ground,
    newest: tuple[Observation, Observation],
    earlier: tuple[Observation, Observation] | None,
) -> Finding:
    """Return who has more, and whether the difference has grown since an earlier period."""
    names = (sex_word(WOMEN), sex_word(MEN))
    women, men = (_named_measured(name, one) for name, one in zip(names, newest, strict=True))
    before = None
    if earlier:
        one, other = (
            _named_measured(name, each) for name, each in zip(names, earlier, strict=True)
        )
        before = (one, other, earlier[0].period)
    return sexes_finding(women, men, ground.indicator.unit, voice_of(ground.decimals), before)


def of_peers(ground: Ground, series: Mapping[str, Sequence[Observation]]) -> Finding:
    """Return in how many areas the values rose, counted between their ends after the last break."""
    pairs = []
    for code, values in series.items():
        since = list(values)
        for place, (before, after) in enumerate(pairwise(values)):
            if ground.is_split(before.period, after.period):
                since = list(values[place + 1 :])
        if len(since) > 1:
            pairs.append((_measured(ground, code, since[0]), _measured(ground, code, since[-1])))
    noun = gettext("municipalities")
    return every_finding(pairs, ground.indicator.unit, noun, voice_of(ground.decimals))


def _measured(ground: Ground, code: str, one: Observation) -> Measured:
    return _named_measured(name_in_sentence(ground, code), one)


def _named_measured(name: str, one: Observation) -> Measured:
    placed = point(one)
    return Measured(name, placed.value, placed.low, placed.high)
