"""The one way to figures for everybody who reads them: those of a few people are not among them.

Nothing else in the queries opens the store (import-linter), so that no page, file, graph or verdict
can tell what `suppression` hides.
"""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from livskraft.indicators.installation import store
from livskraft.indicators.models import Indicator, Origin, Snapshot
from livskraft.indicators.sources.derived import read_formula
from livskraft.indicators.sources.observation import Figures, Key, Observation
from livskraft.indicators.store import Change
from livskraft.indicators.store import LostFileError as LostFileError
from livskraft.indicators.suppression import (
    Rule,
    counts_people,
    hidden_keys,
    hidden_status,
    hide,
)
from livskraft.shared.shapes import NATION, area_names
from livskraft.shared.site import site_settings

FEWEST = "fewest_answers"
"""Where `Snapshot.about` keeps the smallest number of answers behind a figure, if it has any."""

log = logging.getLogger(__name__)

Retrieval = tuple[Indicator, Snapshot]
Points = list[tuple[str, float]]
_Hidden = frozenset[Key]


def smallest_shown(indicator: Indicator) -> int:
    """Return how many people must stand behind a figure: as declared, else as the site says."""
    declared: Any = indicator.declaration.get("small_groups") or {}
    return int(declared.get("below") or site_settings().small_groups)


def rule_of(indicator: Indicator, snapshot: Snapshot) -> Rule:
    """Return by which rule an indicator's figures are hidden."""
    unit = snapshot.unit or indicator.unit
    titles = [indicator.title, str(snapshot.about.get("title") or "")]
    declared = str(indicator.declaration.get("counts") or "")
    return Rule(
        below=smallest_shown(indicator),
        counts_people=any(counts_people(unit, title, declared) for title in titles),
    )


def shown_figures(
    indicator: Indicator,
    snapshot: Snapshot,
    *,
    areas: Sequence[str] = (),
    sexes: Sequence[str] = (),
) -> list[Observation]:
    """Return a retrieval's figures by area, sex, further dimensions and time. See `Screen`."""
    return Screen([(indicator, snapshot)]).figures(snapshot, areas=areas, sexes=sexes)


def can_be_read(snapshot: Snapshot) -> bool:
    return store().is_whole(snapshot.sha256)


