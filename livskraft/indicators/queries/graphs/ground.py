"""What an indicator's graphs are drawn from: its figures, and what must be known beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Subquery

from livskraft.indicators.assessment import time_of
from livskraft.indicators.cases import Definition, flags
from livskraft.indicators.cases import point as point
from livskraft.indicators.models import Indicator, Snapshot
from livskraft.indicators.queries.assessed import definition_on
from livskraft.indicators.queries.events import Event, events_of
from livskraft.indicators.queries.graphs.splits import Split, splits_of
from livskraft.indicators.queries.latest import ALL, decimals_of, is_known_on
from livskraft.indicators.queries.places import NATION, Place, main_areas, places
from livskraft.indicators.queries.shown import Screen
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.indicators.targets import Target, declared_targets
from livskraft.plans.models import Plan
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.queries.plan import today

Key = tuple[str, str]
"""An area's code and a sex."""


@dataclass(frozen=True)
class Ground:
    """Figures of one indicator that may be drawn: known on the plan's day, without further groups.

    `observations` are all that were read of the newest retrieval. `by_key` has those that are
    drawn by area and sex, oldest first, also those without a value; `earlier` has those of the
    versions before. `main` is the area that the plan leads with, `municipalities` are the plan's,
    in Swedish order.
    """

    indicator: Indicator
    snapshot: Snapshot
    observations: Sequence[Observation]
    by_key: Mapping[Key, tuple[Observation, ...]]
    earlier: tuple[Mapping[Key, tuple[Observation, ...]], ...]
    places: Mapping[str, Place]
    main: str
    municipalities: tuple[str, ...]
    today: date

    @cached_property
    def decimals(self) -> int | None:
        return decimals_of(self.indicator)

    @cached_property
    def definition(self) -> Definition:
        """What decides how the figures are assessed."""
        return definition_on(self.indicator, self.main)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Those that are in force on the plan's day."""
        declared = declared_targets(self.indicator.declaration, self.main)
        return tuple(one for one in declared if one.holds_on(self.today))

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """Where the figures are counted otherwise than before, oldest first."""
        began = [first for first in map(first_period, [*self.earlier[1:], self.by_key]) if first]
        flagged = [one for group in self.by_key.values() for one in group]
        return splits_of(self.indicator.declaration, flagged, began if self.earlier else [])

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return events_of(self.indicator)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas that have a value, the plan's own first."""
        found = {area for (area, _sex), group in self.by_key.items() if has_value(group)}
        return tuple(sorted(found, key=lambda code: (code != self.main, self.places[code].order)))

    def has(self, area: str, sex: str = ALL) -> bool:
        return has_value(self.by_key.get((area, sex), ()))

    def values(self, area: str, sex: str = ALL) -> dict[str, Observation]:
        """Return the figures that have a value, by period."""
        return {
            one.period: one for one in self.by_key.get((area, sex), ()) if one.value is not None
        }

    def is_split(self, first: str, second: str) -> bool:
        """Whether two periods may not be compared."""
        begins, ends = sorted((time_of(first), time_of(second)))
        return any(begins < split.time <= ends for split in self.splits)


class Grounds(dict[int, Ground]):
    """Grounds by their indicators' keys. `lost` are those whose figures cannot be read just now."""

    lost: frozenset[int] = frozenset()


def grounds(
    indicators: Collection[Indicator], *, areas: Collection[str] = (), everywhere: bool = False
) -> Grounds:
    """Return what each indicator's graphs are drawn from, by its key; none where it has no figures.

    The areas are the plan's own and the nation, more where `areas` names some, or all that there
    are `everywhere`. Four queries, and one read for each plan; see `Screen`. The indicators have
    their plan with them.
    """
    versions = _snapshots_by_version(one.pk for one in indicators)
    drawn = [one for one in indicators if one.pk in versions]
    plans = {one.plan_id for one in drawn}
    mains = main_areas(plans) if plans else {}
    within = _municipalities(plans) if plans else {}
    screen = Screen([(one, part) for one in drawn for part in versions[one.pk]])
    read: dict[int, list[list[Observation]]] = {}
    lost: set[int] = set()
    for plan in plans:
        own = [mains.get(plan, NATION), NATION, *within.get(plan, ()), *areas]
        wanted = [] if everywhere else list(dict.fromkeys(own))
        of_plan = {one.pk: versions[one.pk] for one in drawn if one.plan_id == plan}
        screen.read_ahead([part for parts in of_plan.values() for part in parts], areas=wanted)
        for pk, parts in of_plan.items():
            found = [screen.figures_if_any(part, areas=wanted) for part in parts]
            if found[-1] is None:
                lost.add(pk)
            else:
                read[pk] = [figures or [] for figures in found]
    drawn = [one for one in drawn if one.pk in read]
    seen = {row.area for parts in read.values() for part in parts for row in part}
    newest = [versions[one.pk][-1] for one in drawn]
    seen.update(mains.values(), *(snapshot.areas for snapshot in newest))
    known = _known_places(seen, newest)
    grounded = Grounds(
        (
            one.pk,
            _ground(
                one,
                versions[one.pk][-1],
                read[one.pk],
                known,
                mains.get(one.plan_id, NATION),
                within.get(one.plan_id, ()),
            ),
        )
        for one in drawn
    )
    grounded.lost = frozenset(lost)
    return grounded


