"""`livskraft assess` tells what the rules say, in lines and as JSON."""

import json

import pytest

from livskraft.indicators.models import Assessment, Indicator
from tests.indicators.figures import read_in

KEYS = ["indicator", "area", "rule", "verdict", "value", "inputs", "reason"]


@pytest.fixture
def indicator(make_indicator, tmp_path) -> Indicator:
    found = make_indicator(
        "tag",
        direction="increase",
        declaration={"targets": [{"area": "19", "value": 98, "year": 2025}]},
    )
    read_in(
        found,
        tmp_path,
        {("19", "T"): {"2019": 85, "2020": 80, "2022": 92}, ("1980", "T"): {"2022": 1}},
    )
    return found


def told(livskraft, *arguments: str) -> list[dict]:
    return json.loads(livskraft("assess", *arguments, "--json").out)


def test_json_has_the_promised_keys(livskraft, indicator):
    found = told(livskraft, "tag", "--area", "19")
    assert [one["area"] for one in found] == ["19"]
    assert set(KEYS) <= found[0].keys()
    assert found[0]["inputs"]["target"] == 98


def test_without_areas_all_are_told_and_without_names_all_indicators(livskraft, indicator):
    found = told(livskraft)
    assert {(one["indicator"], one["area"]) for one in found} == {("tag", "19"), ("tag", "1980")}
    lone = next(one for one in found if one["area"] == "1980")
    assert (lone["reason"], lone["reason_code"]) == ("ett enda mätvärde", "single_value")


def test_another_day_knows_what_was_known_then_and_stores_nothing(livskraft, indicator):
    before = list(Assessment.objects.values())
    (found,) = told(livskraft, "tag", "--area", "19", "--on", "2021-03-01")
    assert found["inputs"]["newest_period"] == "2020"
    assert found["verdict"] == "wrong_direction"
    assert list(Assessment.objects.values()) == before


def test_lines_say_where_what_and_by_which_rule(livskraft, indicator):
    out = livskraft("assess", "tag", "--on", "2023-01-26").out
    assert "Västmanlands län: I takt · mål: 98 2025" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["finns-inte"], "finns-inte"),
        (["tag", "--area", "9999"], "9999"),
        (["tag", "--on", "2021-13-01"], "2021-13-01"),
        (["utan"], "utan har inga siffror"),
    ],
)
def test_wrong_input_is_named(livskraft, indicator, make_indicator, arguments, said):
    Indicator.objects.create(
        plan=indicator.plan, slug="utan", address="utan", title="Utan", sort_key="u", search_text=""
    )
    result = livskraft("assess", *arguments)
    assert result.code == 1
    assert said in result.err
