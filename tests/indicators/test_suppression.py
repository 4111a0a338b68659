"""What is hidden of a series, so that no figure tells of a few people: rules alone, no database."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.suppression import (
    Rule,
    counts_people,
    hidden_below,
    hidden_keys,
    hide,
    ranks,
)

PEOPLE = Rule(5, counts_people=True)
SURVEY = Rule(5, counts_people=False)
PLACES = ["1980", "1981", "1982", "1983"]
FAMILIES = {"19": [PLACES]}
NO_FAMILIES: dict = {}


def figure(area="1980", sex="T", value=None, period="2022", **more):
    return Observation(area, period, sex, value, **more)


def hidden(*figures, rule=PEOPLE, families=FAMILIES):
    """Return what is hidden, as (area, sex) where that tells it apart."""
    return {key[0] + key[2] for key in hidden_keys(figures, rule, families)}


def county(*values, whole=None):
    """Return a county of four municipalities."""
    parts = [figure(area, value=value) for area, value in zip(PLACES, values, strict=True)]
    return [figure("19", value=sum(values) if whole is None else whole), *parts]


def test_a_figure_of_a_few_people_is_hidden_and_nobody_is_no_secret():
    figures = [figure(value=value, period=str(2000 + value)) for value in range(8)]
    assert {key[1] for key in hidden_keys(figures, PEOPLE, {})} == {"2001", "2002", "2003", "2004"}


def test_what_does_not_count_people_is_left_alone():
    assert not hidden(figure(value=3), rule=SURVEY)


def test_few_answers_hide_a_figure_whatever_it_measures():
    few = figure(value=71.4, answers=4, margin=20.0)
    assert hidden(few, rule=SURVEY) == {"1980T"}
    (shown,) = hide([few], {few.key}, 5)
    assert shown == Observation("1980", "2022", "T", None, "dolt<5")
    assert hidden_below(shown.status) == 5
    assert hidden_below("..") is None


def test_a_small_sex_takes_the_other_one_or_all_with_it():
    assert hidden(
        figure(sex="T", value=40), figure(sex="K", value=37), figure(sex="M", value=3)
    ) == {
        "1980M",
        "1980K",
    }


def test_without_all_there_is_no_sum_to_subtract_from():
    assert hidden(figure(sex="K", value=37), figure(sex="M", value=3)) == {"1980M"}


def test_a_small_municipality_takes_the_smallest_other_one_with_it():
    assert hidden(*county(3, 60, 9, 100)) == {"1980T", "1982T"}


def test_two_small_ones_that_are_few_together_take_a_third():
    """1 and 1 make 2: whoever knows that neither is nothing knows both."""
    assert hidden(*county(1, 1, 30, 100)) == {"1980T", "1981T", "1982T"}
    assert hidden(*county(3, 4, 30, 100)) == {"1980T", "1981T"}


def test_nothing_is_never_hidden_then_the_county_is():
    assert hidden(*county(3, 0, 0, 7)) == {"1980T", "1983T"}
    assert hidden(*county(6, 0, 0, 0)) == set()


def test_a_county_whose_parts_are_not_all_there_is_no_sum_unless_they_make_it():
    whole, small, large = county(3, 60, 9, 100)[:3]
    assert hidden(whole, small, large) == {"1980T"}
    exact = figure("19", value=63)
    assert hidden(exact, small, large) == {"1980T", "1981T"}


def test_what_the_publisher_withholds_protects_what_we_hide():
    figures = county(3, 60, 9, 100)
    figures[2] = figure("1981", status="private")
    assert hidden(*figures) == {"1980T"}
    figures[2] = figure("1981", status="-")
    figures[0] = figure("19", value=112)
    assert hidden(*figures) == {"1980T", "1982T"}


@pytest.mark.parametrize("total", ["TOT", "99"])
def test_the_values_of_a_further_variable_make_a_total(total):
    """By its name, or because it is as large as all the others together."""
    figures = [
        figure(value=value, dimensions=(("Bakgrund", code),))
        for code, value in [("1", 3), ("2", 20), ("3", 50), (total, 73)]
    ]
    found = hidden_keys(figures, PEOPLE, {})
    assert {key[3][0][1] for key in found} == {"1", "2"}


def test_a_series_without_the_variable_is_a_total_too():
    figures = [figure(value=23)]
    figures += [figure(value=value, dimensions=(("A", str(value)),)) for value in (3, 20)]
    assert {key[3] for key in hidden_keys(figures, PEOPLE, {})} == {(("A", "3"),), (("A", "20"),)}


def test_quarters_that_make_their_year_are_a_sum():
    values = {"2022": 48, "2022Q1": 3, "2022Q2": 20, "2022Q3": 15, "2022Q4": 10}
    figures = [figure(value=value, period=period) for period, value in values.items()]
    assert {key[1] for key in hidden_keys(figures, PEOPLE, {})} == {"2022Q1", "2022Q4"}


def test_a_mean_over_a_group_goes_where_a_municipality_is_hidden():
    group = figure("G33626", value=20)
    assert hidden(group, figure(value=3)) == {"G33626T", "1980T"}
    assert not hidden(group, figure(value=30))


def test_several_sums_together_give_nothing_away():
    """Each line of the table has two hidden figures, and still they could be solved for."""
    values = {"1980": (3, 40), "1981": (50, 60), "1982": (70, 80), "1983": (4, 90)}
    figures = []
    for area, (women, men) in values.items():
        figures += [
            figure(area, "K", women),
            figure(area, "M", men),
            figure(area, "T", women + men),
        ]
    for place, sex in enumerate("KM"):
        figures.append(figure("19", sex, sum(pair[place] for pair in values.values())))
    figures.append(figure("19", "T", sum(map(sum, values.values()))))
    assert_safe(figures, PEOPLE)


def equations(figures):
    """Write down every sum of a table of areas, sexes and one variable, as anybody would."""
    keys = {one.key for one in figures}
    found = []
    for area, period, sex, dimensions in keys:
        if sex == "T":
            parts = [(area, period, one, dimensions) for one in "KM"]
            found.append(((area, period, sex, dimensions), parts))
        if area in FAMILIES:
            found.append(
                (
                    (area, period, sex, dimensions),
                    [(one, period, sex, dimensions) for one in PLACES],
                )
            )
        if dimensions and dimensions[0][1] == "TOT":
            name = dimensions[0][0]
            codes = {key[3][0][1] for key in keys} - {"TOT"}
            found.append(
                (
                    (area, period, sex, dimensions),
                    [(area, period, sex, ((name, code),)) for code in sorted(codes)],
                )
            )
    return [(whole, parts) for whole, parts in found if all(part in keys for part in parts)]


def solvable(rows, unknown):
    """Return the unknown figures that the equations leave one solution, by plain fractions."""
    order = sorted(unknown)
    matrix = [[Fraction((key in parts) - (key == whole)) for key in order] for whole, parts in rows]
    pivots, row = [], 0
    for column in range(len(order)):
        found = next((r for r in range(row, len(matrix)) if matrix[r][column]), None)
        if found is None:
            continue
        matrix[row], matrix[found] = matrix[found], matrix[row]
        matrix[row] = [cell / matrix[row][column] for cell in matrix[row]]
        for r in range(len(matrix)):
            if r != row and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[row], strict=True)]
        pivots.append((row, column))
        row += 1
    return {order[column] for r, column in pivots if sum(map(bool, matrix[r])) == 1}


def assert_safe(figures, rule):
    found = hidden_keys(figures, rule, FAMILIES)
    sizes = {one.key: one.value if rule.counts_people else one.answers for one in figures}
    assert {key for key, size in sizes.items() if size and size < rule.below} <= found
    assert all(sizes[key] for key in found)
    rows = equations(figures)
    assert not solvable(rows, found)
    for whole, parts in rows:
        within = [sizes[part] for part in parts if part in found]
        if within and whole not in found:
            assert sum(within) >= rule.below


@st.composite
def tables(draw):
    """Tables of a county, its municipalities, sexes and perhaps a further variable; all sums hold."""
    codes = draw(st.sampled_from([[""], ["a", "b"], ["a", "b", "c"]]))
    small = st.one_of(st.integers(0, 8), st.integers(0, 60))
    cells = {place: draw(small) for place in product(PLACES, "KM", codes)}
    figures = []
    for area, sex, code in product([*PLACES, "19"], "KMT", [*codes, "TOT"]):
        if code == "TOT" and codes == [""]:
            continue
        value = sum(
            number
            for (a, s, c), number in cells.items()
            if area in (a, "19") and sex in (s, "T") and code in (c, "TOT")
        )
        dimensions = (("Grupp", code),) if code else ()
        figures.append(figure(area, sex, value, dimensions=dimensions, answers=value))
    dropped = draw(st.sets(st.sampled_from(["K", "M", "19"]), max_size=1))
    return [one for one in figures if not dropped & {one.sex, one.area}]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_from_what_is_shown_no_hidden_figure_can_be_calculated(figures):
    assert_safe(figures, PEOPLE)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_nor_from_the_numbers_of_answers(figures):
    assert_safe([one._replace(value=50.5) for one in figures], SURVEY)


@settings(max_examples=40, deadline=None)
@given(tables(), st.randoms())
def test_the_order_of_the_figures_does_not_matter(figures, chance):
    found = hidden_keys(figures, PEOPLE, FAMILIES)
    chance.shuffle(figures)
    assert hidden_keys(figures, PEOPLE, FAMILIES) == found


@pytest.mark.parametrize(
    ("unit", "title", "expected"),
    [
        ("personer", "", True),
        ("antal personer 16–84 år", "", True),
        ("gymnasieelever", "", True),
        ("pupils", "", True),
        ("antal", "Antal sysselsatta i jordbruket", True),
        ("antal", "Elever i grundskolan", True),
        ("antal", "Antal företag med anställda", False),
        ("antal", "Laddstolpar", False),
        ("antal av tio", "Kommuner", False),
        ("procent av befolkningen", "", False),
        ("per 1 000 invånare", "", False),
        ("resor per invånare och år", "", False),
        ("tusen personer", "", False),
        ("kronor per invånare", "", False),
        ("", "Elever", False),
    ],
)
def test_units_say_whether_people_are_counted(unit, title, expected):
    assert counts_people(unit, title) is expected
    assert counts_people(unit, title, "people") is True
    assert counts_people(unit, title, "other") is False


def test_places_are_intervals_where_margins_overlap_and_withheld_without_margins():
    best, middle, same, last, unknown = ranks(
        [(90, 88, 92), (80, 76, 84), (82, 79, 85), (60, 58, 62), (95, None, None)],
        is_higher_better=True,
    )
    assert (best.first, best.last, best.of) == (1, 1, 4)
    assert best.is_certain
    assert (middle.first, middle.last) == (same.first, same.last) == (2, 3)
    assert (last.first, last.last) == (4, 4)
    assert unknown is None
    assert ranks([(60, 58, 62), (90, 88, 92)], is_higher_better=False)[0].first == 1
