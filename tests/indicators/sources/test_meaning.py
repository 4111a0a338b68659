"""Periods, sexes, areas, numbers: what publishers' and people's writings mean."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.indicators.sources.areas import AreaNames, area_code, kolada_code, swedish_areas
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import AnswerError, DeclarationError
from livskraft.indicators.sources.expressions import expand
from livskraft.indicators.sources.numbers import decimal_sign, number_of, value_and_status
from livskraft.indicators.sources.periods import (
    normal_period,
    period_of_cell,
    period_on_scale,
    period_order,
)
from livskraft.indicators.sources.sexes import sex_of


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2024", "2024"),
        ("2024.0", "2024"),
        ("år 2024", "2024"),
        ("2024*", "2024"),
        ("2024H1", "2024H1"),
        ("2024-S2", "2024H2"),
        ("2024 halvår 1", "2024H1"),
        ("2024Q3", "2024Q3"),
        ("2024K3", "2024Q3"),
        ("2024-Q3", "2024Q3"),
        ("kvartal 3 2024", "2024Q3"),
        ("Q3 2024", "2024Q3"),
        ("2024M05", "2024M05"),
        ("2024-05", "2024M05"),
        ("202405", "2024M05"),
        ("maj 2024", "2024M05"),
        ("2025 Juli", "2025M07"),
        ("Oct 2024", "2024M10"),
        ("2023/2024", "2023/2024"),
        ("2023/24", "2023/2024"),
        ("1999/00", "1999/2000"),
        ("läsåret 2023/24", "2023/2024"),
        ("2021-2024", "2021-2024"),
        ("2021–2024", "2021-2024"),
        ("2024M13", None),
        ("2024Q5", None),
        ("2023/2025", None),
        ("2024-2021", None),
        ("Totalt", None),
        ("19", None),
        ("1980x", None),
        ("", None),
    ],
)
def test_periods_come_in_one_writing(written: str, period: str | None):
    assert normal_period(written) == period


def test_a_period_in_its_one_writing_stays_as_it_is():
    for period in ("2024", "2024H2", "2024Q4", "2024M12", "2023/2024", "2021-2024"):
        assert normal_period(period) == period


def test_cells_of_excel_are_periods_too():
    assert period_of_cell(2024) == "2024"
    assert period_of_cell(2024.0) == "2024"
    assert period_of_cell(datetime(2024, 5, 1)) == "2024M05"  # noqa: DTZ001
    assert period_of_cell(datetime(2024, 5, 17)) is None  # noqa: DTZ001


def test_the_newest_is_what_ends_last():
    periods = ["2021-2024", "2023", "2024M05", "2024Q1", "2023/2024", "2024H1", "2024"]
    ordered = ["2023", "2024Q1", "2024M05", "2024H1", "2023/2024", "2024", "2021-2024"]
    assert sorted(periods, key=period_order)[0] == "2023"
    assert set(sorted(periods, key=period_order)[-2:]) == set(ordered[-2:])


def test_a_part_beyond_the_scale_is_no_part():
    assert period_on_scale("20045", "Q1") is None
    assert period_on_scale("200412", "M1") == "2004M12"


@pytest.mark.parametrize(
    ("label", "sex"),
    [
        ("kvinnor", "K"),
        ("Flickor", "K"),
        ("Female", "K"),
        ("män", "M"),
        ("pojkar", "M"),
        ("Males", "M"),
        ("totalt", "T"),
        ("totalt, samtliga män och kvinnor", "T"),
        ("Båda könen", "T"),
        ("Alla kön", "T"),
        ("Kön - Total", "T"),
        ("Kvinnor, totalt", "K"),
        ("K", "K"),
        ("Okänt", None),
        ("1", None),
        ("F", None),
        ("mannekänger", None),
    ],
)
def test_sex_is_told_by_words(label: str, sex: str | None):
    assert sex_of(label) == sex


def test_letters_of_two_parts_are_the_same_letters():
    assert sex_of("ma\u0308n") == "M"


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("0000", "00"),
        ("0019", "19"),
        ("1980", "1980"),
        ("00", "00"),
        ("19", "19"),
        ("G33626", "G33626"),
    ],
)
def test_area_codes_are_scbs(code: str, area: str):
    assert area_code(code) == area


@pytest.mark.parametrize("code", ["", "1", "198", "SE125", "19800", "x", "1980_DeSO2025"])
def test_other_codes_are_no_area(code: str):
    assert area_code(code) is None


def test_kolada_writes_counties_with_four_digits():
    assert [kolada_code(code) for code in ("00", "19", "1980", "G33626")] == [
        "0000",
        "0019",
        "1980",
        "G33626",
    ]


@pytest.mark.parametrize(
    ("label", "area"),
    [
        ("Västmanlands län", "19"),
        ("Västmanland", "19"),
        ("Region Västmanland", "19"),
        ("västmanland", "19"),
        ("19 Västmanland county", "19"),
        ("1980 Västerås", "1980"),
        ("Västerås", "1980"),
        ("Västerås stad", "1980"),
        ("Sala kommun", "1981"),
        ("Riket", "00"),
        ("Hela riket", "00"),
        ("00 Sweden", "00"),
        ("Jämtland Härjedalen", "23"),
        ("Västra Götalandsregionen", "14"),
    ],
)
def test_areas_are_found_by_their_names(label: str, area: str):
    assert swedish_areas().find_all([label]) == {label: area}


def test_a_group_of_municipalities_is_no_county():
    labels = ["Stockholms län (ovägt medel)", "Alla kommuner (ovägt medel)", "Pirate Weighted Mean"]
    assert swedish_areas().find_all(labels) == {}


def test_a_name_of_both_kinds_is_what_its_neighbours_are():
    names = AreaNames(
        {"03": "Uppsala län", "0380": "Uppsala", "19": "Västmanlands län", "1981": "Sala"}
    )
    assert names.find_all(["Uppsala", "Västmanland"])["Uppsala"] == "03"
    assert names.find_all(["Uppsala", "Sala"])["Uppsala"] == "0380"
    assert names.find_all(["Uppsala kommun", "Uppsala län"]) == {
        "Uppsala kommun": "0380",
        "Uppsala län": "03",
    }


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1 234,5", ",", 1234.5),
        ("1\u00a0234,5", ",", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1,234.5", ".", 1234.5),
        ("−3,5", ",", -3.5),
        ("80,3 %", ",", 80.3),
        ("12", ",", 12),
        ("1,2,3", ",", None),
        ("1.2", ",", None),
        ("12a", ",", None),
        ("nan", ".", None),
        ("1e999", ".", None),
        ("", ",", None),
        ("٣", ",", 3),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, decimal: str, number: float | None):
    assert number_of(text, decimal) == number


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 3)), st.sampled_from([",", "."]))
def test_any_number_is_read_back_whichever_its_decimal_sign(number: float, decimal: str):
    written = f"{number:.3f}".replace(".", decimal)
    assert number_of(written, decimal) == pytest.approx(number)


def test_a_flag_beside_a_number_is_its_status():
    assert value_and_status("12,5*") == (12.5, "*")
    assert value_and_status("85.3 p", ".") == (85.3, "p")
    assert value_and_status("..") == (None, "..")
    assert value_and_status("") == (None, None)
    with pytest.raises(AnswerError, match="number was expected"):
        value_and_status("ungefär 12")


@pytest.mark.parametrize(
    ("texts", "sign"),
    [(["1,5"], ","), (["1.5"], "."), (["1.234,5"], ","), (["1,234.5"], "."), (["12"], ",")],
)
def test_the_decimal_sign_is_seen_from_the_numbers(texts: list[str], sign: str):
    assert decimal_sign(texts) == sign


YEARS = Dimension("Tid", "år", ("2021", "2022", "2023", "2024"), role="time")


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("*", "2021 2022 2023 2024"),
        ("TOP(2)", "2023 2024"),
        ("top(2,1)", "2022 2023"),
        ("TOP(9)", "2021 2022 2023 2024"),
        ("BOTTOM(1)", "2021"),
        ("RANGE(2022,2023)", "2022 2023"),
        ("[RANGE(2022,2023)]", "2022 2023"),
        ("FROM(2023)", "2023 2024"),
        ("TO(2022)", "2021 2022"),
        ("202?", "2021 2022 2023 2024"),
        ("*3", "2023"),
        ("2024", "2024"),
    ],
)
def test_expressions_of_pxwebapi_are_worked_out(expression: str, codes: str):
    assert expand([expression], YEARS, is_time=True) == tuple(codes.split())


def test_top_of_another_variable_is_the_first_of_the_table():
    assert expand(["TOP(2)"], YEARS, is_time=False) == ("2021", "2022")


@pytest.mark.parametrize(
    "expression", ["TOP(x)", "RANGE(2021)", "FROM(1999)", "2030", "x*", "TOP()"]
)
def test_an_expression_that_means_nothing_is_refused(expression: str):
    with pytest.raises(DeclarationError, match="has no value"):
        expand([expression], YEARS, is_time=True)
