"""What the rules say of each series of an indicator, as it is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext

from livskraft.indicators.messages import text
from livskraft.indicators.models import Assessment, Indicator, IndicatorGoal
from livskraft.indicators.queries.assessed import main_or_nation
from livskraft.indicators.queries.figure_words import figure, sex_word
from livskraft.indicators.queries.latest import Latest, decimals_of
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.target_words import area_name, target_words
from livskraft.indicators.queries.verdict_words import (
    Shown,
    past_sentence,
    rule_name,
    sentence_of,
    shown_inputs,
    until_words,
    verdict_word,
)
from livskraft.indicators.targets import Target, declared_targets

_TREND = "D"
_CURRENT_PRICES = ("löpande pris", "current price")


@dataclass(frozen=True)
class Judged:
    """What the rules say of one series, in words.

    `indicator` is its address, `goals` are keys; `area` a code, `sex` T, K or M. `target` is what
    it is held against in words, "" for nothing. `reason` is short, for lists: why there is no plain
    verdict, until when an old one reaches, and whether rising prices are counted in; `sentence` can
    be read aloud. `snapshot` names the figures. `asks_final`: the time of the target is out.
    """

    indicator: str
    title: str
    goals: tuple[int, ...]
    area: str
    area_name: str
    sex: str
    who: str
    target: str
    target_key: str
    rule: str
    rule_name: str
    verdict: str
    words: str
    value: float | None
    reason: str
    sentence: str
    inputs: tuple[Shown, ...]
    latest: Latest | None
    is_old: bool
    is_provisional: bool
    asks_final: bool
    assessed_on: date
    snapshot: str
    has_target: bool


def verdicts(
    indicators: Collection[Indicator], *, areas: Collection[str] | None = None
) -> dict[int, tuple[Judged, ...]]:
    """Return what the rules say of each indicator, the area that its plan leads with first.

    Of all its areas, or of those named. Three queries.
    """
    found: dict[int, tuple[Judged, ...]] = dict.fromkeys((one.pk for one in indicators), ())
    rows = current_rows(found, areas)
    mains = main_areas(one.plan_id for one in indicators)
    goals = _goals(found)
    for one in indicators:
        main = main_or_nation(one, mains)
        of_one = sorted(rows.get(one.pk, ()), key=lambda row: _order(row, main))
        found[one.pk] = tuple(_judged(row, one, main, goals.get(one.pk, ())) for row in of_one)
    return found


def current_rows(
    indicators: Iterable[int], areas: Collection[str] | None
) -> Mapping[int, list[Assessment]]:
    """Return the rows that count, with the name of their figures; without what only one page needs.

    One query.
    """
    rows = Assessment.objects.filter(indicator__in=list(indicators), is_current=True)
    if areas is not None:
        rows = rows.filter(area__in=list(areas))
    found: dict[int, list[Assessment]] = defaultdict(list)
    told = rows.annotate(figures=F("snapshot__sha256")).defer("by_base", "outcomes")
    for row in told.order_by("pk"):
        found[row.indicator_id].append(row)
    return found


def _order(row: Assessment, main: str) -> tuple[bool, str, int]:
    return (row.area != main, row.area, "TKM".index(row.sex))


def _goals(indicators: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = IndicatorGoal.objects.filter(indicator__in=list(indicators)).order_by("position", "pk")
    for indicator, goal in rows.values_list("indicator", "goal"):
        found[indicator] = (*found.get(indicator, ()), goal)
    return found


def targets_by_key(indicator: Indicator, main: str) -> dict[str, Target]:
    return {one.key: one for one in declared_targets(indicator.declaration, main)}


def _judged(row: Assessment, indicator: Indicator, main: str, goals: tuple[int, ...]) -> Judged:
    target = targets_by_key(indicator, main).get(row.target)
    figures: str = row.figures  # type: ignore[attr-defined]
    reason = text(row.reason) if row.reason else ""
    newest = str(row.inputs.get("newest_period") or "")
    is_unchanged = _is_unchanged(row)
    is_assessed = row.verdict != "cannot_assess"
    sentence = sentence_of(row.verdict, reason, is_unchanged=is_unchanged)
    if row.is_old and newest:
        reason = until_words(newest) if is_assessed else reason
        sentence = past_sentence(row.verdict, newest, is_unchanged=is_unchanged) or sentence
    if is_assessed and in_current_prices(indicator):
        reason = ", ".join(filter(None, [reason, gettext("in current prices")]))
        told = gettext("Rising prices are counted in, for the values are in current prices.")
        sentence = f"{sentence} {told}"
    return Judged(
        indicator=indicator.address,
        title=indicator.title,
        goals=goals,
        area=row.area,
        area_name=area_name(row.area),
        sex=row.sex,
        who=sex_word(row.sex),
        target=target_words(target, indicator) if target else "",
        target_key=row.target,
        rule=row.rule,
        rule_name=rule_name(row.rule),
        verdict=row.verdict,
        words=verdict_word(row.verdict),
        value=row.value,
        reason=reason,
        sentence=sentence,
        inputs=tuple(shown_inputs(row.inputs, indicator.unit, decimals_of(indicator))),
        latest=_latest(row, indicator),
        is_old=row.is_old,
        is_provisional=row.is_provisional,
        asks_final=row.asks_final,
        assessed_on=row.assessed_on,
        snapshot=figures,
        has_target=bool(row.target),
    )


def in_current_prices(indicator: Indicator) -> bool:
    """Whether the values grow with the prices, as the unit or the description says."""
    told = f"{indicator.unit} {indicator.declaration.get('description', '')}".casefold()
    return any(words in told for words in _CURRENT_PRICES)


def _is_unchanged(row: Assessment) -> bool:
    """Whether the newest value is the first one; a trend goes by all values between them."""
    values = {row.inputs.get("base_value"), row.inputs.get("newest_value")}
    return len(values) == 1 and None not in values and row.rule != _TREND


def _latest(row: Assessment, indicator: Indicator) -> Latest | None:
    """Return the newest figure that the rules knew."""
    period, value = row.inputs.get("newest_period"), row.inputs.get("newest_value")
    if period is None or value is None:
        return None
    shown = figure(float(value), decimals_of(indicator))
    return Latest(row.area, str(period), ((sex_word(row.sex), shown),), indicator.unit)
