"""What may be compared: the indicators that have figures, and the areas of one of them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext, pgettext

from livskraft.indicators.models import GoalRole, Indicator, IndicatorGoal, Snapshot
from livskraft.indicators.queries.graphs.assembling import named
from livskraft.indicators.queries.graphs.graph import Words
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.places import NATION, Place

MOST_TRIED = 20


@dataclass(frozen=True)
class Choice:
    """Something to choose in a form; `value` is what its address says."""

    value: str
    words: Words
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """Choices under a heading."""

    heading: Words
    choices: tuple[Choice, ...]


def drawable_indicators() -> tuple[Indicator, ...]:
    """Return the indicators that have figures, with their plans and goals. Two queries."""
    has_figures = Exists(Snapshot.objects.filter(indicator=OuterRef("pk")))
    roles = IndicatorGoal.objects.select_related("goal").order_by("position", "pk")
    return tuple(
        public_indicators()
        .filter(has_figures)
        .prefetch_related(Prefetch("goal_roles", queryset=roles))
        .order_by("sort_key", "pk")
    )


def example_indicator(indicators: Collection[Indicator]) -> Indicator | None:
    """Return the key measure of the first goal that has one with several areas. One query.

    Else the first key measure, else the first of all; None where there is none.
    """
    keys = [
        (role.goal.position, one)
        for one in indicators
        for role in one.goal_roles.all()
        if role.role == GoalRole.KEY
    ]
    in_order = [one for _position, one in sorted(keys, key=lambda key: key[0])]
    ordered = (in_order or list(indicators))[:MOST_TRIED]
    snapshots = newest_snapshots(one.pk for one in ordered)
    several = (one for one in ordered if len(snapshots[one.pk].areas) > 1)
    return next(several, next(iter(ordered), None))


def indicator_choices(
    indicators: Collection[Indicator], chosen: str = ""
) -> tuple[ChoiceGroup, ...]:
    """Return indicators by the goal that they measure first of all, context last. No query."""
    groups: dict[tuple[int, str], list[Indicator]] = {}
    headings: dict[tuple[int, str], Words] = {}
    for one in indicators:
        roles = [role for role in one.goal_roles.all() if role.role != GoalRole.CONTEXT]
        goal = roles[0].goal if roles else None
        key = (goal.position, goal.title) if goal else (10**6, "")
        number = f"{goal.number}. " if goal and goal.number else ""
        headings[key] = (
            Words(f"{number}{goal.title}", is_content=True)
            if goal
            else Words(pgettext("indicators", "Context"))
        )
        groups.setdefault(key, []).append(one)
    return tuple(
        ChoiceGroup(
            headings[key],
            tuple(
                Choice(one.address, Words(one.title, is_content=True), one.address == chosen)
                for one in groups[key]
            ),
        )
        for key in sorted(groups)
    )


def area_choices(
    ground: Ground, chosen: Collection[str]
) -> tuple[tuple[Choice, ...], tuple[ChoiceGroup, ...]]:
    """Return the areas of the plan, and the further ones that have figures, by kind."""
    own = [ground.main, NATION, *ground.municipalities]
    has_figures = set(ground.snapshot.areas)
    near = [code for code in dict.fromkeys(own) if code in has_figures and code in ground.places]
    ticked = [code for code in chosen if code in has_figures and code not in near]
    far = sorted(has_figures - {*near, *ticked}, key=lambda code: ground.places[code].order)
    groups: dict[str, list[Choice]] = {}
    for code in far:
        kind = _kind(ground.places[code])
        groups.setdefault(kind, []).append(Choice(code, named(ground, code), False))
    return (
        tuple(Choice(code, named(ground, code), code in chosen) for code in [*near, *ticked]),
        tuple(ChoiceGroup(Words(kind), tuple(found)) for kind, found in groups.items()),
    )


def _kind(place: Place) -> str:
    if place.is_municipality:
        return gettext("Municipalities")
    return gettext("Groups") if place.code.startswith("G") else gettext("Counties")
