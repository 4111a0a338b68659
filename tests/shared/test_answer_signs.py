"""The signs of a round's answers, and the bar of them all."""

import re
from xml.etree import ElementTree

import pytest

from livskraft.shared.charts.answers import STATES, answer_sign, answers_bar


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_sign_of_its_own(state):
    drawn = ElementTree.fromstring(answer_sign(state))
    assert drawn.get("aria-hidden") == "true"
    assert f"answer--{state}" in drawn.get("class", "")


def test_the_bar_has_a_part_for_each_state_in_order_and_fills_its_place():
    drawn = answers_bar({"late": 1, "accepted": 3})
    ElementTree.fromstring(drawn)
    assert re.findall(r"answer--(\w+)", drawn) == ["accepted", "late"]
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ("0.000", "75.000"),
        ("75.000", "25.000"),
    ]


def test_without_answers_there_is_no_bar_and_only_the_first_brings_the_hatching():
    assert answers_bar({"late": 0}) == ""
    assert 'id="answers-hatch"' in answers_bar({"invited": 1})
    assert 'id="answers-hatch"' not in answers_bar({"invited": 1}, has_pattern=False)
