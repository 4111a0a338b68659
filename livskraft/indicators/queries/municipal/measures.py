"""All measures of a plan's goals for one municipality."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from livskraft.indicators.models import GoalRole, Indicator, IndicatorGoal
from livskraft.indicators.queries.graphs.ground import Grounds, grounds
from livskraft.indicators.queries.municipal.peers import Peers, peers_of
from livskraft.indicators.queries.municipal.row import (
    MissingRow,
    ValueRow,
    missing_sentence,
    newest_row,
)
from livskraft.indicators.queries.municipal.words import lead_sentence
from livskraft.indicators.queries.sources import failed_indicators, why_none
from livskraft.indicators.queries.verdicts import Judged, verdicts
from livskraft.indicators.queries.ways import Way, way_of
from livskraft.plans.models import Plan
from livskraft.plans.queries.goals import GoalBrief, plan_goals

_ORDER = [GoalRole.KEY, GoalRole.SUPPORTING, GoalRole.CONTEXT]


@dataclass(frozen=True)
class GoalRows:
    """A goal's measures that the municipality has values of, key measures first."""

    goal: GoalBrief
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True)
class MissingGoal:
    """A goal whose key measures all lack a value for the municipality."""

    goal: GoalBrief
    rows: tuple[MissingRow, ...]


@dataclass(frozen=True)
class MunicipalMeasures:
    """A municipality's measures by goal; one with several goals stands at the first of them.

    `lead` sums up the verdicts in a sentence; `old` of the measures have values that are too old
    for it. Of the `total` goals that are followed up one by one, `goals` have a value here.
    `is_similar`: the others are those that are most alike, not the county's.
    """

    lead: str
    groups: tuple[GoalRows, ...]
    missing: tuple[MissingGoal, ...]
    number: int
    old: int
    goals: int
    total: int
    peers: Peers
    is_similar: bool

    @property
    def rows(self) -> tuple[ValueRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True)
class _Asked:
    """What every row needs to know."""

    code: str
    name: str
    others: tuple[str, ...]
    are_named: bool
    drawn: Grounds
    said: Mapping[int, tuple[Judged, ...]]
    failed: Collection[int]


def municipal_measures(
    plan: Plan, code: str, name: str, *, among: Sequence[str], similar: bool = False
) -> MunicipalMeasures:
    """Return how a municipality stands in the measures of a plan's goals.

    Beside the other municipalities that are named `among`, or with `similar` beside those that are
    most alike, if there are any. At most fifteen queries; the reads are two for all measures.
    """
    peers = peers_of(plan, code, name)
    is_similar = similar and bool(peers.found)
    roles = _roles(plan)
    indicators = {role.indicator_id: role.indicator for role in roles}
    asked = _Asked(
        code=code,
        name=name,
        others=peers.codes if is_similar else tuple(among),
        are_named=is_similar,
        drawn=grounds(
            list(indicators.values()), areas=[code, *peers.codes] if is_similar else [code]
        ),
        said=verdicts(list(indicators.values()), areas=[code]),
        failed=failed_indicators(indicators),
    )
    goals = plan_goals(plan)
    parents = {goal.parent for goal in goals}
    leaves = {goal.pk for goal in goals if goal.pk not in parents and not goal.is_horizontal}
    groups, missing = _groups(goals, roles, asked)
    rows = [row for group in groups for row in group.rows]
    judging = [row for row in rows if not row.is_context]
    return MunicipalMeasures(
        lead=lead_sentence(name, map(_way_now, judging)),
        groups=groups,
        missing=missing,
        number=len(rows),
        old=sum(row.is_old for row in rows),
        goals=len({group.goal.pk for group in groups} & leaves),
        total=len(leaves),
        peers=peers,
        is_similar=is_similar,
    )


def _way_now(row: ValueRow) -> Way:
    """Return which way a measure goes now: an old verdict says nothing of now."""
    return way_of(row.judged.verdict) if row.judged and not row.judged.is_old else "unknown"


def _roles(plan: Plan) -> list[IndicatorGoal]:
    """Return what each of a plan's measures is to its goals, the most important first. One query."""
    found = IndicatorGoal.objects.filter(
        indicator__plan=plan, indicator__archived_at=None, goal__archived_at=None
    ).select_related("indicator")
    roles = list(found.order_by("indicator__position", "indicator", "position", "pk"))
    for role in roles:
        role.indicator.plan = plan
    return sorted(roles, key=lambda role: _ORDER.index(GoalRole(role.role)))


def _groups(
    goals: Iterable[GoalBrief], roles: Sequence[IndicatorGoal], asked: _Asked
) -> tuple[tuple[GoalRows, ...], tuple[MissingGoal, ...]]:
    """Return the goals with a value, and those whose key measures have none."""
    home: dict[int, int] = {}
    for role in roles:
        home.setdefault(role.indicator_id, role.goal_id)
    groups, missing = [], []
    for goal in goals:
        of_goal = [role for role in roles if role.goal_id == goal.pk]
        own = [role for role in of_goal if home[role.indicator_id] == goal.pk]
        rows = tuple(filter(None, (_row(role, asked) for role in own)))
        if rows:
            groups.append(GoalRows(goal, rows))
        keys = [role.indicator for role in of_goal if role.role == GoalRole.KEY]
        unknown = tuple(row for one in keys if (row := _missing(one, asked)))
        if unknown and len(unknown) == len(keys):
            missing.append(MissingGoal(goal, unknown))
    return tuple(groups), tuple(missing)


def _row(role: IndicatorGoal, asked: _Asked) -> ValueRow | None:
    ground = asked.drawn.get(role.indicator_id)
    if ground is None:
        return None
    return newest_row(
        ground,
        asked.code,
        asked.others,
        _standing(asked.said.get(role.indicator_id, ())),
        are_named=asked.are_named,
        is_context=role.role == GoalRole.CONTEXT,
    )


def _standing(said: Sequence[Judged]) -> Judged | None:
    """Return the verdict of all, else of women; of several targets that whose time is not out."""
    order = sorted(said, key=lambda one: ("TKM".index(one.sex), one.asks_final, not one.has_target))
    return next(iter(order), None)


def _missing(indicator: Indicator, asked: _Asked) -> MissingRow | None:
    """Return a measure that the municipality has no value of, with the reason."""
    ground = asked.drawn.get(indicator.pk)
    if ground is None:
        sentence = why_none(
            indicator,
            has_failed=indicator.pk in asked.failed,
            is_lost=indicator.pk in asked.drawn.lost,
        )
    elif newest_row(ground, asked.code, (), None, are_named=False, is_context=False):
        return None
    else:
        sentence = missing_sentence(ground, asked.code)
    return MissingRow(indicator.address, indicator.title, sentence)
