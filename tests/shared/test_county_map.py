import re
from xml.etree.ElementTree import XML

from livskraft.shared.charts.county_map import (
    Outline,
    draw_county,
    locator_map,
    map_of_areas,
    map_of_links,
)
from livskraft.shared.charts.lettering import text_width

WEST = Outline(
    "1901", "Väst & co", (((16.0, 59.5), (16.5, 59.5), (16.5, 60.0), (16.0, 60.0), (16.0, 59.5)),)
)
EAST = Outline(
    "1902", "Öst", (((16.5, 59.5), (17.0, 59.5), (17.0, 60.0), (16.5, 60.0), (16.5, 59.5)),)
)
COUNTY = draw_county((WEST, EAST), width=400, height=500)


def test_the_drawing_keeps_the_shape_and_fits_the_box():
    assert COUNTY.width <= 400
    assert COUNTY.height <= 500
    # Half a degree north is about as long as one degree east at this latitude.
    assert 0.9 < COUNTY.height / COUNTY.width < 1.1


def test_neighbours_share_the_very_same_points():
    west, east = (set(re.findall(r"[\d.]+ [\d.]+", shape.path)) for shape in COUNTY.shapes)
    assert len(west & east) == 2


def test_north_is_up():
    tall = Outline("1", "A", (((16.0, 59.0), (16.1, 59.0), (16.05, 60.0), (16.0, 59.0)),))
    path = draw_county((tall,), width=300, height=300).shapes[0].path
    heights = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", path)]
    assert heights[2] == min(heights)


def test_names_lie_inside_their_areas_and_apart():
    (west_x, west_y), (east_x, _) = (shape.label for shape in COUNTY.shapes)
    assert west_x < COUNTY.width / 2 < east_x
    assert 0 < west_y < COUNTY.height
    assert east_x - west_x > (text_width("Väst & co") + text_width("Öst")) / 2


def test_a_name_keeps_out_of_a_lake_in_the_middle():
    lake = ((16.2, 59.6), (16.2, 59.9), (16.8, 59.9), (16.8, 59.6), (16.2, 59.6))
    shore = ((16.0, 59.0), (17.0, 59.0), (17.0, 60.0), (16.0, 60.0), (16.0, 59.0))
    county = draw_county((Outline("1", "Ö", (shore, lake)),), width=300, height=600)
    assert county.shapes[0].label[1] > county.height / 2


def test_a_county_whose_names_find_no_room_is_crowded():
    tiny = [
        Outline(
            str(place),
            "Ett långt kommunnamn",
            (((16, 59), (16.001, 59), (16.001, 59.001), (16, 59)),),
        )
        for place in range(3)
    ]
    county = draw_county((*tiny, WEST, EAST), width=400, height=500)
    assert county.is_crowded
    assert not COUNTY.is_crowded


def test_links_carry_names_and_addresses_and_lie_above_all_areas():
    svg = XML(map_of_links(COUNTY, {"1901": "/kommuner/vast/", "1902": "/kommuner/ost/"}))
    areas, links = svg
    assert areas.get("class") == "county-map-areas"
    assert [link.get("href") for link in links] == ["/kommuner/vast/", "/kommuner/ost/"]
    assert ["".join(link.itertext()) for link in links] == ["Väst & co", "Öst"]
    ids = {path.get("id") for path in areas}
    assert {use.get("href").removeprefix("#") for use in links.iter("use")} == ids


def test_beside_a_list_the_links_are_for_pointing_only():
    addresses = {"1901": "/a/", "1902": "/b/"}
    svg = XML(map_of_links(COUNTY, addresses, beside_list=True))
    assert svg.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in svg.iter("a")} == {"-1"}


def test_the_locator_says_aloud_what_it_shows_and_draws_the_place_last():
    svg = XML(locator_map(COUNTY, "1901", description='Väst i "länet"'))
    assert (svg.get("role"), svg.get("aria-label")) == ("img", 'Väst i "länet"')
    assert [path.get("class") for path in svg] == [None, "is-here"]


def test_no_drawing_has_colours_or_styles_of_its_own():
    drawings = [
        map_of_areas(COUNTY),
        map_of_links(COUNTY, {"1901": "/a/", "1902": "/b/"}),
        locator_map(COUNTY, "1901", description="Väst"),
    ]
    assert not re.search(
        r"style=|fill=|stroke=|#[0-9a-f]{3,6}\b", "".join(drawings).replace("#area", "")
    )


def test_a_county_without_shapes_is_empty():
    assert draw_county((), width=400, height=500).shapes == ()
