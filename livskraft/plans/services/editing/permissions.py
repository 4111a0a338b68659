"""Who may edit a record: asked of the record as it is stored and as it is drafted."""

from typing import Any

from django.core.exceptions import PermissionDenied

from livskraft.accounts.policies import Ownership
from livskraft.plans.models import Plan
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.ownership import ownership


def require(by: Any, permission: str, *ownerships: Ownership) -> None:
    """Raise PermissionDenied unless the person may, with each of the records."""
    if not ownerships or not all(by.has_perm(permission, one) for one in ownerships):
        raise PermissionDenied(permission)


def require_for(
    by: Any, permission: str, section: str, plan: Plan | None, slug: str, *records: Record | None
) -> None:
    """Raise PermissionDenied unless the person may, with every version of the record.

    So nobody takes a record from another unit, and nobody hands one over to it. One query for each
    version; None is no version.
    """
    versions = [record for record in records if record is not None]
    require(by, permission, *(ownership(section, plan, one, slug) for one in versions))
