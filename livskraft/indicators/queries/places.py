"""The areas that figures are about: which one a plan leads with, what they are called, their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from livskraft.plans.models import Area, Plan
from livskraft.plans.models.areas import AreaKind

NATION = "00"


@dataclass(frozen=True)
class Place:
    """An area of figures. `is_content`: the title is a name, not words of ours.

    `order` puts an area of no plan first by the nation, then counties, municipalities and groups,
    each in Swedish order.
    """

    code: str
    title: str
    slug: str
    is_municipality: bool
    is_content: bool
    order: tuple[int, str]


def main_areas(plans: Iterable[int]) -> dict[int, str]:
    """Return the code of the area that each plan leads with. One query.

    Its only county, else its only municipality, else the nation; a plan with several is left out.
    """
    named: dict[int, dict[str, list[str]]] = {}
    rows = Plan.areas.through.objects.filter(plan__in=set(plans))
    for plan, code, kind in rows.values_list("plan", "area__code", "area__kind"):
        named.setdefault(plan, {}).setdefault(kind, []).append(code)
    found = {}
    for plan, kinds in named.items():
        for kind in (AreaKind.COUNTY, AreaKind.MUNICIPALITY, AreaKind.NATION):
            if codes := kinds.get(kind):
                if len(codes) == 1:
                    found[plan] = codes[0]
                break
    return found


def places(codes: Iterable[str], told: Mapping[str, str]) -> dict[str, Place]:
    """Return areas by code; `told` are the publisher's own names of groups. One query."""
    wanted = set(codes)
    rows = Area.objects.filter(code__in=wanted).values_list(
        "code", "title", "slug", "kind", "sort_key"
    )
    found = {row[0]: _area(*row) for row in rows}
    return found | {code: _unknown(code, told) for code in wanted - found.keys()}


def in_order(codes: Iterable[str], known: Mapping[str, Place], main: str) -> Sequence[str]:
    """Return codes as tables have them: the plan's own area first, then by `Place.order`."""
    return sorted(codes, key=lambda code: (code != main, known[code].order))


def _area(code: str, title: str, slug: str, kind: str, sort_key: str) -> Place:
    is_municipality = kind == AreaKind.MUNICIPALITY
    rank = 0 if code == NATION else 2 if is_municipality else 1
    return Place(code, title, slug, is_municipality, is_content=True, order=(rank, sort_key))


def _unknown(code: str, told: Mapping[str, str]) -> Place:
    name = told.get(code, "")
    if not name and code.startswith("G"):
        name = gettext("group %(code)s, unweighted mean of municipalities") % {"code": code}
    return Place(code, name or code, "", False, is_content=code in told, order=(3, name or code))
