"""An indicator's whole series for machines: as JSON-stat 2.0, and as rows of a table."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from livskraft.indicators.models import Indicator, Origin, Snapshot
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.figure_words import sex_word, symbol
from livskraft.indicators.queries.figures import newest_of
from livskraft.indicators.queries.graphs.graph import Selection
from livskraft.indicators.queries.places import Place, places
from livskraft.indicators.queries.shown import Screen, shown_figures
from livskraft.indicators.sources.cube import Cube, Dimension, checked_size
from livskraft.indicators.sources.jsonstat_writer import write_jsonstat
from livskraft.indicators.sources.observation import MEASURES, Observation, Value
from livskraft.indicators.sources.periods import period_order

AREA, PERIOD, SEX, MEASURE = "area", "period", "sex", "measure"
_WRITING = 1
"""Counted up when the same figures are written otherwise, so that nobody keeps the former file."""


@dataclass(frozen=True)
class Export:
    """What is known of a series before it is read. `key` differs wherever the written files do."""

    indicator: Indicator
    snapshot: Snapshot | None
    key: str

    @property
    def address(self) -> str:
        return self.indicator.address

    @property
    def changed_at(self) -> datetime | None:
        return self.snapshot.retrieved_at if self.snapshot else None


def find_export(address: str) -> Export | None:
    """Return the series at an address, None where there is no indicator.

    Two queries, no read; see `Screen` for one that is calculated.
    """
    indicator = (
        Indicator.objects.filter(address=address, plan__archived_at=None)
        .select_related("plan")
        .first()
    )
    if indicator is None:
        return None
    snapshot = newest_of(indicator)
    parts = [
        str(_WRITING),
        get_language() or "",
        indicator.changed_at.isoformat(),
    ]
    if snapshot:
        rules = Screen([(indicator, snapshot)]).rules_of(snapshot)
        parts += [snapshot.content_sha256, snapshot.retrieved_at.isoformat(), rules]
    return Export(indicator, snapshot, hashlib.sha256("|".join(parts).encode()).hexdigest())


def as_jsonstat(export: Export) -> dict[str, Any]:
    """Return the series as a data set of JSON-stat 2.0. One query and one read.

    A combination that the source has no row for is null without a status. Raises AnswerError
    where the table would be too large to be written out.
    """
    observations, known = _read(export)
    cube = _cube(export, observations, known)
    document = write_jsonstat(cube)
    symbols = dict.fromkeys((one.status, one.value is not None) for one in observations)
    labels = {
        status: ": ".join(filter(None, [told.word, told.meaning]))
        for status, has_value in symbols
        if status
        for told in [symbol(status, has_value=has_value)]
    }
    if labels:
        document["extension"] = {"status": {"label": labels}}
    return document


def table_head() -> list[str]:
    """Return the headings of `table_rows`."""
    return [
        gettext("Area code"),
        gettext("Area"),
        *figure_head(),
        gettext("Indicator"),
        gettext("Unit"),
        gettext("Source"),
        gettext("Retrieved"),
    ]


def figure_head() -> list[str]:
    """Return the headings of `figure_cells`."""
    return [
        gettext("Period"),
        gettext("Sex"),
        gettext("Further groups"),
        gettext("Value"),
        gettext("Symbol"),
        gettext("Meaning of the symbol"),
        gettext("Lower limit"),
        gettext("Upper limit"),
        gettext("Margin of error"),
        gettext("Answers"),
        gettext("Remark"),
    ]


def figure_cells(one: Observation) -> list[str]:
    """Return a figure and all that is told of it, as texts."""
    meaning = symbol(one.status, has_value=one.value is not None)
    return [
        one.period,
        sex_word(one.sex) or gettext("all"),
        ", ".join(f"{variable}: {code}" for variable, code in one.dimensions),
        _plain(one.value),
        one.status or "",
        ", ".join(filter(None, [meaning.word, meaning.meaning])),
        *(_plain(limit) for limit in (one.lower, one.upper, one.margin, one.answers)),
        one.note or "",
    ]


def table_rows(export: Export, selection: Selection | None = None) -> Iterator[list[str]]:
    """Yield the series as texts, with the language's decimal sign and every decimal. As `as_jsonstat`.

    With `selection` only the figures of a graph.
    """
    observations, known = _read(export)
    told = [export.indicator.title, export.indicator.unit]
    if snapshot := export.snapshot:
        day = timezone.localtime(snapshot.retrieved_at).date().isoformat()
        told += [attribution_of(snapshot), day]
    for one in observations:
        if selection and not selection.has(one):
            continue
        yield [one.area, known[one.area].title, *figure_cells(one), *told]


def _read(export: Export) -> tuple[list[Observation], dict[str, Place]]:
    if export.snapshot is None:
        return [], {}
    observations = shown_figures(export.indicator, export.snapshot)
    told = export.snapshot.about.get("areas") or {}
    return observations, places({one.area for one in observations}, told)


def _plain(value: Value) -> str:
    """Return a number as a spreadsheet of the language reads it."""
    if value is None:
        return ""
    text = str(value)
    return text if (get_language() or "sv").startswith("en") else text.replace(".", ",")


def _cube(export: Export, observations: Sequence[Observation], known: dict[str, Place]) -> Cube:
    """Return the series as a whole table: every area, sex, further value and period with each other."""
    further = _further(observations)
    names = [
        name for name in MEASURES if any(getattr(one, name) is not None for one in observations)
    ]
    names = names or ["value"]
    areas = sorted({one.area for one in observations}, key=lambda code: known[code].order)
    periods = sorted({one.period for one in observations}, key=period_order)
    sexes = [sex for sex in "TKM" if any(one.sex == sex for one in observations)]
    axes = [areas, sexes, *further.values(), periods, names]
    cells, statuses = _cells(observations, axes)
    return Cube(
        title=export.indicator.title,
        dimensions=(
            _dimension(AREA, gettext("Area"), areas, {c: known[c].title for c in areas}, "geo"),
            _dimension(
                SEX, gettext("Sex"), sexes, {c: sex_word(c) or gettext("all") for c in sexes}
            ),
            *(_dimension(name, name, codes, {}) for name, codes in further.items()),
            _dimension(PERIOD, gettext("Period"), periods, {}, "time"),
            Dimension(
                MEASURE,
                gettext("Kind of figure"),
                tuple(names),
                labels=_measure_words(export.indicator),
                role="metric",
                units={"value": export.indicator.unit} if export.indicator.unit else {},
            ),
        ),
        cells=cells,
        statuses=statuses,
        source=attribution_of(export.snapshot) if export.snapshot else "",
        updated=export.snapshot.retrieved_at.isoformat() if export.snapshot else "",
        notes=tuple(_notes(export, observations)),
    )


def _cells(
    observations: Sequence[Observation], axes: Sequence[Sequence[str]]
) -> tuple[list[Value], dict[int, str]]:
    """Return the values in the order of the axes, and the symbols by place.

    The last axis names what is told of each: value, margin …
    """
    cells: list[Value] = [None] * checked_size([len(axis) for axis in axes])
    statuses: dict[int, str] = {}
    names = axes[-1]
    indexes = [{code: place for place, code in enumerate(axis)} for axis in axes[:-1]]
    for one in observations:
        codes = (one.area, one.sex, *dict(one.dimensions).values(), one.period)
        place = 0
        for index, code in zip(indexes, codes, strict=True):
            place = place * len(index) + index[code]
        for offset, name in enumerate(names):
            cells[place * len(names) + offset] = getattr(one, name)
        if one.status:
            statuses[place * len(names)] = one.status
    return cells, statuses


def _further(observations: Sequence[Observation]) -> dict[str, list[str]]:
    """Return the further variables with their codes, as the source orders them."""
    found: dict[str, dict[str, None]] = {}
    for one in observations:
        for variable, code in one.dimensions:
            found.setdefault(variable, {})[code] = None
    return {variable: list(codes) for variable, codes in found.items()}


def _dimension(
    code: str, label: str, values: Sequence[str], labels: dict[str, str], role: str = ""
) -> Dimension:
    return Dimension(code, label, tuple(values), labels=labels, role=role)


def _measure_words(indicator: Indicator) -> dict[str, str]:
    return {
        "value": indicator.title,
        "lower": gettext("Lower limit"),
        "upper": gettext("Upper limit"),
        "margin": gettext("Margin of error"),
        "answers": gettext("Answers"),
    }


def _notes(export: Export, observations: Sequence[Observation]) -> Iterator[str]:
    """Yield what must go with the figures wherever they go."""
    indicator, snapshot = export.indicator, export.snapshot
    for one in indicator.declaration.get("breaks") or []:
        note = one.get("note") or gettext("break in the series")
        yield f"{one['year']}: {note}"
    if snapshot is None:
        yield gettext("There are no figures yet.")
        return
    if snapshot.origin == Origin.DERIVED:
        yield gettext("Calculated by us from other figures.")
    licence = snapshot.licence or str(indicator.declaration.get("licence") or "")
    if licence:
        yield gettext("Licence: %(licence)s") % {"licence": licence}
    yield from dict.fromkeys(one.note for one in observations if one.note)
    yield gettext("Retrieval %(sha256)s, version %(version)d of the indicator.") % {
        "sha256": snapshot.sha256,
        "version": snapshot.version.number,
    }
