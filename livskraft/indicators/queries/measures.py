"""How goals are measured, with the newest figures."""

from dataclasses import dataclass

from livskraft.indicators.models import GoalRole, IndicatorGoal
from livskraft.indicators.queries.details import Target, targets_of
from livskraft.indicators.queries.listing import IndicatorRow, indicator_rows


@dataclass(frozen=True)
class Measure:
    """An indicator of a goal: what it is to the goal, its targets and its newest figure."""

    row: IndicatorRow
    role: str
    is_context: bool
    direction: str
    targets: tuple[Target, ...]

    @property
    def has_figures(self) -> bool:
        return not self.row.why_none


def goal_measures(goal: int) -> tuple[Measure, ...]:
    """Return how a goal is measured, key measures first.

    At most six queries, one where there is no measure; and the reads of `latest_figures`.
    """
    roles = list(
        IndicatorGoal.objects.filter(goal=goal, indicator__archived_at=None)
        .select_related("indicator__plan")
        .order_by("indicator__position", "pk")
    )
    rows = {row.pk: row for row in indicator_rows([role.indicator for role in roles])}
    order = list(GoalRole.values)
    return tuple(
        Measure(
            row=rows[role.indicator_id],
            role=str(GoalRole(role.role).label),
            is_context=role.role == GoalRole.CONTEXT,
            direction=str(role.indicator.get_direction_display()),
            targets=targets_of(role.indicator, _main(rows[role.indicator_id])),
        )
        for role in sorted(roles, key=lambda role: order.index(role.role))
    )


def _main(row: IndicatorRow) -> str:
    return row.area.code if row.area else ""
