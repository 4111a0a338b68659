import re

import pytest

from livskraft.shared.charts.classes import classes
from livskraft.shared.charts.outlines import Outline
from livskraft.shared.charts.value_map import MapArea, ValueMap, draw_value_map
from tests.shared.drawings import words


def square(code: str, west: float, south: float, size: float = 0.5) -> Outline:
    east, north = west + size, south + size / 2
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Outline(code, f"K{code}", (ring,))


AREAS = [square(str(index), 15 + index % 3 * 0.5, 58 + index // 3 * 0.25) for index in range(6)]


def draw(values: list[float | None], *, width: float = 820, **more: object) -> str:
    areas = tuple(
        MapArea(outline, value, "" if value is None else f"{value:g}", "För få svar")
        for outline, value in zip(AREAS, values, strict=False)
    )
    found = classes([value for value in values if value is not None], decimals=0)
    said = tuple(f"klass {index}" for index in range(len(found.breaks) + 1))
    return draw_value_map(ValueMap("k", "T", "D", areas, found, said, **more), width)  # type: ignore[arg-type]


def tints(svg: str) -> list[str]:
    return re.findall(r'<path d="[^"]+" class="map-(\d)"', svg)


def test_the_pale_is_low_and_the_dark_is_high():
    assert tints(draw([1, 12, 22, 32, 42, 42])) == ["1", "2", "3", "4", "5", "5"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([7, 7], ["3", "3"]), ([7, 8], ["2", "4"]), ([7, 8, 9], ["1", "3", "5"])],
)
def test_few_classes_are_spread_over_the_colours(values, expected):
    assert tints(draw(values)) == expected


def test_every_class_is_explained_in_words_beside_its_colour():
    for width in (820, 300):
        svg = draw([1, 12, 22, 32, 42, 42], width=width)
        assert sorted(re.findall(r'<rect class="map-(\d)"', svg)) == ["1", "2", "3", "4", "5"]
        assert {f"klass {index}" for index in range(5)} <= {each.text for each in words(svg)}


def test_short_words_of_classes_stand_side_by_side_below_a_narrow_map():
    svg = draw([1, 12, 22, 32, 42, 42], width=420)
    tops = {each.box.top for each in words(svg) if each.text.startswith("klass")}
    assert len(tops) == 1


def test_figures_lie_on_their_areas_in_a_colour_that_is_read_there():
    svg = draw([1, 12, 22, 32, 42, 42])
    found = re.findall(r'map-figure--(\d)" x="[\d.]+" y="[\d.]+" text-anchor="middle">(\d+)<', svg)
    assert found == [("1", "1"), ("2", "12"), ("3", "22"), ("4", "32"), ("5", "42"), ("5", "42")]


def test_a_figure_without_room_on_its_area_is_left_out():
    small = MapArea(square("9", 16.6, 58, 0.004), 5, "5")
    found = classes([5, 6], decimals=0)
    areas = (MapArea(AREAS[0], 6, "6"), small)
    svg = draw_value_map(ValueMap("k", "T", "D", areas, found, ("a", "b")), 300)
    assert [each.text for each in words(svg) if "map-figure" in each.classes] == ["6"]


def test_what_is_missing_is_hatched_with_its_reason():
    svg = draw([1, None, 3])
    assert re.search(r'<path d="[^"]+" class="map-missing" fill="url\(#k-820-hatching\)"', svg)
    assert "För få svar: K1" in [each.text for each in words(svg)]


def test_where_nothing_is_known_the_map_is_hatched_throughout():
    svg = draw([None, None])
    assert svg.count("map-missing") == 2
    assert "För få svar: K0, K1" in [each.text for each in words(svg)]


def test_neighbours_are_pale_and_do_not_leave_the_drawing():
    far = square("x", 10, 55, 8)
    svg = draw([1, 2], neighbours=(far,))
    (path,) = re.findall(r'class="map-neighbours"><path d="([^"]+)"', svg)
    places = [float(each) for each in re.findall(r"[\d.-]+", path)]
    assert min(places) >= 0
    assert max(places) <= 820


def test_our_own_area_is_outlined_above_all_others():
    svg = draw([1, 2, 3], own="1")
    assert svg.index('class="map-own"') > svg.rindex('class="map-areas"')
    assert 'class="map-own"' not in draw([1, 2, 3])


def test_borders_lie_over_the_areas():
    svg = draw([1, 2, 3], borders=(AREAS[0],))
    assert svg.index('class="map-borders"') > svg.index('class="map-areas"')


def test_no_area_makes_an_empty_map():
    assert "<path" not in draw([])