class Screen:
    """Stands between retrievals and their readers.

    No query; where something is calculated, one for each level of what it is calculated from.
    """

    def __init__(self, retrievals: Iterable[Retrieval]) -> None:
        self._known: dict[int, Retrieval] = {}
        self._parts: dict[int, list[Snapshot]] = {}
        self._hidden: dict[int, _Hidden] = {}
        level = list(retrievals)
        while level:
            self._known |= {snapshot.pk: (indicator, snapshot) for indicator, snapshot in level}
            level = self._add_parts(one for _indicator, one in level)

    def _add_parts(self, snapshots: Iterable[Snapshot]) -> list[Retrieval]:
        """Keep what these were calculated from, and return what of it is new. One query at most."""
        wanted = [
            one.pk
            for one in snapshots
            if one.origin == Origin.DERIVED and one.pk not in self._parts
        ]
        self._parts |= {pk: [] for pk in wanted}
        new: dict[int, Snapshot] = {}
        if wanted:
            rows = Snapshot.made_from.through.objects.filter(from_snapshot__in=wanted)
            for row in rows.select_related("to_snapshot__indicator"):
                self._parts[row.from_snapshot_id].append(row.to_snapshot)
                new.setdefault(row.to_snapshot_id, row.to_snapshot)
        return [(one.indicator, one) for one in new.values() if one.pk not in self._known]

    def rules_of(self, snapshot: Snapshot) -> str:
        """Return what changes when other figures of the same retrieval are hidden."""
        parts = sorted(self._parts.get(snapshot.pk, ()), key=lambda one: one.pk)
        return " ".join([repr(rule_of(*self._known[snapshot.pk])), *map(self.rules_of, parts)])

    def figures(
        self, snapshot: Snapshot, *, areas: Sequence[str] = (), sexes: Sequence[str] = ()
    ) -> list[Observation]:
        """Return figures in the store's order; hidden ones without value, with the status for it.

        Without `areas` or `sexes` all. Raises LostFileError.
        """
        return list(self.columns(snapshot, areas=areas, sexes=sexes))

    def columns(
        self, snapshot: Snapshot, *, areas: Sequence[str] = (), sexes: Sequence[str] = ()
    ) -> Figures:
        """Return the same figures column by column, for those who need many of them."""
        found = store().figures(snapshot.sha256, areas=areas, sexes=sexes)
        hidden = self.hidden_in(snapshot)
        return Figures.of(hide(found, hidden, self._below(snapshot))) if hidden else found

    def columns_if_any(self, snapshot: Snapshot, *, areas: Sequence[str] = ()) -> Figures | None:
        """Return the same; None, and a line in the log, where their file is lost."""
        try:
            return self.columns(snapshot, areas=areas)
        except LostFileError as error:
            log.error("Figures of %s cannot be read: %s", self._address(snapshot), error)
            return None

    def _address(self, snapshot: Snapshot) -> str:
        return self._known[snapshot.pk][0].address

    def all_figures(
        self, snapshot: Snapshot, *, areas: Sequence[str] = (), sexes: Sequence[str] = ()
    ) -> list[Observation]:
        """Return figures as they were retrieved: for whoever runs the installation, never a page."""
        return store().read(snapshot.sha256, areas=areas, sexes=sexes)

    def points(self, area: str, snapshots: Iterable[Snapshot], sex: str) -> dict[int, Points]:
        """Return the shown values of one area, oldest first, by the key of the snapshot.

        Without further dimensions. One read where the store's files are sorted by area.
        """
        by_name: dict[str, list[Snapshot]] = {}
        for one in snapshots:
            by_name.setdefault(one.sha256, []).append(one)
        found = {}
        for name, series in store().area_series(area, by_name, sex).items():
            for snapshot in by_name[name]:
                with suppress(LostFileError):  # What hides it is gone: then it is not shown.
                    hidden = self.hidden_in(snapshot)
                    found[snapshot.pk] = [
                        (period, value)
                        for period, value in series.points()
                        if value is not None and (area, period, sex, ()) not in hidden
                    ]
        return found

    def changes(
        self, before: Snapshot, after: Snapshot, limit: int | None, kinds: Sequence[str]
    ) -> list[Change]:
        """Return the figures that differ; of a year in which any is hidden, only that they do.

        What was shown then and what is shown now could together give away what neither does.
        """
        rows = store().changed_rows(before.sha256, after.sha256, limit, kinds)
        hidden = self.hidden_in(before) | self.hidden_in(after)
        years = {period[:4] for _area, period, _sex, _dimensions in hidden}
        if not years:
            return rows
        status = hidden_status(self._below(after))
        return [
            row._replace(before=None, after=None, status_before=status, status_after=status)
            if row.period[:4] in years
            else row
            for row in rows
        ]

    def hidden_in(self, snapshot: Snapshot) -> _Hidden:
        """Return what is hidden of a retrieval, and of what it was calculated from."""
        if snapshot.pk not in self._hidden:
            rule = rule_of(*self._known[snapshot.pk])
            self._hidden[snapshot.pk] = _small_in(snapshot, rule) | self._inherited(snapshot)
        return self._hidden[snapshot.pk]

    def _inherited(self, snapshot: Snapshot) -> _Hidden:
        """Return the figures that were calculated from hidden ones, and would tell them."""
        parts = {
            part.indicator.slug: hidden
            for part in self._parts.get(snapshot.pk, ())
            if (hidden := self.hidden_in(part))
        }
        if not parts:
            return frozenset()
        source = json.dumps(snapshot.source, sort_keys=True)
        return _calculated(snapshot.sha256, source, tuple(sorted(parts.items())))

    def _below(self, snapshot: Snapshot) -> int:
        return smallest_shown(self._known[snapshot.pk][0])


def _small_in(snapshot: Snapshot, rule: Rule) -> _Hidden:
    about: Mapping[str, Any] = snapshot.about
    name = snapshot.sha256
    fewest = about[FEWEST] if FEWEST in about else store().fewest_answers(name)
    has_few_answers = fewest is not None and fewest < rule.below
    return _hidden_in_file(name, rule) if rule.counts_people or has_few_answers else frozenset()


@lru_cache(maxsize=1000)
def _hidden_in_file(name: str, rule: Rule) -> _Hidden:
    """Return what a rule hides of a file, which never changes. One read."""
    return hidden_keys(store().read(name), rule, _families())


@lru_cache(maxsize=200)
def _calculated(name: str, source: str, hidden: tuple[tuple[str, _Hidden], ...]) -> _Hidden:
    """Return the rows of a calculation that rest on a hidden figure of any part. One read.

    A part that has been renamed since is looked for in all of them.
    """
    by_slug = dict(hidden)
    formula = read_formula(json.loads(source))
    everything = frozenset[Key]().union(*by_slug.values())
    rests_on = [("", letter) for letter in formula.used]
    rests_on += [(period, letter) for letter, period in formula.fixed]
    found = set()
    for one in store().read(name):
        for period, letter in rests_on:
            part = formula.parts[letter]
            key = (one.area, period or one.period, part.sex or one.sex, one.dimensions)
            if key in by_slug.get(part.indicator, everything):
                found.add(one.key)
    return frozenset(found)


@cache
def _families() -> dict[str, list[list[str]]]:
    """Return which areas make up each county and the nation, by code."""
    codes = area_names().keys() - {NATION}
    counties = sorted(code for code in codes if len(code) == 2)
    municipalities = sorted(codes - set(counties))
    return {
        NATION: [counties, municipalities],
        **{code: [[one for one in municipalities if one.startswith(code)]] for code in counties},
    }
