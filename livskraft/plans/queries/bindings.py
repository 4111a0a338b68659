"""For whom a goal is a duty: bindings as they hold for a goal, its own or those from above."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from livskraft.plans.models import Binding, Organisation, Plan
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.models.goals import Strength
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.shared.listing import listed

NAMED_AT_MOST = 3


@dataclass(frozen=True)
class BoundOrganisation:
    """An organisation that a goal means something for."""

    pk: int
    slug: str
    title: str
    kind: str


@dataclass(frozen=True)
class BindingGroup:
    """Those that a goal binds with one strength; `words` names or counts them."""

    strength: str
    words: str
    organisations: tuple[BoundOrganisation, ...]

    @property
    def phrase(self) -> str:
        """As in "steering for Region Västmanland", in the page's language."""
        return strength_phrase(self.strength) % {"whom": self.words}

    @property
    def word(self) -> str:
        return str(Strength(self.strength).label)

    @property
    def meaning(self) -> str:
        """What the strength demands."""
        return {
            Strength.STEERING: gettext("Must be followed, and followed up."),
            Strength.GUIDING: gettext("Is to be weighed in. Each decides for itself."),
            Strength.INSPIRING: gettext("May be joined by whoever wants to."),
        }[Strength(self.strength)]

    @property
    def is_counted(self) -> bool:
        """Whether the words count some of the organisations instead of naming them."""
        return any(one.title not in self.words for one in self.organisations)


def strength_phrase(strength: str) -> str:
    """Return the words around those who are bound."""
    return {
        Strength.STEERING: gettext("steering for %(whom)s"),
        Strength.GUIDING: gettext("guiding for %(whom)s"),
        Strength.INSPIRING: gettext("inspiring for %(whom)s"),
    }[Strength(strength)]


def goal_bindings(plan: Plan, chain: Sequence[int]) -> tuple[BindingGroup, ...]:
    """Return whom a goal binds, strongest first. Two queries.

    `chain` is the goal's key after those of the goals above it, topmost first: what stands
    nearest the goal holds.
    """
    place = {goal: index for index, goal in enumerate(chain)}
    rows = sorted(_bindings(goal__in=chain), key=lambda row: place[row[0]])
    nearest = {organisation: strength for _, strength, organisation in rows}
    return _groups(plan, nearest.items())


def plan_bindings(plan: Plan) -> tuple[BindingGroup, ...]:
    """Return whom a plan binds anywhere, each where it is bound most strongly. Two queries."""
    strongest: dict[BoundOrganisation, str] = {}
    rows = _bindings(goal__plan=plan, goal__archived_at=None)
    for _, strength, organisation in sorted(rows, key=lambda row: _rank(row[1])):
        strongest.setdefault(organisation, strength)
    return _groups(plan, strongest.items())


def _rank(strength: str) -> int:
    return list(Strength.values).index(strength)


def _bindings(**where: object) -> list[tuple[int, str, BoundOrganisation]]:
    rows = (
        Binding.objects.filter(organisation__archived_at=None, **where)
        .order_by("organisation__sort_key", "pk")
        .values_list(
            *("goal", "strength", "organisation", "organisation__slug"),
            *("organisation__title", "organisation__kind"),
        )
    )
    return [(goal, strength, BoundOrganisation(*rest)) for goal, strength, *rest in rows]


def _groups(plan: Plan, bound: Iterable[tuple[BoundOrganisation, str]]) -> tuple[BindingGroup, ...]:
    """Group by strength; "the municipalities" only where all of the plan's are meant. One query."""
    by_strength = defaultdict(list)
    for organisation, strength in bound:
        by_strength[strength].append(organisation)
    here = Q(area__plans=plan) | Q(area__parent__plans=plan, area__parent__kind=AreaKind.COUNTY)
    local = Organisation.objects.filter(here, kind=OrganisationKind.MUNICIPALITY, archived_at=None)
    municipalities = set(local.values_list("pk", flat=True))
    return tuple(
        BindingGroup(
            strength,
            _whom(by_strength[strength], municipalities),
            tuple(sorted(by_strength[strength], key=lambda one: one.kind != "municipality")),
        )
        for strength in Strength.values
        if strength in by_strength
    )


def _whom(organisations: list[BoundOrganisation], municipalities: set[int]) -> str:
    """Name up to three, count more; all municipalities of the plan are one part."""
    if municipalities and municipalities <= {one.pk for one in organisations}:
        others = [one for one in organisations if one.pk not in municipalities]
        return listed([gettext("the municipalities"), *_named(others)])
    return listed(_named(organisations))


def _named(organisations: list[BoundOrganisation]) -> list[str]:
    if len(organisations) <= NAMED_AT_MOST:
        return [one.title for one in organisations]
    number = len(organisations)
    is_local = all(one.kind == OrganisationKind.MUNICIPALITY for one in organisations)
    if is_local:
        return [
            ngettext("%(number)d municipality", "%(number)d municipalities", number)
            % {"number": number}
        ]
    return [
        ngettext("%(number)d other actor", "%(number)d other actors", number) % {"number": number}
    ]
