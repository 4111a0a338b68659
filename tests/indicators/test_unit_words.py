"""Units in the language of the page."""

import pytest
from django.utils.translation import override

from livskraft.indicators.queries.figure_words import around_figure, in_table, with_unit
from livskraft.indicators.queries.unit_words import is_content, unit_words

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("unit", "english"),
    [
        ("procent", "percent"),
        ("procent av hushållen", "percent of the households"),
        ("procent av befolkningen 25–64 år", "percent of the population aged 25–64"),
        ("per 1 000 invånare 31 december", "per 1,000 inhabitants on 31 December"),
        ("tusen kronor per invånare", "thousand kronor per inhabitant"),
        ("1 000 ton koldioxidekvivalenter", "1,000 tonnes of carbon dioxide equivalents"),
        ("plats av 290", "place of 290"),
        ("", ""),
    ],
)
def test_usual_units_are_said_in_english(unit, english):
    assert unit_words(unit) == unit
    with override("en"):
        assert unit_words(unit) == english
        assert not is_content(unit)


def test_a_unit_with_an_unknown_word_stays_as_it_is():
    with override("en"):
        assert unit_words("kubikmeter slam per pumphus") == "kubikmeter slam per pumphus"
        assert is_content("kubikmeter slam per pumphus")
    assert not is_content("kubikmeter slam per pumphus")


@pytest.mark.parametrize(
    ("unit", "shown", "beside"),
    [
        ("procent av hushållen", f"19{SPACE}%", "av hushållen"),
        ("antal per kvartal", "19", "per kvartal"),
        ("antal av tio", f"19{SPACE}av tio", ""),
        ("tusen kronor per invånare", f"19{SPACE}tusen kronor", "per invånare"),
        ("plats av 290", f"plats{SPACE}19 av 290", ""),
    ],
)
def test_a_table_has_the_figure_first_and_of_what_beside_it(unit, shown, beside):
    assert in_table("19", unit) == (shown, beside)


def test_beside_a_large_figure_stands_only_the_sign_of_percent():
    assert around_figure("procent av hushållen") == ("%", "av hushållen")
    assert around_figure("tusen kronor per invånare") == ("", "tusen kronor per invånare")


def test_a_sentence_has_the_unit_whole():
    assert with_unit("19", "procent av hushållen") == "19 procent av hushållen"
    with override("en"):
        assert with_unit("4", "plats av 290") == "place 4 of 290"
