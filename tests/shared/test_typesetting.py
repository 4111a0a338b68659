"""How Swedish titles are set."""

import pytest

from livskraft.shared.typesetting import SOFT_HYPHEN, breakable, unbroken

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kollektivtrafikbarometern", "kollektiv-trafik-barometern"),
        ("Bostadsmarknadsanalys", "Bostads-marknads-analys"),
        ("marknadsandel", "marknadsandel"),
        ("Öka andelen", "Öka andelen"),
    ],
)
def test_long_words_are_broken_where_their_parts_meet(word, parts):
    assert breakable(word) == parts.replace("-", SOFT_HYPHEN)


def test_no_line_breaks_inside_a_number():
    assert unbroken("per 1 000 invånare 2019") == "per 1\N{NO-BREAK SPACE}000 invånare 2019"
