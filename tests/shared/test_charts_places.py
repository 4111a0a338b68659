"""What holds for every drawing of places: whatever it is given, it is whole and can be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.shared.charts.axis import Axis, Reference
from livskraft.shared.charts.classes import classes
from livskraft.shared.charts.distance import DistanceChart, Stage, draw_distance
from livskraft.shared.charts.dumbbell import DumbbellChart, Pair, draw_dumbbell
from livskraft.shared.charts.outlines import Outline
from livskraft.shared.charts.scatter import ScatterChart, ScatterSpot, draw_scatter
from livskraft.shared.charts.spread import Spot, SpreadChart, draw_spread
from livskraft.shared.charts.strip import Peer, StripChart, draw_strip
from livskraft.shared.charts.value_map import MapArea, ValueMap, draw_value_map
from tests.shared.drawings import collisions, outside, parse, words
from tests.shared.gallery_places import PLACES, figures

LETTERS = "abcdeåäöWMil <&\"'"
NAMES = st.text(LETTERS, min_size=1, max_size=18).map(str.strip).filter(bool)
LABELS = st.text("abcdeåäö <&1234,5", min_size=1, max_size=12).map(str.strip).filter(bool)
VALUES = st.one_of(
    st.integers(-5, 105).map(float),
    st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
    st.sampled_from([0.0, 0.001, 50.0, 50.001]),
)
MAYBE = st.none() | VALUES
WIDTHS = st.sampled_from([280, 300, 410, 500, 820])
AXES = st.builds(Axis, st.just(figures), st.sampled_from(["", "\u00a0%"]), st.booleans())
REFERENCES = st.lists(
    st.builds(Reference, VALUES, NAMES, st.sampled_from(["own", "nation", "peer"])), max_size=3
).map(tuple)
REASONS = st.sampled_from(
    ["", "För få svar", "Källan redovisar bara länet & dess delar i sin helhet"]
)


@st.composite
def spreads(draw: st.DrawFn) -> SpreadChart:
    spots = []
    for name in draw(st.lists(NAMES, max_size=12)):
        value = draw(MAYBE)
        margin = draw(st.sampled_from([None, 0.0, 2.5, 40.0]))
        low = None if value is None or margin is None else value - margin
        high = None if value is None or margin is None else value + margin
        spots.append(Spot(name, value, "1 234,5", low, high, draw(st.booleans()), draw(REASONS)))
    return SpreadChart("k", "T", "D", tuple(spots), draw(AXES), draw(REFERENCES))


@st.composite
def strips(draw: st.DrawFn) -> StripChart:
    peers = st.builds(Peer, NAMES, MAYBE, st.just(""), st.just(False), REASONS)
    found = draw(st.lists(peers, max_size=10)) * draw(st.sampled_from([1, 6]))
    named = draw(st.lists(st.builds(Peer, NAMES, VALUES, NAMES, st.booleans()), max_size=5))
    return StripChart("k", "T", "D", (*found, *named), draw(REFERENCES), draw(st.none() | AXES))


DUMBBELLS = st.builds(
    DumbbellChart,
    *map(st.just, ("k", "T", "D")),
    st.lists(
        st.builds(
            Pair, NAMES, MAYBE, MAYBE, LABELS, LABELS, st.just("") | NAMES, st.booleans(), REASONS
        ),
        max_size=6,
    ).map(tuple),
)
STAGES = st.builds(Stage, VALUES, NAMES, st.just("") | NAMES)
DISTANCES = st.builds(
    DistanceChart,
    *map(st.just, ("k", "T", "D")),
    STAGES,
    STAGES,
    st.none() | STAGES,
    st.just("") | NAMES,
    st.booleans(),
    st.booleans(),
    MAYBE,
)
SCATTERS = st.builds(
    ScatterChart,
    *map(st.just, ("k", "T", "D")),
    st.lists(st.builds(ScatterSpot, NAMES, MAYBE, MAYBE, st.booleans(), REASONS), max_size=25).map(
        tuple
    ),
    AXES,
    AXES,
    NAMES,
    NAMES,
    NAMES,
)


@st.composite
def maps(draw: st.DrawFn) -> ValueMap:
    areas = []
    for index in range(draw(st.integers(0, 9))):
        west, south = 15 + index % 3 * 0.4, 58 + index // 3 * 0.2
        east, north = west + draw(st.floats(0.01, 0.4)), south + draw(st.floats(0.01, 0.2))
        ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
        outline = Outline(str(index), draw(NAMES), (ring,))
        value = draw(MAYBE)
        areas.append(
            MapArea(outline, value, "1 234" if draw(st.booleans()) else "7", draw(REASONS))
        )
    found = classes([area.value for area in areas if area.value is not None], decimals=1)
    said = tuple(f"från {index}" for index in range(len(found.breaks) + 1))
    around = Outline("x", "x", (((10, 55), (20, 55), (20, 65), (10, 65), (10, 55)),))
    return ValueMap(
        "k", "T", "D", tuple(areas), found, said, draw(st.sampled_from([(), (around,)]))
    )


def is_readable(svg: str, width: float) -> None:
    """Check that a drawing is whole, that its words stand apart, and that none leaves it."""
    drawing = parse(svg)
    assert float(drawing.attrib["width"]) == width
    assert float(drawing.attrib["height"]) > 0
    assert collisions(svg) == []
    assert outside(svg) == []
    assert "nan" not in svg
    assert "inf" not in svg.replace("info", "")


@settings(max_examples=25, deadline=None)
@given(spreads(), WIDTHS)
def test_a_spread_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_spread(chart, width), width)


@settings(max_examples=25, deadline=None)
@given(strips(), WIDTHS)
def test_a_strip_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_strip(chart, width), width)


@settings(max_examples=25, deadline=None)
@given(DUMBBELLS, WIDTHS)
def test_a_dumbbell_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_dumbbell(chart, width), width)


@settings(max_examples=25, deadline=None)
@given(DISTANCES, WIDTHS)
def test_a_distance_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_distance(chart, width), width)


@settings(max_examples=25, deadline=None)
@given(SCATTERS, WIDTHS)
def test_a_scatter_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_scatter(chart, width), width)


@settings(max_examples=25, deadline=None)
@given(maps(), WIDTHS)
def test_a_map_is_readable_whatever_it_shows(chart, width):
    is_readable(draw_value_map(chart, width), width)


@pytest.mark.parametrize("name", PLACES)
def test_what_the_gallery_shows_is_readable_and_always_the_same(name):
    for width in (820, 300):
        svg = PLACES[name](width)
        assert collisions(svg) == []
        assert outside(svg) == []
        assert PLACES[name](width) == svg
        assert not re.search(r'style=|="#[0-9a-f]{3,6}"', svg)


NAME = 'A<b> & "c"'
SHAPE = Outline("1", NAME, (((15.0, 59.0), (16.0, 59.0), (16.0, 60.0), (15.0, 59.0)),))
PERCENT = Axis(figures)
DRAWN = {
    "spread": draw_spread(
        SpreadChart("k", NAME, NAME, (Spot(NAME, 1, "1", tip=NAME),), PERCENT), 820
    ),
    "strip": draw_strip(StripChart("k", NAME, NAME, (Peer(NAME, 1, NAME, tip=NAME),)), 820),
    "dumbbell": draw_dumbbell(
        DumbbellChart("k", NAME, NAME, (Pair(NAME, 1, 2, NAME, NAME, NAME),)), 820
    ),
    "distance": draw_distance(
        DistanceChart("k", NAME, NAME, Stage(1, NAME, NAME), Stage(2, NAME, NAME), left=NAME), 820
    ),
    "scatter": draw_scatter(
        ScatterChart(
            "k",
            NAME,
            NAME,
            (ScatterSpot(NAME, 1, 2, tip=NAME),),
            PERCENT,
            PERCENT,
            NAME,
            NAME,
            NAME,
        ),
        820,
    ),
    "map": draw_value_map(
        ValueMap(
            "k",
            NAME,
            NAME,
            (MapArea(SHAPE, None, reason=NAME, tip=NAME),),
            classes([], decimals=0),
            (NAME,),
        ),
        820,
    ),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_words_with_signs_of_xml_stand_as_they_are(kind):
    drawing = parse(DRAWN[kind])
    named = drawing.attrib["aria-labelledby"].split()
    found = {each.attrib["id"]: each.text for each in drawing if "id" in each.attrib}
    assert [found[name] for name in named] == [NAME, NAME]
    assert any(NAME in each.text for each in words(DRAWN[kind]))
    tips = {each.attrib["data-tip"] for each in drawing.iter() if "data-tip" in each.attrib}
    assert tips == (set() if kind in ("dumbbell", "distance") else {NAME})
