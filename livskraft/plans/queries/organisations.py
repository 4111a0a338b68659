"""Actors: all of them by kind, and one with what it does, decides in and is bound by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from livskraft.plans.models import BudgetLine, Organisation, Partnership
from livskraft.plans.models.activities import PartnerRole
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.queries.activities import ActivityRow, activity_rows
from livskraft.plans.queries.activity_choices import choices, public_activities
from livskraft.plans.queries.actor_bindings import PlanBinding, organisation_bindings
from livskraft.plans.queries.forums import ForumBrief, forums_of

LEADS = "leads"
ROLES = (LEADS, *PartnerRole.values)
SHOWN_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class OrganisationBrief:
    """What any mention of an organisation needs; `place` is a municipality's own page or ""."""

    pk: int
    slug: str
    title: str
    kind: str
    parent: int | None
    place: str = ""

    @property
    def kind_word(self) -> str:
        """Return "unit" in the page's language."""
        return str(OrganisationKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An organisation with how many activities it leads, and how many more it takes part in."""

    organisation: OrganisationBrief
    parent: str
    leads: int
    takes_part: int


@dataclass(frozen=True, slots=True)
class ActorGroup:
    """The organisations of one kind."""

    kind: str
    rows: tuple[ActorRow, ...]

    @property
    def title(self) -> str:
        return kind_title(self.kind)


@dataclass(frozen=True, slots=True)
class Task:
    """An activity of an organisation; `unit` is the one below it that has it, None if its own."""

    activity: ActivityRow
    unit: OrganisationBrief | None


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """What an organisation does in one role.

    `number` counts those too that are not shown, `in_units` those that only a unit of its has.
    """

    role: str
    number: int
    in_units: int
    tasks: tuple[Task, ...]

    @property
    def title(self) -> str:
        return {
            LEADS: pgettext("an actor", "Leads"),
            PartnerRole.COORDINATES: pgettext("an actor", "Coordinates"),
            PartnerRole.FINANCES: pgettext("an actor", "Finances"),
            PartnerRole.PARTICIPATES: pgettext("an actor", "Takes part in"),
        }[self.role]

    @property
    def phrase(self) -> str:
        """Return "leads 5" in the page's language."""
        return {
            LEADS: gettext("leads %(number)d"),
            PartnerRole.COORDINATES: gettext("coordinates %(number)d"),
            PartnerRole.FINANCES: gettext("finances %(number)d"),
            PartnerRole.PARTICIPATES: gettext("takes part in %(number)d"),
        }[self.role] % {"number": self.number}

    @property
    def is_cut(self) -> bool:
        return self.number > len(self.tasks)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Money that a plan sets aside, in whole kronor."""

    title: str
    plan: str
    year: int
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An organisation's page. `family` is its key and those of all units below it.

    `number` is its and its units' activities, each counted once; `total` all of the site.
    """

    organisation: OrganisationBrief
    family: tuple[int, ...]
    description: str
    contact: str
    example_fields: frozenset[str]
    above: tuple[OrganisationBrief, ...]
    units: tuple[OrganisationBrief, ...]
    number: int
    total: int
    roles: tuple[RoleGroup, ...]
    forums: tuple[ForumBrief, ...]
    bindings: tuple[PlanBinding, ...]
    budget: tuple[BudgetRow, ...]

    @property
    def has_units(self) -> bool:
        """Whether some of the activities are those of units below it."""
        return any(role.in_units for role in self.roles)


@dataclass(frozen=True)
class Register:
    """All organisations, with the way up and down."""

    organisations: Mapping[int, OrganisationBrief]

    def above(self, organisation: OrganisationBrief) -> tuple[OrganisationBrief, ...]:
        """Return what it belongs to, the topmost first."""
        found: list[OrganisationBrief] = []
        step = self.organisations.get(organisation.parent or 0)
        while step is not None and step not in found:
            found.insert(0, step)
            step = self.organisations.get(step.parent or 0)
        return tuple(found)

    def units(self, organisation: OrganisationBrief) -> tuple[OrganisationBrief, ...]:
        return tuple(each for each in self.organisations.values() if each.parent == organisation.pk)

    def with_units(self, organisation: OrganisationBrief) -> tuple[int, ...]:
        """Return the keys of an organisation and all below it."""
        children: defaultdict[int | None, list[int]] = defaultdict(list)
        for each in self.organisations.values():
            children[each.parent].append(each.pk)
        found = [organisation.pk]
        for pk in found:
            found.extend(child for child in children[pk] if child not in found)
        return tuple(found)


def kind_title(kind: str) -> str:
    """Return what organisations of a kind are called together."""
    return {
        OrganisationKind.REGION: gettext("Regions"),
        OrganisationKind.ADMINISTRATION: gettext("Administrations"),
        OrganisationKind.UNIT: gettext("Units"),
        OrganisationKind.MUNICIPALITY: gettext("Municipalities"),
        OrganisationKind.AGENCY: gettext("Public agencies"),
        OrganisationKind.ASSOCIATION: gettext("Associations"),
        OrganisationKind.COMPANY: gettext("Companies"),
        OrganisationKind.UNIVERSITY: gettext("Universities"),
        OrganisationKind.NETWORK: gettext("Networks"),
        OrganisationKind.OTHER: gettext("Others"),
    }[OrganisationKind(kind)]


def register() -> Register:
    """Return all organisations in Swedish order. One query."""
    rows = (
        Organisation.objects.filter(archived_at=None)
        .order_by()
        .values_list(
            *("sort_key", "slug", "pk", "title", "kind", "parent", "area__slug", "area__kind")
        )
    )
    return Register(
        {
            pk: OrganisationBrief(pk, slug, title, kind, parent, _own_page(kind, area, area_kind))
            for _, slug, pk, title, kind, parent, area, area_kind in sorted(
                rows, key=lambda row: row[:2]
            )
        }
    )


def _own_page(kind: str, area: str | None, area_kind: str | None) -> str:
    is_municipality = kind == OrganisationKind.MUNICIPALITY and area_kind == AreaKind.MUNICIPALITY
    return area or "" if is_municipality else ""


def actor_groups() -> tuple[ActorGroup, ...]:
    """Return all organisations by kind, each with what it does itself. Three queries."""
    known = register()
    leads: defaultdict[int, set[int]] = defaultdict(set)
    partakes: defaultdict[int, set[int]] = defaultdict(set)
    for organisation, activity in public_activities().values_list("lead", "pk"):
        leads[organisation].add(activity)
    for organisation, activity in _public_partnerships().values_list("organisation", "activity"):
        partakes[organisation].add(activity)
    groups: defaultdict[str, list[ActorRow]] = defaultdict(list)
    for each in known.organisations.values():
        parent = known.organisations.get(each.parent or 0)
        own = leads[each.pk]
        row = ActorRow(each, parent.title if parent else "", len(own), len(partakes[each.pk] - own))
        groups[each.kind].append(row)
    return tuple(
        ActorGroup(kind, tuple(groups[kind])) for kind in OrganisationKind.values if kind in groups
    )


def _public_partnerships() -> QuerySet[Partnership]:
    return Partnership.objects.filter(activity__in=public_activities()).order_by()


def former_organisation(slug: str) -> str | None:
    """Return the slug that an organisation has now, given an earlier one. One query."""
    rows = Organisation.objects.filter(archived_at=None).exclude(former_slugs=[])
    return next(
        (now for now, former in rows.values_list("slug", "former_slugs") if slug in former), None
    )


def actor_page(slug: str) -> ActorPage | None:
    """Return an organisation with its units' activities too; None if there is none. 18 queries."""
    record = Organisation.objects.filter(slug=slug, archived_at=None).first()
    if record is None:
        return None
    known = register()
    organisation = known.organisations[record.pk]
    family = known.with_units(organisation)
    above = known.above(organisation)
    number, roles = _tasks(organisation, family, known)
    return ActorPage(
        organisation=organisation,
        family=family,
        description=record.description,
        contact=record.contact,
        example_fields=frozenset(record.example_fields),
        above=above,
        units=known.units(organisation),
        number=number,
        total=public_activities().count(),
        roles=roles,
        forums=forums_of([record.pk]),
        bindings=organisation_bindings([record.pk, *(each.pk for each in reversed(above))]),
        budget=_budget(record.pk),
    )


def _tasks(
    organisation: OrganisationBrief, family: Sequence[int], known: Register
) -> tuple[int, tuple[RoleGroup, ...]]:
    """Return how many activities there are in all, and those of each role in the plan's order."""
    found: dict[str, dict[int, int]] = {role: {} for role in ROLES}
    places: dict[int, tuple[int, int]] = {}
    led = public_activities().filter(lead__in=family).values_list("pk", "plan", "position", "lead")
    partnerships = (
        _public_partnerships()
        .filter(organisation__in=family)
        .values_list("activity", "activity__plan", "activity__position", "organisation", "role")
    )
    for pk, plan, position, by, role in [*((*row, LEADS) for row in led), *partnerships]:
        places[pk] = (plan, position)
        if by == organisation.pk or pk not in found[role]:
            found[role][pk] = by
    shown = {
        role: sorted(pks, key=lambda pk: (*places[pk], pk))[:SHOWN_AT_MOST]
        for role, pks in found.items()
    }
    wanted = list(dict.fromkeys(pk for pks in shown.values() for pk in pks))
    rows = {row.pk: row for row in activity_rows(wanted, dict(choices().goals))}
    return len(places), tuple(
        RoleGroup(
            role,
            len(found[role]),
            sum(by != organisation.pk for by in found[role].values()),
            tuple(Task(rows[pk], _unit(found[role][pk], organisation, known)) for pk in pks),
        )
        for role, pks in shown.items()
        if pks
    )


def _unit(by: int, organisation: OrganisationBrief, known: Register) -> OrganisationBrief | None:
    return None if by == organisation.pk else known.organisations[by]


def _budget(organisation: int) -> tuple[BudgetRow, ...]:
    rows = (
        BudgetLine.objects.filter(
            organisation=organisation, archived_at=None, plan__archived_at=None
        )
        .order_by("year", "position", "pk")
        .values_list("title", "plan__title", "year", "amount", "note")
    )
    return tuple(BudgetRow(*row) for row in rows)
