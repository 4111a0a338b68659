"""Values over time: the plan's area beside the nation, or chosen areas, with all that parts a line."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from django.utils.translation import gettext

from livskraft.indicators.findings import Finding
from livskraft.indicators.queries.figure_words import (
    figure,
    period_words,
    sex_word,
    symbol,
)
from livskraft.indicators.queries.graphs.assembling import (
    Drawn,
    assemble,
    choices_of,
    place_name,
    span_words,
)
from livskraft.indicators.queries.graphs.findings import of_comparison, of_line, of_sexes
from livskraft.indicators.queries.graphs.graph import Graph, Line, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground, Key, has_value, point
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.sexes import earlier_pair, newest_pair
from livskraft.indicators.queries.graphs.targets import line_target, target_reservations
from livskraft.indicators.queries.graphs.timing import (
    breaks_of,
    drawn_values,
    events_within,
    gaps_of,
    step_of,
)
from livskraft.indicators.queries.graphs.units import is_share, reading, short, told
from livskraft.indicators.queries.latest import ALL, MEN, WOMEN
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.charts.line import MOST_SERIES, LineChart, Series, draw_line
from livskraft.shared.charts.series import Role

_FEW = 6
"""So few values with years between them are named, so that nobody reads the line as values."""


def line_graph(
    ground: Ground,
    headlines: Headlines,
    *,
    areas: Sequence[str] = (),
    sexes: Sequence[str] = (),
) -> Graph | None:
    """Return the plan's area and the nation, or the named areas, over time; None without a value.

    Of all; of women and men where the source has none of all, or where `sexes` names them. No query.
    """
    keys = _keys(ground, areas, sexes)[:MOST_SERIES]
    if not keys:
        return None
    figures = {key: _with_earlier(ground, key) for key in keys}
    finding = _finding(ground, keys, is_chosen=bool(areas))
    periods = sorted({one.period for group in figures.values() for one in group}, key=period_order)
    places = list(dict.fromkeys(area for area, _sex in keys))
    people = list(dict.fromkeys(sex for _area, sex in keys))
    drawn = Drawn(
        kind="line",
        selection=Selection(tuple(places), tuple(people)),
        finding=finding,
        about=", ".join(filter(None, [_who(people), span_words(_valued(figures, periods))])),
        place=ground.places[places[0]].title if len(places) == 1 else "",
        table=_table(ground, figures, periods),
        draw=partial(draw_line, _chart(ground, keys, figures, finding.text(gettext))),
        reservations=tuple(_reservations(ground, figures)),
        choices=choices_of(areas, *sexes) if areas or sexes else (),
    )
    return assemble(ground, drawn, headlines)


def _keys(ground: Ground, areas: Sequence[str], sexes: Sequence[str]) -> list[Key]:
    """Return what is drawn, the reader's own area first."""
    codes = list(areas) or list(dict.fromkeys([ground.main, NATION]))
    wanted = list(sexes) or [ALL]
    found = [(code, sex) for code in codes for sex in wanted if ground.has(code, sex)]
    if not found and not sexes:
        apart = codes if areas else codes[:1]
        found = [(code, sex) for code in apart for sex in (WOMEN, MEN) if ground.has(code, sex)]
    return found


def _finding(ground: Ground, keys: Sequence[Key], *, is_chosen: bool) -> Finding:
    """Return what the first line says; of women and men, or of chosen areas, how they differ."""
    (area, sex), codes = keys[0], [code for code, each in keys if each == keys[0][1]]
    if {each for code, each in keys if code == area} >= {WOMEN, MEN}:
        newest = newest_pair(ground, area)
        if newest:
            return of_sexes(ground, newest, earlier_pair(ground, area, newest[0].period))
    if is_chosen and len(codes) > 1:
        shared = set.intersection(*(set(ground.values(code, sex)) for code in codes))
        period = max(shared, default="", key=period_order)
        if period:
            found = {code: ground.values(code, sex)[period] for code in codes}
            return of_comparison(ground, area, found)
    return of_line(ground, keys[0])


def _with_earlier(ground: Ground, key: Key) -> tuple[Observation, ...]:
    """Return a series with what earlier versions had before it began: never joined, only shown."""
    found = ground.by_key.get(key, ())
    for version in reversed(ground.earlier):
        first = min((period_order(one.period) for one in found), default=None)
        before = [
            one
            for one in version.get(key, ())
            if one.value is not None and (first is None or period_order(one.period) < first)
        ]
        found = (*before, *found)
    return found


