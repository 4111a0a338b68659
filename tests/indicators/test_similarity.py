"""Which municipalities are alike: the rule alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.indicators.similarity import FEWEST, Characteristic, likeness

PEOPLE = Characteristic(
    {"a": 10_000, "b": 11_000, "c": 5_000, "d": 20_000, "e": 150_000, "f": 4_000}, is_number=True
)
INCOME = Characteristic({"a": 200.0, "b": 250.0, "c": 201.0, "d": 199.0, "e": 240.0, "f": 180.0})
ALL = "abcdef"


def areas(found):
    return [one.area for one in found.similar]


def test_twice_as_many_people_is_as_far_up_as_down():
    found = likeness("a", [PEOPLE], among=ALL)
    assert areas(found) == ["b", "c", "d", "f"]
    half, double = found.similar[1:3]
    assert half.distance == pytest.approx(double.distance)


def test_every_characteristic_weighs_as_much():
    assert areas(likeness("a", [PEOPLE, INCOME], among=ALL, most=2)) == ["c", "d"]


def test_how_near_is_said_in_three_steps():
    found = {one.area: one.nearness for one in likeness("a", [PEOPLE], among=ALL, most=5).similar}
    assert found == {"b": "near", "c": "fairly", "d": "fairly", "f": "fairly", "e": "far"}


@pytest.mark.parametrize(
    ("characteristics", "among", "lack", "missing"),
    [
        ([], ALL, "no_characteristics", ()),
        ([PEOPLE, Characteristic({"b": 1.0})], ALL, "own_is_missing", (1,)),
        ([PEOPLE], "abcde", "too_few", ()),
        ([Characteristic(dict.fromkeys(ALL, 1.0))], ALL, "no_difference", ()),
    ],
)
def test_it_says_why_none_is_alike(characteristics, among, lack, missing):
    found = likeness("a", characteristics, among=among)
    assert (found.similar, found.lack, found.missing) == ((), lack, missing)


@given(
    st.dictionaries(
        st.sampled_from("abcdefghij"),
        st.floats(1, 1e9, allow_nan=False, allow_subnormal=False),
        min_size=FEWEST + 1,
    ),
    st.floats(0.001, 1000),
)
def test_the_unit_does_not_matter(values, factor):
    own = min(values)
    plain = likeness(own, [Characteristic(values, is_number=True)], among=values)
    scaled = Characteristic({k: v * factor for k, v in values.items()}, is_number=True)
    other = likeness(own, [scaled], among=values)
    for one, two in zip(plain.similar, other.similar, strict=False):
        assert one.distance == pytest.approx(two.distance, abs=1e-3)
