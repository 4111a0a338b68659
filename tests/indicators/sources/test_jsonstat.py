"""JSON-stat in every way it may be written."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.indicators.sources.cube import Cube
from livskraft.indicators.sources.errors import AnswerError
from livskraft.indicators.sources.jsonstat import is_jsonstat, read_cube, read_cubes
from livskraft.indicators.sources.jsonstat_writer import write_jsonstat
from livskraft.indicators.sources.strict_json import parse_json
from tests.indicators.sources.fakes import recorded
from tests.indicators.sources.strategies import cubes


def shuffled(document: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.permutations(list(document)))
    return {key: document[key] for key in keys}


@st.composite
def written(draw: st.DrawFn) -> tuple[Cube, dict[str, Any]]:
    """A table, and one of the many ways to write it."""
    cube = draw(cubes())
    document = write_jsonstat(cube)
    for dimension in cube.dimensions:
        category = document["dimension"][dimension.code]["category"]
        if len(dimension.values) == 1 and draw(st.booleans()):
            del category["index"]
        elif draw(st.booleans()):
            index = {code: place for place, code in enumerate(dimension.values)}
            category["index"] = shuffled(index, draw)
        category["label"] = shuffled(category["label"], draw)
    if draw(st.booleans()):
        sparse = {str(n): value for n, value in enumerate(cube.cells) if value is not None}
        document["value"] = shuffled(sparse, draw)
    if cube.statuses and draw(st.booleans()):
        document["status"] = [cube.statuses.get(n) for n in range(cube.size)]
        if cube.size == 1:
            document["status"] = document["status"][0]
    if draw(st.booleans()):
        document["dimension"]["id"] = document.pop("id")
        document["dimension"]["size"] = document.pop("size")
        document["dimension"]["role"] = document.pop("role", {})
        document = {draw(st.sampled_from(["dataset", "folk", "class"])): document}
    elif draw(st.booleans()):
        document = {"version": "2.0", "class": "collection", "link": {"item": [document]}}
    return cube, document


@settings(max_examples=60, deadline=None)
@given(written())
def test_any_table_is_read_back_equal_however_it_is_written(
    pair: tuple[Cube, dict[str, Any]],
):
    cube, document = pair
    read = read_cube(parse_json(json.dumps(document).encode()))
    assert list(read.rows()) == list(cube.rows())
    assert [d.labels for d in read.dimensions] == [d.labels for d in cube.dimensions]


def dataset(**parts: Any) -> dict[str, Any]:
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": ["A", "B"],
        "size": [2, 2],
        "dimension": {
            "A": {"category": {"index": ["a", "b"]}},
            "B": {"category": {"index": {"y": 1, "x": 0}}},
        },
        "value": [1, 2, 3, None],
        "status": {"3": ".."},
    }
    return {**document, **parts}


def test_order_comes_from_the_index_and_not_from_the_keys():
    rows = list(read_cube(dataset()).rows())
    assert rows[1] == {"A": "a", "B": "y", "value": 2, "status": None}
    assert rows[3] == {"A": "b", "B": "y", "value": None, "status": ".."}


def test_one_status_alone_stands_for_every_cell():
    assert set(read_cube(dataset(status=["p"])).statuses.values()) == {"p"}
    assert len(read_cube(dataset(status="p")).statuses) == 4


@pytest.mark.parametrize(
    "parts",
    [
        {"value": [1, 2, 3]},
        {"value": [1, 2, 3, 4, 5]},
        {"value": {"4": 1}},
        {"value": {"-1": 1}},
        {"value": {"01": 1, "1": 2}},
        {"value": [1, 2, 3, True]},
        {"value": [1, 2, 3, [4]]},
        {"value": [1, 2, 3, float("inf")]},
        {"value": "1"},
        {"status": ["a", "b"]},
        {"status": {"9": "a"}},
        {"status": 7},
        {"size": [2]},
        {"size": [2, -2]},
        {"size": [2, 2.0]},
        {"size": [True, 2]},
        {"size": [2, 3]},
        {"id": ["A", "A"]},
        {"id": ["A", "C"]},
        {"id": "A"},
        {"dimension": {"A": {"category": {"index": ["a", "a"]}}, "B": {}}},
        {"dimension": {"A": {"category": {"index": {"a": 0, "b": 0}}}, "B": {}}},
        {"dimension": {"A": {"category": {"index": {"a": "0", "b": 1}}}, "B": {}}},
    ],
)
def test_what_contradicts_itself_is_refused(parts: dict[str, Any]):
    with pytest.raises(AnswerError, match="contradicts itself"):
        read_cube(dataset(**parts))


def test_a_table_beyond_all_measure_is_refused_before_it_is_built():
    index = {"category": {"index": ["a"]}}
    with pytest.raises(AnswerError, match="Ask for less"):
        read_cube(dataset(size=[10**6, 10**6], value={}, dimension={"A": index, "B": index}))


def test_links_of_a_collection_are_not_followed():
    item = {"class": "dataset", "href": "http://127.0.0.1:1/x.json"}
    document = {"version": "2.0", "class": "collection", "link": {"item": [item, dataset()]}}
    assert len(read_cubes(document)) == 1


def test_several_data_sets_are_no_single_answer():
    with pytest.raises(AnswerError, match="holds 2 data sets"):
        read_cube({"first": dataset(), "second": dataset()})


def test_hierarchies_units_and_notes_are_kept():
    category = {
        "index": ["a", "b"],
        "child": {"a": ["b"]},
        "unit": {"a": {"base": "kr"}},
        "note": {"b": ["preliminär"]},
    }
    parts = {"A": {"category": category}, "B": {"category": {"index": ["x", "y"]}}}
    first = read_cube(dataset(dimension=parts)).dimensions[0]
    assert (first.children, first.units, first.notes) == (
        {"a": ["b"]},
        {"a": "kr"},
        {"b": "preliminär"},
    )


def test_other_json_is_no_jsonstat():
    for document in ({}, [], {"values": []}, {"a": 1}, None, {"class": "dimension"}):
        assert not is_jsonstat(document)


def test_what_we_write_is_what_we_read():
    cube = read_cube(recorded("scb/TAB6471.json"))
    again = read_cube(json.loads(json.dumps(write_jsonstat(cube))))
    kept = tuple(replace(d, can_eliminate=False, total=None) for d in cube.dimensions)
    assert again == replace(cube, dimensions=kept)
