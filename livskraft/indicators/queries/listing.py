"""All indicators by the goals that they measure, each with its newest figure or why it has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from livskraft.indicators.models import Indicator, IndicatorGoal, Snapshot
from livskraft.indicators.queries.latest import Latest, latest_figures, newest_snapshots
from livskraft.indicators.queries.places import Place, in_order, main_areas, places
from livskraft.indicators.queries.shown import can_be_read
from livskraft.indicators.queries.sources import (
    declared_publishers,
    failed_indicators,
    next_release,
    publisher_of,
    table_of,
    why_none,
)
from livskraft.plans.models import Plan
from livskraft.plans.queries.goals import GoalBrief, plan_goals
from livskraft.plans.queries.links import PlanName, plan_name
from livskraft.shared.swedish import search_terms, search_text


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in a list.

    `latest` is None where the plan's own area, `area`, has no value. Then `why_none` says why there are no
    figures at all, or `elsewhere` for which areas there are some.
    """

    pk: int
    address: str
    title: str
    unit: str
    publisher: str
    table: str
    area: Place | None
    latest: Latest | None
    why_none: str
    elsewhere: tuple[Place, ...]
    years: str
    next_release: date | None


@dataclass(frozen=True)
class IndicatorGroup:
    """A goal's indicators, key measures first; `goal` is None for those of no goal."""

    plan: PlanName
    goal: GoalBrief | None
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class IndicatorList:
    """The groups that were asked for. `total` counts all indicators, `found` those in the groups.

    `with_figures` of all have figures. One with several goals stands at each of them.
    """

    groups: tuple[IndicatorGroup, ...]
    total: int
    found: int
    with_figures: int
    words: str


@dataclass(frozen=True)
class IndicatorAddress:
    """An indicator's page, for those who index the site."""

    address: str
    changed_on: datetime


def public_indicators() -> QuerySet[Indicator]:
    """Return the indicators that lists may hold, with their plans."""
    return Indicator.objects.filter(archived_at=None, plan__archived_at=None).select_related("plan")


def indicator_addresses() -> list[IndicatorAddress]:
    """Return the addresses of all public indicators. One query."""
    rows = public_indicators().values_list("address", "changed_at")
    return [IndicatorAddress(*row) for row in rows]


def indicator_list(leading: Plan | None, words: str = "") -> IndicatorList:
    """Return all indicators, or those whose own or goal's words are asked for.

    The leading plan's come first. Seven queries, and one for the goals of each plan. The figures
    are read from the store, all at once for each plan's area.
    """
    indicators = list(public_indicators().order_by("plan", "position", "pk"))
    plans = {one.plan_id: one.plan for one in indicators}
    rows = {row.pk: row for row in indicator_rows(indicators)}
    roles: dict[int, list[IndicatorGoal]] = {}
    for role in IndicatorGoal.objects.filter(indicator__in=rows).order_by("position", "pk"):
        roles.setdefault(role.goal_id, []).append(role)
    asked = search_terms(" ".join(words.split())[:200])
    texts = {one.pk: one.search_text for one in indicators}
    groups: list[IndicatorGroup] = []
    for plan in sorted(
        plans.values(), key=lambda one: (one.pk != getattr(leading, "pk", 0), one.pk)
    ):
        own = [one.pk for one in indicators if one.plan_id == plan.pk]
        groups += _groups(plan, own, rows, roles, asked, texts)
    return IndicatorList(
        groups=tuple(groups),
        total=len(rows),
        found=len({row.pk for group in groups for row in group.rows}),
        with_figures=sum(not row.why_none for row in rows.values()),
        words=words.strip(),
    )


def indicator_rows(indicators: list[Indicator]) -> list[IndicatorRow]:
    """Return indicators as rows of a list. Five queries, and the reads of `latest_figures`."""
    publishers = declared_publishers(one.plan_id for one in indicators)
    snapshots = newest_snapshots(one.pk for one in indicators)
    areas = main_areas(one.plan_id for one in indicators)
    failed = failed_indicators(one.pk for one in indicators if one.pk not in snapshots)
    latest = latest_figures(indicators, snapshots, areas)
    elsewhere = [
        snapshots[one.pk] for one in indicators if one.pk in snapshots.keys() - latest.keys()
    ]
    told = {
        code: name for one in elsewhere for code, name in (one.about.get("areas") or {}).items()
    }
    codes = {code for one in elsewhere for code in one.areas}
    known = places(codes | set(areas.values()) if codes else (), told)
    rows = []
    for one in indicators:
        snapshot = snapshots.get(one.pk)
        is_lost = snapshot is not None and not can_be_read(snapshot)
        has_figures = snapshot is not None and not is_lost
        rows.append(
            IndicatorRow(
                pk=one.pk,
                address=one.address,
                title=one.title,
                unit=one.unit,
                publisher=publisher_of(one, publishers),
                table=table_of(one),
                area=known.get(areas.get(one.plan_id, "")),
                latest=None if is_lost else latest.get(one.pk),
                why_none=""
                if has_figures
                else why_none(one, has_failed=one.pk in failed, is_lost=is_lost),
                elsewhere=_elsewhere(snapshot, known) if snapshot else (),
                years=_years(snapshot.first_period, snapshot.last_period) if snapshot else "",
                next_release=next_release(one, snapshot),
            )
        )
    return rows


def _groups(
    plan: Plan,
    own: list[int],
    rows: Mapping[int, IndicatorRow],
    roles: Mapping[int, list[IndicatorGoal]],
    asked: Iterable[str],
    texts: Mapping[int, str],
) -> list[IndicatorGroup]:
    """Return a plan's goals with their indicators, then those of no goal. One query."""
    name = plan_name(plan)
    order = ["key", "supporting", "context"]
    groups, placed = [], set()
    for goal in plan_goals(plan):
        of_goal = sorted(roles.get(goal.pk, ()), key=lambda role: order.index(role.role))
        placed |= {role.indicator_id for role in of_goal}
        named = search_text(goal.title, goal.number)
        found = [
            rows[role.indicator_id]
            for role in of_goal
            if all(term in f"{texts[role.indicator_id]} {named}" for term in asked)
        ]
        if found:
            groups.append(IndicatorGroup(name, goal, tuple(found)))
    others = [
        rows[pk] for pk in own if pk not in placed and all(term in texts[pk] for term in asked)
    ]
    return [*groups, IndicatorGroup(name, None, tuple(others))] if others else groups


def _elsewhere(snapshot: Snapshot, known: Mapping[str, Place]) -> tuple[Place, ...]:
    """Return the areas that a retrieval has figures for, none where they are not asked for."""
    if not set(snapshot.areas) <= known.keys():
        return ()
    return tuple(known[code] for code in in_order(snapshot.areas, known, main=""))


def _years(first: str, last: str) -> str:
    first, last = first[:4], last[-4:] if last[4:5] in ("/", "-") else last[:4]
    return first if first == last else f"{first}–{last}"
