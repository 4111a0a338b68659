"""What packages above this one have against a status of an activity."""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from livskraft.plans.planfile.gate import Fault

Check = Callable[[Collection[int], str], dict[int, Fault]]


def status_faults(activities: Collection[int], status: str) -> dict[int, Fault]:
    """Return by activity what keeps it from getting a status; see the setting STATUS_CHECKS.

    No query but those of the checks.
    """
    found: dict[int, Fault] = {}
    for name in settings.STATUS_CHECKS:
        check: Check = import_string(name)
        found = {**check(activities, status), **found}
    return found


def status_obstacles(activities: Collection[int], status: str) -> dict[int, str]:
    """Return what `status_faults` does, as sentences in the language of the page."""
    faults: dict[int, Any] = status_faults(activities, status)
    return {pk: gettext(fault.template) % fault.parameters for pk, fault in faults.items()}
