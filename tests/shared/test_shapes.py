"""Outlines of areas: closed, small, with the very same points along shared borders."""

from livskraft.shared.shapes import area_names, around, dissolve, outlines


def test_all_areas_have_names():
    names = area_names()
    assert len(names) == 1 + 21 + 290
    assert (names["00"], names["19"], names["1980"]) == ("Riket", "Västmanlands län", "Västerås")


def test_rings_are_closed_and_rounded():
    for rings in outlines(["00", "19", "1980", "0980"]).values():
        for ring in rings:
            assert ring[0] == ring[-1]
            assert len(ring) > 3
            assert all(round(x, 4) == x and round(y, 4) == y for x, y in ring)


def test_neighbours_share_their_border_and_a_county_is_the_sum_of_its_municipalities():
    codes = [code for code in area_names() if len(code) == 4 and code.startswith("19")]
    shapes = outlines(["19", *codes])
    points = {point for code in codes for ring in shapes[code] for point in ring}
    assert {point for ring in shapes["19"] for point in ring} <= points
    assert len(shapes["19"]) == 1


def test_two_squares_dissolve_into_one_outline():
    left = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    right = [(1, 0), (2, 0), (2, 1), (1, 1), (1, 0)]
    (ring,) = dissolve([left, right])
    assert set(ring) == {(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)}
    assert ring[0] == ring[-1]
    assert len(ring) == 7


def test_around_a_county_lie_all_municipalities_of_those_that_border_on_it():
    own = tuple(code for code in area_names() if len(code) == 4 and code.startswith("19"))
    codes = around(own).keys()
    assert {"0331", "0305", "0486", "1880", "2084"} <= codes
    assert not codes & {*own, "0180", "1480"}
    assert around(("0980",)) == {}
