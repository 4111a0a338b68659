from datetime import date

import pytest

from livskraft.shared.periods import day, parse_years, period, short_period


def test_a_day_in_both_languages():
    assert day(date(2023, 1, 26)) == "26 januari 2023"
    assert day(date(2023, 1, 26), "en") == "26 January 2023"


@pytest.mark.parametrize(
    ("starts", "ends", "swedish", "english"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), "2021", "2021"),
        (date(2021, 1, 1), date(2023, 12, 31), "2021–2023", "2021–2023"),
        (date(2021, 3, 1), date(2021, 3, 20), "mars 2021", "March 2021"),
        (date(2022, 3, 1), date(2022, 12, 31), "mars–december 2022", "March–December 2022"),
        (date(2021, 3, 1), date(2022, 6, 30), "mars 2021 – juni 2022", "March 2021 – June 2022"),
        (date(2021, 3, 1), None, "från mars 2021", "from March 2021"),
        (date(2021, 1, 1), None, "från 2021", "from 2021"),
        (None, date(2022, 12, 31), "till och med 2022", "until 2022"),
        (None, None, "", ""),
    ],
)
def test_a_period_is_said_as_shortly_as_it_can(starts, ends, swedish, english):
    assert period(starts, ends) == swedish
    assert period(starts, ends, "en") == english


def test_a_short_period_stays_on_one_line():
    words = short_period(date(2021, 2, 1), date(2022, 11, 30))
    assert words == "feb\u00a02021–nov\u00a02022"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022", (2022, 2022)),
        ("2021-2022", (2021, 2022)),
        ("2021–2023", (2021, 2023)),
        (" 2021 – 2023 ", (2021, 2023)),
        ("2023-2021", None),
        ("22", None),
        ("2021-13-01", None),
        ("", None),
    ],
)
def test_years_are_read_from_addresses(text, years):
    assert parse_years(text) == years