def _chart(
    ground: Ground, keys: Sequence[Key], figures: dict[Key, tuple[Observation, ...]], title: str
) -> LineChart:
    step = step_of(figures.values())
    target = line_target(ground, keys[0])
    series = tuple(
        Series(
            key=f"{area}{sex}",
            name=series_name(ground, keys, (area, sex)),
            role=_role(keys, ground.main, (area, sex)),
            label=_label(ground, keys, (area, sex), figures[area, sex]),
            values=tuple(drawn_values(ground, figures[area, sex])),
            gaps=tuple(gaps_of(ground, figures[area, sex], step, _gap_name(ground, keys, area))),
        )
        for area, sex in keys
    )
    times = [value.time for one in series for value in one.values]
    times += [gap.end for one in series for gap in one.gaps]
    times += target.times if target else []
    return LineChart(
        key=f"line-{ground.indicator.address}",
        title=title,
        description=_description(ground, keys, figures),
        series=series,
        figures=figure,
        with_zero=is_share(ground.indicator.unit),
        target=target,
        events=events_within(ground, min(times), max(times), step),
        breaks=breaks_of(ground, min(times), max(times), step),
        reading=reading(has_series=True),
    )


def _role(keys: Sequence[Key], main: str, key: Key) -> Role:
    area, sex = key
    own = main if any(code == main for code, _sex in keys) else keys[0][0]
    if area == own and sex in (WOMEN, MEN) and len({each for _area, each in keys}) > 1:
        return "women" if sex == WOMEN else "men"
    if area == own:
        return "own"
    return "nation" if area == NATION else "peer"


def series_name(ground: Ground, keys: Sequence[Key], key: Key) -> str:
    """Return what a line is called: "Västmanland", "Kvinnor", or "Sala, kvinnor" of several."""
    area, sex = key
    areas, sexes = {code for code, _sex in keys}, {each for _area, each in keys}
    who = sex_word(sex) or gettext("all")
    if len(sexes) == 1:
        return place_name(ground, area)
    return who.capitalize() if len(areas) == 1 else f"{place_name(ground, area)}, {who}"


def _label(ground: Ground, keys: Sequence[Key], key: Key, figures: Sequence[Observation]) -> str:
    last = [one for one in figures if one.value is not None][-1]
    assert last.value is not None
    return f"{series_name(ground, keys, key)} {short(ground, last.value)}"


def _gap_name(ground: Ground, keys: Sequence[Key], area: str) -> str:
    """Return whose gap it is, "" for the area that the graph is about."""
    return "" if area == keys[0][0] else place_name(ground, area)


def _who(sexes: Sequence[str]) -> str:
    if set(sexes) == {WOMEN, MEN}:
        return gettext("women and men")
    return ", ".join(filter(None, map(sex_word, sexes)))


def _valued(figures: dict[Key, tuple[Observation, ...]], periods: Sequence[str]) -> list[str]:
    known = {one.period for group in figures.values() for one in group if one.value is not None}
    return [period for period in periods if period in known]


def _description(
    ground: Ground, keys: Sequence[Key], figures: dict[Key, tuple[Observation, ...]]
) -> str:
    """Return each line's ends in words, for those who do not see it."""
    told_ends = []
    for key in keys:
        valued = [one for one in figures[key] if one.value is not None]
        ends = valued[:1] if len(valued) == 1 else [valued[0], valued[-1]]
        words = ", ".join(f"{told(ground, one)} {period_words(one.period)}" for one in ends)
        told_ends.append(f"{series_name(ground, keys, key)}: {words}.")
    return " ".join([*told_ends, gettext("All figures stand in the table.")])


def _table(
    ground: Ground, figures: dict[Key, tuple[Observation, ...]], periods: Sequence[str]
) -> Table:
    keys = list(figures)
    names = [
        Words(series_name(ground, keys, (area, sex)), is_content=area != NATION)
        for area, sex in keys
    ]
    by_period = [{one.period: one for one in figures[key]} for key in keys]
    lines = []
    for period in reversed(periods):
        cells = [of_one.get(period) for of_one in by_period]
        shown = tuple(
            (name, told(ground, one) if one else "") for name, one in zip(names, cells, strict=True)
        )
        lines.append(Line(Words(period_words(period)), shown))
    return Table((Words(gettext("Period")), *names), tuple(lines))


def _reservations(ground: Ground, figures: dict[Key, tuple[Observation, ...]]) -> Iterator[Words]:
    first = next(iter(figures.values()))
    valued = [point(one) for one in first if one.value is not None]
    has_holes = any(after.time - before.time > 1.01 for before, after in pairwise(valued))
    if 1 < len(valued) <= _FEW and has_holes:
        yield Words(
            gettext(
                "The values that are known are those of %(periods)s. The line joins them and says "
                "nothing of the years between."
            )
            % {"periods": ", ".join(period_words(one.period) for one in valued)}
        )
    if any(point(one).low is not None for one in first if one.value is not None):
        yield Words(gettext("Upright bars: the margin of error."))
    for split in ground.splits:
        if split.note and valued and valued[0].time < split.time <= valued[-1].time:
            label = gettext("Break %(year)s:") % {"year": f"{split.time:.0f}"}
            yield Words(split.note, is_content=True, label=label)
    yield from target_reservations(ground, next(iter(figures)))
    words = {
        symbol(one.status, has_value=False).word
        for one in first
        if one.value is None and one.status
    }
    if words and has_value(first):
        yield Words(gettext("Hatched: %(reasons)s.") % {"reasons": ", ".join(sorted(words))})
