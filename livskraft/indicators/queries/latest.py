"""The newest figure of an area, and what it can be compared with: found, never judged."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from livskraft.indicators.models import Indicator, Snapshot
from livskraft.indicators.queries.figure_words import (
    figure,
    in_table,
    period_words,
    sex_word,
    with_unit,
)
from livskraft.indicators.queries.shown import Points, Screen
from livskraft.indicators.queries.unit_words import is_content
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_days

ALL, WOMEN, MEN = "T", "K", "M"


@dataclass(frozen=True)
class Latest:
    """The newest value of an area; of women and men where the source has none of all.

    `figures` are (whom it is about, the figure), whom "" for all; `area` is a code.
    """

    area: str
    period: str
    figures: tuple[tuple[str, str], ...]
    unit: str

    @property
    def words(self) -> str:
        """The figures with their unit, as in "19 procent" or "kvinnor 55 procent, män 76 procent"."""
        return ", ".join(
            f"{who} {with_unit(shown, self.unit)}".strip() for who, shown in self.figures
        )

    @property
    def is_content(self) -> bool:
        """Whether the words of the unit are in Swedish where the page is not."""
        return is_content(self.unit)

    @property
    def shown(self) -> str:
        """The figures as in a table: "19 %", "kvinnor 55 %, män 76 %"."""
        return ", ".join(
            f"{who}\N{NO-BREAK SPACE}{in_table(shown, self.unit)[0]}".strip()
            for who, shown in self.figures
        )

    @property
    def of_what(self) -> str:
        """What of the unit stands beside `shown`: "av hushållen"."""
        return in_table("", self.unit)[1]

    @property
    def when(self) -> str:
        return period_words(self.period)


def is_known_on(period: str, day: date | None) -> bool:
    """Whether a period had ended on the day that counts as today; always without such a day."""
    return day is None or period_days(period)[1] <= day


def newest_snapshots(indicators: Iterable[int]) -> dict[int, Snapshot]:
    """Return the newest retrieval of each indicator's newest version. One query."""
    newest = Snapshot.objects.filter(indicator=OuterRef("indicator")).order_by(
        "-version__number", "-retrieved_at", "-pk"
    )
    rows = (
        Snapshot.objects.filter(indicator__in=set(indicators), pk=Subquery(newest.values("pk")[:1]))
        .select_related("version")
        .defer("warnings")
    )
    return {snapshot.indicator_id: snapshot for snapshot in rows}


def latest_figures(
    indicators: Collection[Indicator],
    snapshots: Mapping[int, Snapshot],
    areas: Mapping[int, str],
) -> dict[int, Latest]:
    """Return each indicator's newest figure for the area that its plan leads with.

    No query; see `Screen` for those that are calculated. `areas` gives that area by plan. Reads the
    store: one read for each area and sex where its files are sorted by area, else one for each
    indicator.
    """
    found: dict[int, Latest] = {}
    waiting = [one for one in indicators if one.pk in snapshots and one.plan_id in areas]
    screen = Screen((one, snapshots[one.pk]) for one in waiting)
    of_all = _series(waiting, snapshots, areas, ALL, screen)
    for indicator in waiting:
        if latest := _latest(indicator, areas, {ALL: of_all.get(indicator.pk, [])}):
            found[indicator.pk] = latest
    apart = [one for one in waiting if one.pk not in found]
    women, men = (_series(apart, snapshots, areas, sex, screen) for sex in (WOMEN, MEN))
    for indicator in apart:
        both = {WOMEN: women.get(indicator.pk, []), MEN: men.get(indicator.pk, [])}
        if latest := _latest(indicator, areas, both):
            found[indicator.pk] = latest
    return found


def latest_of(
    observations: Iterable[Observation], indicator: Indicator, area: str
) -> Latest | None:
    """Return an area's newest figure among observations without further dimensions. No query."""
    series: dict[str, list[tuple[str, float]]] = {ALL: [], WOMEN: [], MEN: []}
    for one in observations:
        if one.area == area and not one.dimensions and one.value is not None:
            series[one.sex].append((one.period, one.value))
    areas = {indicator.plan_id: area}
    return _latest(indicator, areas, {ALL: series.pop(ALL)}) or _latest(indicator, areas, series)


def decimals_of(indicator: Indicator) -> int | None:
    """Return how many decimals are declared."""
    declared = indicator.declaration.get("decimals")
    return declared if isinstance(declared, int) else None


def _series(
    indicators: Collection[Indicator],
    snapshots: Mapping[int, Snapshot],
    areas: Mapping[int, str],
    sex: str,
    screen: Screen,
) -> dict[int, Points]:
    """Return the shown values of each indicator's area, oldest first."""
    by_area: dict[str, list[Indicator]] = {}
    for one in indicators:
        by_area.setdefault(areas[one.plan_id], []).append(one)
    found: dict[int, Points] = {}
    for area, those in by_area.items():
        points = screen.points(area, (snapshots[one.pk] for one in those), sex)
        found |= {one.pk: points.get(snapshots[one.pk].pk, []) for one in those}
    return found


def _latest(
    indicator: Indicator, areas: Mapping[int, str], by_sex: Mapping[str, Points]
) -> Latest | None:
    """Return the figures of the newest period that has any and had ended on the plan's day."""
    day = indicator.plan.as_of
    newest: dict[str, dict[str, float]] = {}
    last = ""
    for sex, points in by_sex.items():
        for period, value in points:
            if is_known_on(period, day):
                newest.setdefault(period, {})[sex] = value
                last = max(last, period, key=lambda one: period_days(one)[1] if one else date.min)
    if not last:
        return None
    decimals = decimals_of(indicator)
    return Latest(
        area=areas[indicator.plan_id],
        period=last,
        figures=tuple(
            (sex_word(sex), figure(value, decimals)) for sex, value in newest[last].items()
        ),
        unit=indicator.unit,
    )
