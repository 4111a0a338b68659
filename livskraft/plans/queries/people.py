"""The people who answer for activities: the list, one person, and what the public may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from livskraft.plans.models import Activity, Organisation, Person
from livskraft.plans.visibility import consented_fields

#: Domains and endings that are kept for examples: an address there belongs to nobody.
EXAMPLE_DOMAINS = ("example.org", "example.com", "example.net")
EXAMPLE_ENDINGS = (".example", ".invalid", ".test")


def shown_publicly(on: date | None = None) -> Q:
    """Return what holds for a person whom public pages may name: consented, and still there."""
    return Q(
        Q(left_on=None) | Q(left_on__gt=on or localdate()),
        is_public=True,
        consent_on__isnull=False,
        consent_on__lte=on or localdate(),
        erased_at=None,
    ) & ~Q(consent_form="")


def has_left(on: date | None = None) -> Q:
    """Return what holds for a person who no longer answers for anything."""
    return Q(left_on__lte=on or localdate()) | Q(erased_at__isnull=False)


def is_there(person: Person, on: date) -> bool:
    """Return whether a person in hand has not left on that day, and is not erased."""
    return person.erased_at is None and (person.left_on is None or person.left_on > on)


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """What a person has consented to show; `is_example` says that nobody has that address."""

    name: str
    function: str
    email: str

    @property
    def is_example(self) -> bool:
        domain = self.email.rpartition("@")[2].lower()
        return domain in EXAMPLE_DOMAINS or domain.endswith(EXAMPLE_ENDINGS)


def public_person(pk: int | None) -> PublicPerson | None:
    """Return a person as the public may see them, None if it may not. One query; none for None."""
    if pk is None:
        return None
    fields = sorted(consented_fields("plans.Person"))
    row = Person.objects.filter(shown_publicly(), pk=pk).values(*fields).first()
    return PublicPerson(**row) if row else None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list, with the number of activities that are not archived."""

    pk: int
    name: str
    function: str
    organisation: str
    activities: int
    left_on: date | None
    has_left: bool
    is_public: bool


def people() -> list[PersonRow]:
    """Return everybody who is not erased, in Swedish order, those who have left last. One query."""
    rows = (
        Person.objects.filter(erased_at=None)
        .annotate(number=Count("activities", filter=Q(activities__archived_at=None)))
        .select_related("organisation")
    )
    on = localdate()
    found = [
        PersonRow(
            pk=person.pk,
            name=person.name,
            function=person.function,
            organisation=person.organisation.title if person.organisation else "",
            activities=person.number,
            left_on=person.left_on,
            has_left=person.left_on is not None and person.left_on <= on,
            is_public=is_shown(person, on),
        )
        for person in rows
    ]
    return sorted(found, key=lambda row: row.has_left)


def is_shown(person: Person, on: date | None = None) -> bool:
    """Return whether public pages name the person: `shown_publicly` for one in hand."""
    on = on or localdate()
    return bool(
        person.is_public
        and person.consent_form
        and person.consent_on
        and person.consent_on <= on
        and is_there(person, on)
    )


def activities_without_responsible() -> QuerySet[Activity]:
    """Return the activities whose responsible person has left, by person. One query."""
    left = Person.objects.filter(has_left())
    return (
        Activity.objects.filter(responsible__in=left, archived_at=None, plan__archived_at=None)
        .select_related("responsible", "plan")
        .order_by("responsible__sort_key", "responsible", "plan", "position")
    )


def activities_of(person: Person) -> QuerySet[Activity]:
    """Return what the person answers for, in the order of the plans. One query."""
    return (
        person.activities.filter(archived_at=None)
        .select_related("plan", "lead")
        .order_by("plan", "position", "pk")
    )


def takers(person: Person | None = None) -> QuerySet[Person]:
    """Return who can answer for activities: everybody still there, but for this person. One query."""
    found = Person.objects.exclude(has_left()).select_related("organisation")
    return found.exclude(pk=person.pk) if person else found


@dataclass(frozen=True, slots=True)
class Handover:
    """A change of who answers for an activity; "" for nobody."""

    at: datetime
    activity: str
    before: str
    after: str
    by: str
    reason: str


def handovers(person: Person) -> list[Handover]:
    """Return when the person became, or ceased to be, responsible; newest first. Three queries."""
    history: Any = Activity.history
    touched = history.filter(responsible_id=person.pk).values("id")
    versions = (
        history.filter(id__in=touched)
        .order_by("id", "history_date", "history_id")
        .values(
            *("id", "title", "responsible_id", "history_date", "history_type"),
            *("history_user__name", "history_change_reason"),
        )
    )
    changes = list(_changes(versions, person.pk))
    pks = {pk for _version, *ends in changes for pk in ends if pk is not None}
    names = dict(Person.objects.filter(pk__in=pks).values_list("pk", "name"))
    found = [
        Handover(
            at=version["history_date"],
            activity=version["title"],
            before=names.get(before, ""),
            after=names.get(after, ""),
            by=version["history_user__name"] or "",
            reason=version["history_change_reason"] or "",
        )
        for version, before, after in changes
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _changes(versions: Iterable[dict[str, Any]], person: int) -> Iterable[tuple[Any, Any, Any]]:
    """Yield the versions where the person came or went, with the keys before and after."""
    last: dict[int, int | None] = {}
    for version in versions:
        before, after = last.get(version["id"]), version["responsible_id"]
        if before != after and person in (before, after):
            yield version, before, after
        last[version["id"]] = after


def organisations_to_choose(by: Any) -> QuerySet[Organisation]:
    """Return the organisations whose people somebody may keep: all, or the own one and those below.

    At most two queries.
    """
    found = Organisation.objects.filter(archived_at=None).order_by("sort_key", "pk")
    if by.has_perm("plans.change_person"):
        return found
    tree = dict(Organisation.objects.order_by().values_list("pk", "parent"))
    return found.filter(pk__in=[pk for pk in tree if by.organisation_id in _upwards(tree, pk)])


def _upwards(tree: Mapping[int, int | None], start: int | None) -> set[int]:
    found: set[int] = set()
    while start is not None and start not in found:
        found.add(start)
        start = tree.get(start)
    return found
