"""Which plan the site leads with, and which day counts as today."""

from datetime import date

from django.utils import timezone

from livskraft.plans.models import Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.shared.site import site_settings


def leading_plan() -> Plan | None:
    """Return the plan that the site is about, None before any plan is loaded. One query.

    It is the one that the site's settings name, else the strategy that has no successor and was
    decided last, else any plan that is no frame.
    """
    plans = Plan.objects.filter(archived_at=None).exclude(kind=PlanKind.FRAME)
    named = site_settings().main_plan

    def rank(plan: Plan) -> tuple[bool, bool, bool, int, int]:
        return (
            plan.slug == named,
            plan.kind == PlanKind.STRATEGY,
            plan.pk not in followed,
            plan.period_from or 0,
            plan.pk,
        )

    found = list(plans)
    followed = {plan.successor_of_id for plan in found}
    return max(found, key=rank, default=None)


def today(plan: Plan | None) -> date:
    """Return the day that counts as today for a plan: its own for an example, else the real one."""
    return plan.as_of if plan is not None and plan.as_of else timezone.localdate()
