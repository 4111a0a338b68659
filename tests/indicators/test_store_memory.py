"""What the store remembers of what it read: the same figures, for less work."""

import pytest

from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.store import LostFileError, Store, make_table
from livskraft.indicators.store.memory import Memory


class File:
    """Stands for a file with so many rows."""

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return self.rows


def rows(number):
    return [Observation("1980", str(1000 + place), "T", place) for place in range(number)]


def test_what_was_not_asked_for_the_longest_goes_first():
    memory = Memory(most_rows=100)
    files = {name: File(10) for name in "abcdefghijk"}
    for name in "abcdefghij":
        memory.keep(name, files[name])
    assert memory.get("a") is files["a"]
    memory.keep("k", files["k"])
    assert memory.get("a") is files["a"]
    assert memory.get("b") is None


def test_a_large_part_of_what_can_be_kept_is_not_kept():
    memory = Memory(most_rows=100)
    memory.keep("a", File(11))
    assert memory.get("a") is None


def test_keeping_the_same_again_takes_no_more_room():
    memory = Memory(most_rows=20)
    for _again in range(30):
        memory.keep("a", File(2))
    memory.keep("b", File(2))
    assert memory.get("a") is not None


def test_whoever_reads_gets_a_list_of_their_own(tmp_path):
    store = Store(tmp_path)
    name = store.keep(make_table([rows(3)]))
    store.read(name).clear()
    assert store.read(name) == rows(3)


def test_a_file_is_unpacked_once(tmp_path, monkeypatch):
    store = Store(tmp_path)
    name = store.keep(make_table([rows(3)]))
    before = store.read(name)

    def refuse(*_arguments):
        raise AssertionError("It was read already.")

    monkeypatch.setattr("livskraft.indicators.store.reading.ParquetFile.group", refuse)
    assert store.read(name) == before
    assert store.read(name, areas=["1980"], sexes=["T"]) == before


@pytest.mark.parametrize("end", [0, 3, 40, -40, -1])
def test_a_file_that_was_cut_off_is_lost(tmp_path, end):
    name = Store(tmp_path).keep(make_table([rows(30)]))
    path = next(tmp_path.rglob("*.parquet"))
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(LostFileError):
        Store(tmp_path).read(name)


def test_a_file_in_which_anything_was_changed_is_lost(tmp_path):
    name = Store(tmp_path).keep(make_table([rows(3)]))
    path = next(tmp_path.rglob("*.parquet"))
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(bytes([*whole[:place], whole[place] ^ 0x55, *whole[place + 1 :]]))
        with pytest.raises(LostFileError):
            Store(tmp_path).read(name)


def test_the_fewest_answers_are_known_of_a_table_and_of_its_file(tmp_path):
    store = Store(tmp_path)
    answers = [Observation("1980", str(2000 + one), "T", 50.5, answers=one) for one in (0, 7, 300)]
    table = make_table([answers])
    assert table.fewest_answers == store.fewest_answers(store.keep(table)) == 7
    without = make_table([rows(2)])
    assert without.fewest_answers is store.fewest_answers(store.keep(without)) is None
