"""What a plan file says about indicators and their publishers, and where that is kept."""

from livskraft.indicators.models import Indicator, IndicatorGoal, Publisher
from livskraft.plans.queries.planfile.tables import RECORD, Column, Part, Reference, Table

PUBLISHERS = Table("sources", Publisher, (Column((), "declaration", "rest"),))
INDICATORS = Table(
    "indicators",
    Indicator,
    (
        *RECORD,
        Column(("unit",), "unit"),
        Column(("direction",), "direction"),
        Column(("source",), "source", "object"),
        Column((), "declaration", "rest"),
    ),
    (Reference(("origin", "document"), "document", "documents"),),
    parts=(
        Part(
            "goals",
            IndicatorGoal,
            "indicator",
            (Column(("role",), "role"),),
            (Reference(("goal",), "goal", "goals"),),
            match=("goal_id",),
        ),
    ),
    named=("sources", "indicators"),
)
TABLES = [PUBLISHERS, INDICATORS]
"""Read by `plans.services.planfile`; see the setting PLAN_FILE_TABLES."""
