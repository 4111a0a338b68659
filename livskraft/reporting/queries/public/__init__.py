"""What anybody may see of rounds: accepted answers to public questions, and who has not reported.

Only this package hands reports to public pages. An answer is public once it is accepted; a verdict
once its round is closed; an internal question never.
"""

from livskraft.reporting.queries.public.activities import (
    ActivityReporting,
    ActivityRound,
    LastReport,
    activity_reporting,
    activity_reports,
    last_reports,
)
from livskraft.reporting.queries.public.frozen import ChainedRound, frozen_document, frozen_rounds
from livskraft.reporting.queries.public.groups import (
    GroupReporting,
    ReportedActivity,
    actor_reporting,
    goal_reporting,
)
from livskraft.reporting.queries.public.pieces import (
    PublicAddendum,
    PublicEvidence,
    PublicReport,
    PublicRound,
)
from livskraft.reporting.queries.public.table import ReportRecord, report_records

__all__ = [
    "ActivityReporting",
    "ActivityRound",
    "ChainedRound",
    "GroupReporting",
    "LastReport",
    "PublicAddendum",
    "PublicEvidence",
    "PublicReport",
    "PublicRound",
    "ReportRecord",
    "ReportedActivity",
    "activity_reporting",
    "activity_reports",
    "actor_reporting",
    "frozen_document",
    "frozen_rounds",
    "goal_reporting",
    "last_reports",
    "report_records",
]
