"""What the store remembers of what it read: the same figures, for less work."""

import pytest

from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.store import Store, make_table
from livskraft.indicators.store.memory import Memory


def rows(number, area="1980"):
    return [Observation(area, str(1000 + place), "T", place) for place in range(number)]


def test_what_was_not_asked_for_the_longest_goes_first():
    memory = Memory(most_rows=100)
    for name in "abcdefghij":
        memory.keep(name, rows(10))
    assert memory.get("a") == rows(10)
    memory.keep("k", rows(10))
    assert memory.has("a")
    assert not memory.has("b")
    assert memory.get("b") is None


def test_a_large_part_of_what_can_be_kept_is_not_kept():
    memory = Memory(most_rows=100)
    memory.keep("a", rows(11))
    assert not memory.has("a")


def test_keeping_the_same_again_takes_no_more_room():
    memory = Memory(most_rows=20)
    for _again in range(30):
        memory.keep("a", rows(2))
    memory.keep("b", rows(2))
    assert memory.has("a")


def test_whoever_reads_gets_a_list_of_their_own(tmp_path):
    store = Store(tmp_path)
    name = store.keep(make_table([rows(3)]))
    store.read(name).clear()
    assert store.read(name) == rows(3)


def test_several_files_are_read_at_once_as_one_by_one(tmp_path, monkeypatch):
    several = {"1980": rows(3), "1981": rows(4, "1981"), "1982": rows(2, "1982")}
    writing = Store(tmp_path)
    names = {writing.keep(make_table([part])): part for part in several.values()}
    full = writing.keep(
        make_table([[Observation("19", "2020", "K", 1.5, "p", (("A", "1"),), 1, 2)]])
    )
    one_by_one = {name: writing.read(name, areas=["1980", "19"]) for name in [*names, full]}
    store = Store(tmp_path)
    store.read_ahead([*names, full, "0" * 64], areas=["1980", "19"])

    def refuse(*_arguments):
        raise AssertionError("It was read already.")

    monkeypatch.setattr("livskraft.indicators.store.folder.read_observations", refuse)
    assert {name: store.read(name, areas=["1980", "19"]) for name in [*names, full]} == one_by_one
    assert store.read(full, areas=["1980", "19"])[0].dimensions == (("A", "1"),)
    with pytest.raises(FileNotFoundError):
        store.read("0" * 64, areas=["1980", "19"])


def test_the_fewest_answers_are_known_of_a_table_and_of_its_file(tmp_path):
    store = Store(tmp_path)
    answers = [Observation("1980", str(2000 + one), "T", 50.5, answers=one) for one in (0, 7, 300)]
    table = make_table([answers])
    assert table.fewest_answers == store.fewest_answers(store.keep(table)) == 7
    without = make_table([rows(2)])
    assert without.fewest_answers is store.fewest_answers(store.keep(without)) is None
