"""What is told of figures that may well be wrong, and of which nothing is said."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.unlikely import unlikely

TODAY = date(2023, 1, 26)
SALA = {"1981": "Sala"}


def told(values: dict[str, float], sex: str = "T") -> list[str]:
    found = [Observation("1981", period, sex, value) for period, value in values.items()]
    return [str(message) for message in unlikely(found, today=TODAY, names=SALA)]


@pytest.mark.parametrize("period", ["2023", "2024", "2023M02", "2023/2024", "2021-2026"])
def test_a_time_that_is_not_over_is_told(period):
    [message] = told({"2021": 5, period: 5})
    assert f"not over on 2023-01-26: {period}." in message


@pytest.mark.parametrize("period", ["2022", "2022/2023", "2023M01", "2022Q4"])
def test_what_is_over_or_soon_over_is_not(period):
    assert told({"2021": 5, period: 5}) == []


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"2020": 45.2, "2021": 46.1, "2022": 4610}, "Sala, 2022: 4610 comes after 46,1 (2021)."),
        ({"2020": 100, "2021": 10_000}, "Sala, 2021: 10000 comes after 100 (2020)."),
        ({"2020": 900, "2021": 0}, "Sala, 2021: 0 comes after 900 (2020)."),
        (
            {"2018": 12, "2019": 13, "2020": 12, "2021": 14, "2022": 99},
            "Sala, 2022: 99 comes after 14 (2021).",
        ),
    ],
)
def test_a_figure_far_from_the_one_before_is_told_with_both(values, wrong):
    [message] = told(values)
    assert message.startswith(wrong)


@pytest.mark.parametrize(
    "values",
    [
        {"2020": 1, "2021": 14},
        {"2019": 0.2, "2020": 3, "2021": 41},
        {"2018": 50, "2019": 50, "2020": 51, "2021": 50, "2022": 74},
        {"2020": -4, "2021": 3, "2022": -6},
        {"2019": 30, "2020": 31, "2020M01": 2, "2020M02": 3, "2021": 32},
    ],
)
def test_what_may_well_be_true_is_left_alone(values):
    assert told(values) == []


def test_many_faults_are_counted_rather_than_told_one_by_one():
    found = [
        Observation(f"{1900 + number}", period, "T", value)
        for number in range(9)
        for period, value in (("2020", 10), ("2021", 1000))
    ]
    messages = [str(one) for one in unlikely(found, today=TODAY, names={})]
    assert len(messages) == 6
    assert messages[-1].endswith("the time before: 4.")


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2019", "2020", "2021", "2020M05", "2020/2021"]),
            st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers()),
        ),
        max_size=6,
    )
)
def test_no_figures_make_it_fail(values):
    found = [Observation("19", period, "T", value) for period, value in values]
    assert all(map(str, unlikely(found, today=TODAY, names={})))
