"""What an indicator's graphs are drawn from: its figures, and what must be known beside them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import compress, repeat
from operator import is_not, not_

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
from livskraft.indicators.sources.observation import Figures, Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.indicators.targets import Target, declared_targets
from livskraft.plans.models import Plan
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.queries.plan import today

Key = tuple[str, str]
"""An area's code and a sex."""


class ByKey(Mapping[Key, tuple[Observation, ...]]):
    """Figures by area and sex, oldest first, also those without a value; made when asked for.

    Left out: further dimensions, forecasts, and periods that had not ended on a day.
    """

    def __init__(self, figures: Figures, day: date | None) -> None:
        self.figures = _drawn(figures, day)
        self._places = {key: (start, end) for key, start, end in self.figures.series()}
        self._made: dict[Key, tuple[Observation, ...]] = {}

    def __getitem__(self, key: Key) -> tuple[Observation, ...]:
        if key not in self._made:
            found = self.figures.between(*self._places[key])
            self._made[key] = tuple(sorted(found, key=lambda one: period_order(one.period)))
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def areas(self) -> set[str]:
        """The areas that have a value."""
        return set(compress(self.figures.column("area"), self._has_value()))

    @property
    def first_period(self) -> str:
        """The earliest period that has a value, "" where there is none."""
        periods = set(compress(self.figures.column("period"), self._has_value()))
        return min(periods, key=period_order, default="")

    def _has_value(self) -> Iterator[bool]:
        return map(is_not, self.figures.column("value"), repeat(None))


@dataclass(frozen=True)
class Ground:
    """Figures of one indicator that may be drawn: known on the plan's day, without further groups.

    `figures` are all that were read of the newest retrieval. `by_key` has those that are drawn,
    `earlier` those of the versions before. `main` is the area that the plan leads with,
    `municipalities` are the plan's, in Swedish order.
    """

    indicator: Indicator
    snapshot: Snapshot
    figures: Figures
    by_key: ByKey
    earlier: tuple[ByKey, ...]
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
        later = (*self.earlier[1:], self.by_key) if self.earlier else ()
        began = filter(None, (one.first_period for one in later))
        return splits_of(self.indicator.declaration, self.by_key.figures, began)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return events_of(self.indicator)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas that have a value, the plan's own first."""
        order = {code: (code != self.main, self.places[code].order) for code in self.by_key.areas}
        return tuple(sorted(order, key=order.__getitem__))

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
    are `everywhere`. Four queries, and one read for each version; see `Screen`. The indicators have
    their plan with them.
    """
    versions = _snapshots_by_version(one.pk for one in indicators)
    drawn = [one for one in indicators if one.pk in versions]
    plans = {one.plan_id for one in drawn}
    mains = main_areas(plans) if plans else {}
    within = _municipalities(plans) if plans else {}
    screen = Screen([(one, part) for one in drawn for part in versions[one.pk]])
    read: dict[int, list[Figures]] = {}
    lost: set[int] = set()
    for plan in plans:
        own = [mains.get(plan, NATION), NATION, *within.get(plan, ()), *areas]
        wanted = [] if everywhere else list(dict.fromkeys(own))
        of_plan = {one.pk: versions[one.pk] for one in drawn if one.plan_id == plan}
        for pk, parts in of_plan.items():
            found = [screen.columns_if_any(part, areas=wanted) for part in parts]
            if found[-1] is None:
                lost.add(pk)
            else:
                read[pk] = [figures or Figures(0, {}) for figures in found]
    drawn = [one for one in drawn if one.pk in read]
    seen = {area for parts in read.values() for part in parts for area in part.column("area")}
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
    read: Sequence[Figures],
    known: Mapping[str, Place],
    main: str,
    municipalities: tuple[str, ...],
) -> Ground:
    """Return one indicator's ground; `read` has the figures of its versions, the newest last."""
    *earlier, newest = (ByKey(part, indicator.plan.as_of) for part in read)
    return Ground(
        indicator=indicator,
        snapshot=snapshot,
        figures=read[-1],
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


def _drawn(figures: Figures, day: date | None) -> Figures:
    """Return the figures that may be drawn; a forecast without a value is a gap as any other."""
    known = figures.which(dimensions=not_, period=lambda period: is_known_on(period, day))
    if not any("f" in flags(status) for status in set(known.column("status"))):
        return known
    told = zip(known.column("value"), known.column("status"), strict=True)
    return known.where([value is None or "f" not in flags(status) for value, status in told])


def _known_places(codes: Collection[str], snapshots: Iterable[Snapshot]) -> dict[str, Place]:
    """Return areas by code; groups by the publishers' own names. One query."""
    told = {
        code: name for one in snapshots for code, name in (one.about.get("areas") or {}).items()
    }
    return places(codes, told) if codes else {}
