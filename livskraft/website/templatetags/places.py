"""Tags for maps, addresses of hits and numbers in words."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from livskraft.plans.queries.areas import MunicipalityMap
from livskraft.plans.queries.search_hits import Hit
from livskraft.shared.charts.county_map import (
    draw_county,
    locator_map,
    map_of_areas,
    map_of_links,
)
from livskraft.shared.numbers import number_word, thousands

register = template.Library()


@register.inclusion_tag("website/_county_map.html")
def county_map(places: MunicipalityMap) -> dict[str, Any]:
    """Draw the county as a map of links; on a phone as a list of links beside a small map."""
    county = draw_county(places.outlines, width=420, height=500)
    names_all = len(places.outlines) == len(places.places) and not county.is_crowded
    if names_all:
        name = gettext("Map of the municipalities")
        drawing = map_of_links(county, _addresses(places), name=name)
    else:
        drawing = map_of_areas(county)
    return {
        "places": places.places,
        "drawing": mark_safe(drawing) if places.outlines else "",  # noqa: S308  (escaped there)
        "names_all": names_all,
    }


@register.simple_tag
def county_pointer(places: MunicipalityMap) -> SafeString:
    """Draw the county for those who point, beside a list that has the same links for everyone."""
    county = draw_county(places.outlines, width=420, height=500)
    # The drawer escapes names and addresses.
    return mark_safe(map_of_links(county, _addresses(places), beside_list=True))  # noqa: S308


@register.simple_tag
def place_on_map(places: MunicipalityMap, code: str, title: str) -> SafeString:
    """Draw the county with one municipality filled; nothing if its shape is not known.

    What it says aloud is content: the names of the place and the county.
    """
    if all(outline.code != code for outline in places.outlines):
        return SafeString("")
    county = draw_county(places.outlines, width=200, height=236)
    description = ", ".join(filter(None, [title, places.county]))
    # The drawer escapes the description.
    return mark_safe(locator_map(county, code, description=description))  # noqa: S308


def _addresses(places: MunicipalityMap) -> dict[str, str]:
    return {each.code: reverse("municipality", args=[each.slug]) for each in places.places}


@register.filter
def address_of(hit: Hit) -> str:
    """Return the address of a hit's page, which is named after its kind."""
    return reverse(hit.kind, args=[hit.address])


@register.filter
def in_words(number: int) -> str:
    """Return "fyra" for 4; figures from 13."""
    return number_word(number, get_language() or "sv")


@register.filter
def with_spaces(number: int) -> str:
    """Return 64000000 as "64 000 000", or "64,000,000" in English."""
    return thousands(number, get_language() or "sv")
