"""Who may do what with a round and its answers; commands, which have nobody behind them, may all."""

from typing import Any

from django.core.exceptions import PermissionDenied

from livskraft.plans.queries.ownership import activity_ownerships
from livskraft.reporting.models import Assignment
from livskraft.reporting.who import Who


def require(by: Any, permission: str) -> None:
    """Raise PermissionDenied unless the person may do this with every record; None is a command."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied


def require_for(by: Any, permission: str, activity: Any) -> None:
    """Raise PermissionDenied unless the person may do this with the activity. Two queries."""
    if by is None or by.has_perm(permission):
        return
    if not by.has_perm(permission, activity_ownerships([activity])[activity.pk]):
        raise PermissionDenied


def require_reporter(who: Who, assignment: Assignment) -> None:
    """Raise PermissionDenied unless this is somebody who may answer.

    That is whoever may report on the activity when signed in, and by a link the person who was
    asked, or who stands in.
    """
    if who.user is not None:
        require_for(who.user, "reporting.report", assignment.activity)
    elif who.person is not None and who.person.pk not in (
        assignment.person_id,
        assignment.substitute_id,
    ):
        raise PermissionDenied
