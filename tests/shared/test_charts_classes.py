import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.shared.charts.classes import Classes, classes

DECIMALS = st.integers(0, 2)
NUMBERS = st.lists(st.floats(-1e5, 1e5).map(lambda value: round(value, 2)), max_size=60)


def test_steps_are_equal_and_round():
    found = classes([25, 17, 16, 15, 14, 14, 12, 11, 9, 7], decimals=0)
    assert found == Classes((10, 15, 20, 25), "equal")


def test_of_more_steps_than_four_those_stand_whose_fullest_class_is_smallest():
    values = [0, 1, 9, 10, 11, 12, 13, 14, 19]
    assert classes(values, decimals=0) == Classes((8, 10, 12, 14), "equal")


def test_where_equal_steps_gather_most_areas_in_one_class_fifths_take_over():
    people = [5_700, 8_900, 9_100, 9_800, 13_500, 13_600, 16_200, 22_800, 26_300, 158_000]
    found = classes(people, decimals=0)
    assert found.rule == "fifths"
    assert found.breaks == (9_000, 10_000, 15_000, 25_000)
    assert [found.of(value) for value in people] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize(
    ("values", "decimals", "breaks"),
    [
        ([], 0, ()),
        ([7], 0, ()),
        ([7, 7, 7], 0, ()),
        ([7.01, 7.04], 1, ()),
        ([3, 4, 5], 0, (4, 5)),
        ([-3, -1, 2], 0, (-2, -1, 0, 1)),
        ([0.1, 0.2, 0.3], 1, (0.2, 0.3)),
        ([float("nan"), 7], 0, ()),
    ],
)
def test_few_values_make_few_classes(values, decimals, breaks):
    assert classes(values, decimals=decimals).breaks == breaks


def test_a_value_at_a_break_belongs_to_the_class_above():
    found = Classes((10, 15), "equal")
    assert [found.of(value) for value in (9.9, 10, 14.9, 15)] == [0, 1, 1, 2]


def test_the_bounds_can_be_said_with_the_decimals_of_the_values():
    found = Classes((9, 12), "equal")
    assert found.bounds(0) == ((None, 9), (9, 11), (12, None))
    assert found.bounds(1) == ((None, 9), (9, 11.9), (12, None))
    assert Classes((), "equal").bounds(1) == ((None, None),)


@given(NUMBERS, DECIMALS)
def test_there_are_at_most_five_classes_and_the_outermost_are_never_empty(values, decimals):
    found = classes(values, decimals=decimals)
    assert len(found.breaks) <= 4
    assert list(found.breaks) == sorted(set(found.breaks))
    if found.breaks:
        rounded = [round(value, decimals) for value in values]
        assert min(rounded) < found.breaks[0]
        assert found.breaks[-1] <= max(rounded)
        assert all(round(each, decimals) == each for each in found.breaks)


@given(NUMBERS, DECIMALS)
def test_the_order_of_the_values_does_not_matter(values, decimals):
    assert classes(values, decimals=decimals) == classes(values[::-1], decimals=decimals)
