"""The parts of an indicator's page: what is declared, where the figures are from, what was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from livskraft.indicators.models import Indicator, IndicatorVersion, Origin, Revision, Snapshot
from livskraft.indicators.queries.figure_words import figure, period_words, sex_word, symbol
from livskraft.indicators.queries.figures import revised_figures, revisions, screen_of
from livskraft.indicators.queries.grid import Break, declared_breaks
from livskraft.indicators.queries.latest import decimals_of
from livskraft.indicators.queries.places import Place, places
from livskraft.indicators.queries.shown import Screen
from livskraft.indicators.queries.target_words import area_name, decided_words, target_words
from livskraft.indicators.queries.words import CRITERIA
from livskraft.indicators.sources.observation import Value
from livskraft.indicators.store import Change, LostFileError
from livskraft.indicators.targets import Target as DeclaredTarget
from livskraft.indicators.targets import declared_targets
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.words import MEASURE_KINDS, MEASURE_LEVELS

_LABEL = "Källa: "
MOST_REVISIONS = 10
MOST_CHANGES = 12


@dataclass(frozen=True)
class Target:
    """A value that somebody has decided on; `year` is None and `decided_by` "" where not named.

    `area` is "" for the area that the plan leads with.
    """

    value: str
    year: int | None
    decided_by: str
    area: str
    note: str


@dataclass(frozen=True)
class Definition:
    """What is declared of an indicator, in words; "" where nothing is."""

    unit: str
    direction: str
    kind: str
    level: str
    bounds: str
    targets: tuple[Target, ...]
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class QualityPart:
    """One question of the quality score and its points, 0 to 2."""

    question: str
    points: int


@dataclass(frozen=True)
class Record:
    """Where the figures on the page are from.

    `attribution` is the line to stand beside them, `source` the same after a label that says what
    it is; `origins` tells where figures of the example
    were carried over from, `notes` is what the publisher itself says of the table.
    """

    attribution: str
    source: str
    title: str
    identity: str
    url: str
    origin: str
    is_example: bool
    is_file: bool
    origins: tuple[str, ...]
    notes: tuple[str, ...]
    description: str
    licence: str
    sha256: str
    retrieved_on: date
    seen_on: date
    published: str
    made_from: tuple[tuple[str, str, str], ...]
    version: int
    rows: int
    missing: int


@dataclass(frozen=True)
class ChangedFigure:
    """A figure before and after: texts, or why there is none."""

    where: str
    is_content: bool
    group: str
    period: str
    before: str
    after: str


@dataclass(frozen=True)
class Revised:
    """What one retrieval changed in the one before it; `more` figures are not shown."""

    on: date
    new: int
    revised: int
    withdrawn: int
    figures: tuple[ChangedFigure, ...]
    more: int


@dataclass(frozen=True)
class Version:
    """One meaning of the indicator, since a day."""

    number: int
    began_on: date
    words: str


@dataclass(frozen=True)
class Past:
    """Earlier meanings and revisions, the newest first; `older` revisions are not shown."""

    versions: tuple[Version, ...]
    revisions: tuple[Revised, ...]
    older: int


def definition(indicator: Indicator) -> Definition:
    """Return what is declared of an indicator, in words. No query."""
    declared: Mapping[str, Any] = indicator.declaration
    bounds = declared.get("bounds") or {}
    ends = [bounds[end] for end in ("low", "high") if bounds.get(end) is not None]
    return Definition(
        unit=indicator.unit,
        direction=str(indicator.get_direction_display()),
        kind=str(MEASURE_KINDS.get(str(declared.get("kind") or ""), "")),
        level=str(MEASURE_LEVELS.get(str(declared.get("level") or ""), "")),
        bounds="–".join(map(figure, ends)) if len(ends) == 2 else "",
        targets=targets_of(indicator),
        breaks=declared_breaks(declared),
    )


def targets_of(indicator: Indicator, main: str = "") -> tuple[Target, ...]:
    """Return the targets that hold on the day that counts as today. No query."""
    day = today(indicator.plan)
    return tuple(
        Target(
            value=_value_of(one, indicator),
            year=one.year,
            decided_by=decided_words(one),
            area=area_name(one.area) if one.area and one.area != main else "",
            note=one.note,
        )
        for one in declared_targets(indicator.declaration, main)
        if one.holds_on(day) and not one.final
    )


def _value_of(target: DeclaredTarget, indicator: Indicator) -> str:
    """Return a single value without its unit, which stands beside; anything else in words."""
    if target.kind == "level" and target.value is not None:
        return figure(target.value, decimals_of(indicator))
    return target_words(target, indicator, with_year=False)


def quality_parts(declaration: Mapping[str, Any]) -> tuple[QualityPart, ...]:
    """Return the questions of the quality score with their points; none where not all are answered."""
    answers = declaration.get("quality")
    if not isinstance(answers, Mapping) or not CRITERIA.keys() <= answers.keys():
        return ()
    return tuple(
        QualityPart(str(question), int(answers[one]))
        for one, question in CRITERIA.items()
        if answers[one] is not None
    )


def record_of(indicator: Indicator, snapshot: Snapshot) -> Record:
    """Return where a retrieval is from. No query; one for a calculation: what it was made from."""
    about: Mapping[str, Any] = snapshot.about
    is_example = snapshot.origin == Origin.EXAMPLE
    notes = tuple(str(note) for note in about.get("notes") or ())
    identity = str(about.get("identity") or snapshot.source.get("table") or "")
    return Record(
        attribution=attribution_of(snapshot),
        source=attribution_of(snapshot).removeprefix(_LABEL),
        title=str(about.get("title") or "") if not is_example else "",
        identity=identity,
        url=snapshot.url,
        origin=str(Origin(snapshot.origin).label),
        is_example=is_example,
        is_file=snapshot.origin == Origin.FILE,
        origins=notes if is_example else (),
        notes=() if is_example else notes,
        description=str(about.get("description") or ""),
        licence=snapshot.licence or str(indicator.declaration.get("licence") or ""),
        sha256=snapshot.sha256,
        retrieved_on=_day(snapshot.retrieved_at),
        seen_on=_day(snapshot.seen_at),
        published=str(about.get("updated") or "")[:10],
        made_from=_made_from(snapshot),
        version=snapshot.version.number,
        rows=snapshot.rows,
        missing=snapshot.missing,
    )


def attribution_of(snapshot: Snapshot) -> str:
    """Return the line to stand at the figures: "Källa: Kolada (SCB), N00610"."""
    line = snapshot.attribution
    whose, identity = (str(snapshot.about.get(key) or "") for key in ("source", "identity"))
    if whose and snapshot.origin == Origin.FETCHED and whose.casefold() not in line.casefold():
        line = f"{line} ({whose})"
    is_named = not identity or identity.casefold() in line.casefold()
    return line if is_named or snapshot.origin == Origin.DERIVED else f"{line}, {identity}"


def past_of(indicator: Indicator, known: Mapping[str, Place]) -> Past:
    """Return earlier meanings and revisions.

    Two queries, one more where figures of areas that have left the series were revised. For each
    revision that is shown and changed a figure, a read of two files.
    """
    found = revisions(indicator)
    screen = screen_of(indicator, found[:MOST_REVISIONS])
    changed = [(one, _changes(one, screen)) for one in found[:MOST_REVISIONS]]
    unknown = {row.area for _one, rows in changed for row in rows} - known.keys()
    areas = {**known, **places(unknown, {})} if unknown else known
    versions = [
        Version(one.number, _day(one.began_at), _version_words(one))
        for one in indicator.versions.order_by("-number")
    ]
    return Past(
        versions=tuple(versions),
        revisions=tuple(_revised(one, rows, areas, indicator) for one, rows in changed),
        older=len(found[MOST_REVISIONS:]),
    )


def _changes(revision: Revision, screen: Screen) -> list[Change]:
    """Return the figures that a revision changed; none where one of its files is lost."""
    if not revision.revised and not revision.withdrawn:
        return []
    try:
        return revised_figures(revision, MOST_CHANGES, ("revised", "withdrawn"), screen)
    except LostFileError:
        return []


def _revised(
    revision: Revision, rows: list[Change], known: Mapping[str, Place], indicator: Indicator
) -> Revised:
    decimals = decimals_of(indicator)
    return Revised(
        on=_day(revision.after.retrieved_at),
        new=revision.new,
        revised=revision.revised,
        withdrawn=revision.withdrawn,
        figures=tuple(
            ChangedFigure(
                where=known[row.area].title,
                is_content=known[row.area].is_content,
                group=", ".join(
                    filter(None, [sex_word(row.sex), *(code for _name, code in row.dimensions)])
                ),
                period=period_words(row.period),
                before=_shown(row.before, row.status_before, decimals),
                after=_shown(row.after, row.status_after, decimals),
            )
            for row in rows
        ),
        more=revision.revised + revision.withdrawn - len(rows),
    )


def _shown(value: Value, status: str | None, decimals: int | None) -> str:
    if value is None:
        return symbol(status, has_value=False).word
    word = symbol(status, has_value=True).word
    shown = figure(value, decimals)
    return f"{shown} ({word})" if word else shown


def _made_from(snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    """Return what a calculation was made from: address, title, attribution of each."""
    if snapshot.origin != Origin.DERIVED:
        return ()
    parts = snapshot.made_from.select_related("indicator").order_by("pk")
    return tuple(
        (part.indicator.address, part.indicator.title, attribution_of(part)) for part in parts
    )


def _version_words(version: IndicatorVersion) -> str:
    """Return what a version measures, by the publisher's own name of it."""
    told: Mapping[str, Any] = version.definition
    keys = ("version", "kpi", "table", "expression")
    return next((str(told[key]) for key in keys if told.get(key)), str(told.get("name") or ""))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
