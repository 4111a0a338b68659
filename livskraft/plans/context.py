"""What every template may know of the plan that the site is about."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from livskraft.plans.queries.plan import leading_plan


def plan(request: HttpRequest) -> dict[str, Any]:
    """Return `leading_plan`, asked for only when used (one query); a view may pass its own."""
    return {"leading_plan": SimpleLazyObject(leading_plan)}
