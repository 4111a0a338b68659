import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.shared.charts.multiples import Multiples, Panel, draw_multiples
from tests.shared.drawings import collisions, outside, words
from tests.shared.gallery import towns, values


def panel(name: str, numbers: str = "1 2 3", **more: object) -> Panel:
    found = values(2019, numbers)
    return Panel(name, name, found, found[-1].shown, **more)  # type: ignore[arg-type]


def small(*panels: Panel, **more: object) -> Multiples:
    return Multiples("m", "Titel", "", panels, **more)  # type: ignore[arg-type]


def heights(svg: str, role: str) -> list[list[float]]:
    paths = re.findall(rf'class="chart-line {role}" d="M([^"]+)"', svg)
    return [[float(place.split()[1]) for place in each.split("L")] for each in paths]


def test_each_area_has_its_name_and_its_last_value():
    found = [
        each.text for each in words(draw_multiples(small(panel("Sala"), panel("Arboga")), 820))
    ]
    assert found == ["Sala", "3", "2019", "2021", "Arboga", "3", "2019", "2021"]


def test_all_panels_have_the_same_scale():
    svg = draw_multiples(small(panel("Sala", "1 2 30"), panel("Arboga", "1 2 30")), 820)
    one, other = heights(svg, "own")
    assert one == other


def test_the_county_lies_behind_each_area():
    county = values(2019, "2 2 2")
    svg = draw_multiples(small(panel("Sala"), panel("Arboga"), reference=county), 820)
    assert len(heights(svg, "peer")) == 2
    assert svg.index("chart-line peer") < svg.index("chart-line own")


def test_an_area_without_values_says_why():
    svg = draw_multiples(small(panel("Sala"), Panel("n", "Norberg", (), reason="för få svar")), 820)
    assert "för få svar" in [each.text for each in words(svg)]
    assert "m-820-hatching" in svg


def test_as_many_columns_as_find_room():
    rows = {
        width: len(
            {
                each.box.top
                for each in words(draw_multiples(towns(), width))
                if "ink" in each.classes
            }
        )
        for width in (820, 300, 140)
    }
    assert rows == {820: 2, 300: 5, 140: 10}


def test_the_same_panels_give_the_same_bytes_and_none_at_all_is_refused():
    assert draw_multiples(towns(), 820) == draw_multiples(towns(), 820)
    with pytest.raises(ValueError, match="no value"):
        draw_multiples(replace(towns(), panels=()), 820)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("abåWX ", min_size=1, max_size=40).filter(str.strip),
            st.lists(st.integers(0, 10**7), max_size=8),
        ),
        min_size=1,
        max_size=24,
    ),
    st.sampled_from([820, 300]),
)
def test_no_words_lie_on_others_or_leave_the_drawing(areas, width):
    panels = [
        panel(name, " ".join(map(str, numbers)))
        if numbers
        else Panel(name, name, (), reason="för få svar för att visas")
        for name, numbers in areas
    ]
    if any(each.values for each in panels):
        svg = draw_multiples(small(*panels), width)
        assert collisions(svg) == []
        assert outside(svg) == []
