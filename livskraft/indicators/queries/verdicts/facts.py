"""Three facts beside a verdict, each with its own day: the value, its trend, what is left to go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from livskraft.indicators.models import Assessment
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.figure_words import around_figure, figure, period_words
from livskraft.indicators.queries.latest import decimals_of
from livskraft.indicators.queries.unit_words import is_content, unit_words
from livskraft.indicators.queries.verdicts.judged import Judged
from livskraft.indicators.sources.periods import period_days

_TREND = "D"
_DAYS_OF_YEAR = 365.25
_ENOUGH = 5
_POINTS = "procentenheter"


@dataclass(frozen=True)
class Fact:
    """A number in words, and what stands beneath it; `value` is "" where there is none.

    `sign` stands beside the number, `unit` beneath it before `about`.
    """

    value: str
    sign: str
    unit: str
    about: str


@dataclass(frozen=True)
class Facts:
    """What a verdict rests on. `is_content`: its units are; `source` is the line at the figures.

    `certainty` says how sure the verdict is, by a rule: low with fewer than five values, or when
    the newest is old; some when the newest is preliminary; else high.
    """

    value: Fact
    trend: Fact
    left: Fact
    is_content: bool
    source: str
    certainty: str
    has_women_and_men: bool
    has_municipalities: bool
    last_period: str


def facts_of(judged: Judged) -> Facts | None:
    """Return the facts of a series that has been assessed; None where it has no value. Two queries."""
    rows = Assessment.objects.filter(indicator__address=judged.indicator, is_current=True)
    row = (
        rows.filter(area=judged.area, sex=judged.sex, target=judged.target_key)
        .select_related("indicator__plan", "snapshot")
        .first()
    )
    if row is None or judged.latest is None:
        return None
    others = set(rows.values_list("area", "sex"))
    unit, decimals = row.indicator.unit, decimals_of(row.indicator)
    shown = judged.latest.figures[0][1]
    return Facts(
        value=Fact(
            shown, *around_figure(unit), ", ".join(filter(None, [judged.latest.when, judged.who]))
        ),
        trend=_trend(row, unit, decimals),
        left=_left(row.inputs, judged.target, unit, decimals),
        is_content=is_content(unit),
        source=attribution_of(row.snapshot),
        certainty=_certainty(row),
        has_women_and_men={sex for area, sex in others if area == judged.area} >= {"K", "M"},
        has_municipalities=any(len(area) == 4 for area, _sex in others),
        last_period=judged.latest.when,
    )


def _change_unit(unit: str) -> tuple[str, str]:
    """Return the same of a difference; what it is a part of is not said again."""
    if unit.startswith("procent"):
        return "", unit_words(_POINTS)
    return ("", "") if unit.startswith("antal av ") else around_figure(unit)


def _trend(row: Assessment, unit: str, decimals: int | None) -> Fact:
    """Return the change per year between the two values that the verdict rests on."""
    inputs: Mapping[str, Any] = row.inputs
    first, last = str(inputs.get("base_period") or ""), str(inputs.get("newest_period") or "")
    years = _years(first, last)
    if not years or None in (inputs.get("base_value"), inputs.get("newest_value")):
        return Fact("", "", "", gettext("There is no earlier value to compare with."))
    change = (float(inputs["newest_value"]) - float(inputs["base_value"])) / years
    sign = "+" if change > 0 else ""
    number = figure(change, _decimals(change) if decimals is None else decimals + 1)
    told = gettext("per year, %(first)s–%(last)s.") % {
        "first": period_words(first),
        "last": period_words(last),
    }
    return Fact(f"{sign}{number}", *_change_unit(unit), f"{told} {_interval(row)}".strip())


def _decimals(change: float) -> int:
    return 1 if abs(change) >= 1 else 2


def _interval(row: Assessment) -> str:
    """Return between which growth rates the trend lies, or why there is no certain interval."""
    said = _of_rule(row, _TREND)
    if said is None or said["inputs"].get("growth_low") is None:
        return gettext("Too few values for a certain interval.")
    low, high = (figure(100 * said["inputs"][end], 1) for end in ("growth_low", "growth_high"))
    told = gettext("With 90 percent certainty between %(low)s and %(high)s percent a year.")
    return told % {"low": low, "high": high}


def _left(inputs: Mapping[str, Any], target: str, unit: str, decimals: int | None) -> Fact:
    """Return how far it is to the target that the verdict is held against."""
    if not target:
        return Fact("", "", "", gettext("No target value is decided."))
    value, newest = inputs.get("target"), inputs.get("newest_value")
    if value is None or newest is None:
        return Fact("", "", "", target)
    distance = abs(float(value) - float(newest))
    to = gettext("to the target %(target)s") % {"target": target}
    return Fact(figure(distance, decimals), *_change_unit(unit), to)


def _certainty(row: Assessment) -> str:
    said = _of_rule(row, _TREND)
    values = int((said["inputs"].get("values") if said else 0) or 0)
    if row.is_old and values < _ENOUGH:
        return gettext("Certainty: low. Few values, and the newest is over two years old.")
    if row.is_old:
        return gettext("Certainty: low. The newest value is over two years old.")
    if values < _ENOUGH:
        return gettext("Certainty: low. Fewer than five values.")
    if row.is_provisional:
        return gettext("Certainty: some. The newest value is preliminary.")
    return gettext("Certainty: high. At least five values, the newest less than two years old.")


def _of_rule(row: Assessment, rule: str) -> Mapping[str, Any] | None:
    return next((said for said in row.outcomes if said["rule"] == rule), None)


def _years(first: str, last: str) -> float:
    """Return how long it is from one period to another, in years; 0 where one is not known."""
    if not first or not last:
        return 0.0
    return (period_days(last)[0] - period_days(first)[0]).days / _DAYS_OF_YEAR
