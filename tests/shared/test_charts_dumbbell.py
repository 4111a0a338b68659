import re

from livskraft.shared.charts.dumbbell import DumbbellChart, Pair, draw_dumbbell
from tests.shared.drawings import words
from tests.shared.gallery_places import places_by_sex, sexes


def draw(*pairs: Pair, width: float = 820) -> str:
    return draw_dumbbell(DumbbellChart("k", "T", "D", pairs), width)


def x_of(svg: str, mark: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<circle class="{mark}" cx="([\d.]+)"', svg)]


def test_women_are_a_filled_dot_and_men_an_open_ring():
    svg = draw_dumbbell(sexes(), 820)
    assert len(x_of(svg, "chart-dot women")) == 2
    assert len(x_of(svg, "chart-ring men")) == 2
    assert svg.count("chart-margin") == 2


def test_the_lower_value_and_its_label_stand_at_the_left():
    for women, men in ((90, 93), (93, 90), (90, 90)):
        svg = draw(Pair("Sala", women, men, "kvinnor", "män"))
        found = {each.text: each.box for each in words(svg)}
        women_x, men_x = x_of(svg, "chart-dot women")[0], x_of(svg, "chart-ring men")[0]
        if women <= men:
            assert found["kvinnor"].right < women_x <= men_x < found["män"].left
        else:
            assert found["män"].right < men_x <= women_x < found["kvinnor"].left


def test_a_small_difference_stays_small():
    svg = draw(Pair("Sala", 90, 91, "90", "91"))
    assert x_of(svg, "chart-ring men")[0] - x_of(svg, "chart-dot women")[0] < 60


def test_names_stand_beside_the_marks_where_there_is_room_and_else_above():
    wide, narrow = draw_dumbbell(sexes(), 820), draw_dumbbell(sexes(), 300)
    for svg, is_beside in ((wide, True), (narrow, False)):
        found = {each.text: each.box for each in words(svg)}
        name, label = found["Mår bra eller mycket bra"], found["flickor 55"]
        assert (abs(name.top - label.top) < 2) == is_beside


def test_a_missing_value_leaves_the_other_and_says_why():
    svg = draw_dumbbell(places_by_sex(), 410)
    found = [each.text for each in words(svg)]
    assert {"För få svar", "För få män svarade", "94"} <= set(found)
    assert len(x_of(svg, "chart-dot women")) == 4
    assert len(x_of(svg, "chart-ring men")) == 3


def test_no_rows_and_equal_values_are_drawn():
    assert "<svg" in draw()
    assert len(x_of(draw(Pair("A", 0, 0, "0", "0")), "chart-ring men")) == 1
    assert len(x_of(draw(Pair("A", -2, 3, "−2", "3")), "chart-ring men")) == 1