def _ground(
    indicator: Indicator,
    snapshot: Snapshot,
    read: Sequence[Sequence[Observation]],
    known: Mapping[str, Place],
    main: str,
    municipalities: tuple[str, ...],
) -> Ground:
    """Return one indicator's ground; `read` has the figures of its versions, the newest last."""
    *earlier, newest = (_by_key(part, indicator.plan) for part in read)
    return Ground(
        indicator=indicator,
        snapshot=snapshot,
        observations=read[-1],
        by_key=newest,
        earlier=tuple(earlier),
        places=known,
        main=main,
        municipalities=municipalities,
        today=today(indicator.plan),
    )


def ground_of(
    indicator: Indicator, *, areas: Collection[str] = (), everywhere: bool = False
) -> Ground | None:
    """Return what one indicator's graphs are drawn from, None where it has no figures."""
    return grounds([indicator], areas=areas, everywhere=everywhere).get(indicator.pk)


def has_value(group: Iterable[Observation]) -> bool:
    return any(one.value is not None for one in group)


def first_period(by_key: Mapping[Key, Sequence[Observation]]) -> str:
    """Return the earliest period that has a value, "" where there is none."""
    periods = [one.period for group in by_key.values() for one in group if one.value is not None]
    return min(periods, key=period_order, default="")


def _snapshots_by_version(indicators: Iterable[int]) -> dict[int, list[Snapshot]]:
    """Return the newest retrieval of each version, the newest version last. One query."""
    newest = Snapshot.objects.filter(version=OuterRef("version")).order_by("-retrieved_at", "-pk")
    rows = (
        Snapshot.objects.filter(indicator__in=set(indicators), pk=Subquery(newest.values("pk")[:1]))
        .select_related("version")
        .defer("warnings")
        .order_by("version__number")
    )
    found: dict[int, list[Snapshot]] = {}
    for snapshot in rows:
        found.setdefault(snapshot.indicator_id, []).append(snapshot)
    return found


def _municipalities(plans: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the codes of each plan's municipalities in Swedish order. One query."""
    rows = Plan.areas.through.objects.filter(
        plan__in=set(plans), area__kind=AreaKind.MUNICIPALITY
    ).order_by("area__sort_key")
    found: dict[int, tuple[str, ...]] = {}
    for plan, code in rows.values_list("plan", "area__code"):
        found[plan] = (*found.get(plan, ()), code)
    return found


def _periods(observations: Iterable[Observation]) -> set[str]:
    return {one.period for one in observations}


def _is_forecast(one: Observation) -> bool:
    return one.value is not None and "f" in flags(one.status)


def _by_key(observations: Iterable[Observation], plan: Plan) -> dict[Key, tuple[Observation, ...]]:
    found: dict[Key, list[Observation]] = {}
    known = [one for one in _periods(observations) if is_known_on(one, plan.as_of)]
    places = {period: place for place, period in enumerate(sorted(known, key=period_order))}
    for one in observations:
        if not one.dimensions and one.period in places and not (one.status and _is_forecast(one)):
            found.setdefault((one.area, one.sex), []).append(one)
    return {
        key: tuple(sorted(group, key=lambda one: places[one.period]))
        for key, group in found.items()
    }


def _known_places(codes: Collection[str], snapshots: Iterable[Snapshot]) -> dict[str, Place]:
    """Return areas by code; groups by the publishers' own names. One query."""
    told = {
        code: name for one in snapshots for code, name in (one.about.get("areas") or {}).items()
    }
    return places(codes, told) if codes else {}
