"""The address of every record that has a public page, for those who index the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from livskraft.plans.models import Activity, Forum, Goal, Organisation
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.areas import municipalities_of
from livskraft.plans.queries.plan import leading_plan


@dataclass(frozen=True)
class PublicAddress:
    """A record's page: the name of its kind of page, the last part of its address."""

    name: str
    address: str
    changed_on: datetime | None


def public_addresses() -> list[PublicAddress]:
    """Return them all, goals first. Six queries, whatever the size of the plan."""
    return list(_addresses())


def _addresses() -> Iterator[PublicAddress]:
    goals = Goal.objects.filter(archived_at=None, plan__archived_at=None).exclude(
        plan__kind=PlanKind.FRAME
    )
    activities = Activity.objects.filter(archived_at=None, plan__archived_at=None)
    for name, rows in (("goal", goals), ("activity", activities)):
        for address, changed_on in rows.values_list("address", "changed_at"):
            yield PublicAddress(name, address, changed_on)
    for slug in municipalities_of(leading_plan()).values_list("slug", flat=True):
        yield PublicAddress("municipality", slug, None)
    # A municipality is found under its place, not among the actors.
    actors = Organisation.objects.exclude(kind=OrganisationKind.MUNICIPALITY, area__isnull=False)
    for name, records in (("actor", actors), ("forum", Forum.objects.all())):
        for slug, changed_on in records.filter(archived_at=None).values_list("slug", "changed_at"):
            yield PublicAddress(name, slug, changed_on)
