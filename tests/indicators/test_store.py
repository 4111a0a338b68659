"""The store keeps figures exactly, once, and reads them the same from any thread."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.indicators.sources.errors import AnswerError
from livskraft.indicators.sources.grid import Axis, Grid
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_days
from livskraft.indicators.store import Change, Changes, Store, areas, make_table, parquet
from livskraft.indicators.store.engine import cursor

PERIODS = ["2019", "2020", "2020H1", "2020Q3", "2020M05", "2019/2020", "2017-2020"]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


numbers = (
    st.none() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)
)
texts = st.none() | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
)


@st.composite
def observations(draw):
    """Rows with distinct keys, in any order."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["00", "19", "1980", "G33626"]),
                st.sampled_from(PERIODS),
                st.sampled_from("KMT"),
                st.lists(
                    st.tuples(
                        st.sampled_from(["Alder", "Född i"]),
                        st.sampled_from(["0-19", "å 1", "tot"]),
                    ),
                    unique_by=lambda pair: pair[0],
                    max_size=2,
                ).map(lambda pairs: tuple(sorted(pairs))),
            ),
            min_size=1,
            max_size=40,
            unique=True,
        )
    )
    return [
        Observation(
            *(*key[:3], draw(numbers), draw(texts), key[3]),
            **{name: draw(numbers) for name in ("lower", "upper", "margin", "answers")},
            note=draw(texts),
        )
        for key in keys
    ]


def as_set(rows):
    return {
        row._replace(value=row.value if row.value is None else float(row.value)) for row in rows
    }


@settings(deadline=None)
@given(observations())
def test_what_is_kept_is_read_back_equal(tmp_path_factory, rows):
    store = Store(tmp_path_factory.mktemp("store"))
    assert as_set(store.read(store.keep(make_table([rows])))) == as_set(rows)


@settings(deadline=None)
@given(
    observations(), st.sets(st.sampled_from(["00", "19", "1980"])), st.sets(st.sampled_from("KMT"))
)
def test_some_areas_and_sexes_are_read_as_all_are(tmp_path_factory, rows, areas, sexes):
    store = Store(tmp_path_factory.mktemp("store"))
    name = store.keep(make_table([rows]))
    wanted = [
        row
        for row in store.read(name)
        if (not areas or row.area in areas) and (not sexes or row.sex in sexes)
    ]
    assert store.read(name, areas=sorted(areas), sexes=sorted(sexes)) == wanted


@settings(deadline=None)
@given(observations())
def test_others_read_the_same_from_a_file(tmp_path_factory, rows):
    store = Store(tmp_path_factory.mktemp("store"))
    read = store.read(store.keep(make_table([rows])))
    path = str(next(store.folder.rglob("*.parquet")))
    names = "area, period, sex, value, status, lower, upper, margin, answers, note"
    with cursor() as asking:
        found = asking.execute(f"select {names} from read_parquet(?)", [path]).fetchall()
    assert found == [row[:5] + row[6:] for row in read]


@settings(deadline=None)
@given(observations(), st.randoms())
def test_the_same_figures_in_another_order_are_the_same_content(rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    half = len(rows) // 2
    one, other = make_table([rows]), make_table([shuffled[:half], shuffled[half:]])
    assert one.content_sha256 == other.content_sha256
    assert one.parquet() == other.parquet()


@settings(deadline=None)
@given(observations())
def test_another_figure_is_another_content(rows):
    other = 7.5 if rows[0].value != 7.5 else None
    changed = [rows[0]._replace(value=other), *rows[1:]]
    assert make_table([rows]).content_sha256 != make_table([changed]).content_sha256


def make_axes(areas_first: bool = True):
    axes = [
        Axis("area", "Region", ("1980", "19", "00")),
        Axis("period", "Tid", ("2021", "2020")),
        Axis("sex", "Kon", ("M", "K")),
        Axis("dimension", "Utbildning", ("b", "a")),
        Axis("dimension", "Alder", ("20", "0-19")),
        Axis("", "Innehåll", ("X",)),
    ]
    return tuple(axes if areas_first else reversed(axes))


@pytest.mark.parametrize("areas_first", [True, False])
def test_a_block_gives_the_same_table_as_its_rows(areas_first):
    axes = make_axes(areas_first)
    cells = [None if n % 5 == 0 else n / 2 for n in range(48)]
    grid = Grid(axes, cells, dict.fromkeys(range(0, 48, 5), ".."))
    one, other = make_table([grid]), make_table([list(grid)])
    assert one.content_sha256 == other.content_sha256
    assert one.parquet() == other.parquet()


def test_a_block_with_limits_gives_the_same_table_as_its_rows():
    axes = (Axis("measure", "Matt", ("lower", "value", "upper")), *make_axes())
    grid = Grid(axes, list(range(144)), {50: "p"})
    assert make_table([grid]).parquet() == make_table([list(grid)]).parquet()


def test_a_block_without_areas_or_sex_has_those_that_it_stands_for():
    grid = Grid((Axis("period", "Tid", ("2020", "2021")),), [1, 2], area="00")
    rows = [Observation("00", "2020", "T", 1), Observation("00", "2021", "T", 2)]
    assert make_table([grid]).parquet() == make_table([rows]).parquet()


def test_a_figure_that_comes_twice_is_refused():
    row = Observation("19", "2020", "T", 1)
    with pytest.raises(AnswerError, match="twice"):
        make_table([[row], [row._replace(value=2)]])


def test_a_number_that_is_none_is_refused():
    with pytest.raises(AnswerError, match="digits"):
        make_table([[Observation("19", "2020", "T", 10**400)]])


def test_rows_come_by_area_sex_and_time(store):
    rows = [Observation(a, p, s, 1) for a, p, s in itertools.product(["19", "00"], PERIODS, "TK")]
    found = store.read(store.keep(make_table([rows])), areas=["19"], sexes=["K"])
    ends = [period_days(row.period)[1] for row in found]
    assert {(row.area, row.sex) for row in found} == {("19", "K")}
    assert ends == sorted(ends)
    assert len(ends) == len(PERIODS)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2020", "2020-01-01 2020-12-31"),
        ("2020H1", "2020-01-01 2020-06-30"),
        ("2020H2", "2020-07-01 2020-12-31"),
        ("2020Q3", "2020-07-01 2020-09-30"),
        ("2020M02", "2020-02-01 2020-02-29"),
        ("2020M12", "2020-12-01 2020-12-31"),
        ("2019/2020", "2019-07-01 2020-06-30"),
        ("2017-2020", "2017-01-01 2020-12-31"),
    ],
)
def test_a_period_has_its_days(period, days):
    assert " ".join(map(str, period_days(period))) == days


def test_a_file_is_written_once(store, tmp_path):
    table = make_table([[Observation("19", "2020", "T", 1)]])
    name = store.keep(table)
    path = next(tmp_path.rglob("*.parquet"))
    before = path.stat().st_mtime_ns
    assert store.keep(table) == name
    assert path.name == f"{name}.parquet"
    assert path.stat().st_mtime_ns == before


def test_a_file_that_is_not_there_is_said(store):
    with pytest.raises(FileNotFoundError):
        store.read("0" * 64)


def test_an_answer_is_kept_as_it_came(store):
    payload = b'{"values": []}' * 1000
    name = store.answers.keep(payload)
    assert store.answers.read(name) == payload
    assert store.answers.path(name).stat().st_size < len(payload) / 10


def test_changes_are_new_revised_and_withdrawn(store):
    before = [
        Observation("19", "2019", "T", 1),
        Observation("19", "2020", "T", 2, "p"),
        Observation("19", "2021", "T", 3),
        Observation("19", "2022", "T", None, ".."),
        Observation("1980", "2022", "T", 5, None, (("Alder", "20"),)),
    ]
    after = [
        Observation("19", "2019", "T", 1),
        Observation("19", "2020", "T", 2),
        Observation("19", "2022", "T", 4),
        Observation("19", "2023", "T", 6),
        Observation("1980", "2022", "T", None, "isdeleted", (("Alder", "20"),)),
    ]
    one, other = (store.keep(make_table([rows])) for rows in (before, after))
    assert store.changes(one, other) == Changes(new=1, revised=2, withdrawn=2)
    assert not store.changes(one, one)
    assert store.changed_rows(one, other) == [
        Change("revised", "19", "2020", "T", (), 2, 2, "p", None),
        Change("withdrawn", "19", "2021", "T", (), 3, None, None, None),
        Change("revised", "19", "2022", "T", (), None, 4, "..", None),
        Change("new", "19", "2023", "T", (), None, 6, None, None),
        Change("withdrawn", "1980", "2022", "T", (("Alder", "20"),), 5, None, None, "isdeleted"),
    ]
    assert len(store.changed_rows(one, other, limit=2)) == 2


def test_large_tables_are_kept_in_groups_that_say_what_they_hold(store, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 16)
    rows = [
        Observation(f"{area:04}", str(year), "T", None if year % 7 == 0 else year + area / 10)
        for area in range(1000, 1010)
        for year in range(2000, 2020)
    ]
    name = store.keep(make_table([rows]))
    assert as_set(store.read(name)) == as_set(rows)
    assert {row.area for row in store.read(name, areas=["1003", "1007"])} == {"1003", "1007"}
    path = str(next(store.folder.rglob("*.parquet")))
    with cursor() as asking:
        groups = asking.execute(
            "select stats_min_value, stats_max_value, row_group_num_rows from parquet_metadata(?) "
            "where path_in_schema = 'area' order by row_group_id",
            [path],
        ).fetchall()
    assert groups[0] == ("1000", "1000", 16)
    assert len(groups) == 13


def test_threads_that_read_at_once_get_the_right_answers(store):
    names = {
        store.keep(
            make_table([[Observation("19", str(year), "T", value) for year in range(2000, 2020)]])
        ): value
        for value in range(20)
    }

    def is_right(name):
        return all(row.value == names[name] for row in store.read(name, areas=["19"]))

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(is_right, list(names) * 20))


def test_one_area_is_read_in_all_files_before_and_after_they_are_sorted(store, monkeypatch):
    monkeypatch.setattr(areas, "MOST_BESIDE", 3)
    names = [
        store.keep(
            make_table(
                [
                    [Observation(area, "2020", "T", None), Observation(area, "2021", "T", n)]
                    for area in ("19", "1980")
                ]
            )
        )
        for n in range(8)
    ]
    first, rest = names[:4], names[4:]

    def read(wanted):
        return {name: series.points() for name, series in store.area_series("19", wanted).items()}

    expected = {name: [("2020", None), ("2021", n)] for n, name in enumerate(names)}
    assert read(names) == expected
    assert store.sort_by_area(first)
    assert not store.sort_by_area(first)
    assert read(names) == expected
    assert store.sort_by_area(names)
    assert read(names) == expected
    assert read(rest) == {name: expected[name] for name in rest}
    assert store.area_series("20", names) == {}


def test_what_was_left_over_is_tidied_away_after_a_day(store, tmp_path):
    import os
    import time

    kept = store.keep(make_table([[Observation("19", "2020", "T", 1)]]))
    orphan = store.keep(make_table([[Observation("19", "2020", "T", 2)]]))
    answer = store.answers.keep(b"answer")
    draft = store.folder / "figures" / "ab" / ".half.draft"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(b"half")
    assert store.tidy([kept], [answer]) == 0
    for path in store.folder.rglob("*"):
        if path.is_file():
            os.utime(path, (time.time() - 2 * 86400,) * 2)
    assert store.tidy([kept], [answer]) == 2
    assert store.has(kept)
    assert not store.has(orphan)
    assert store.answers.read(answer) == b"answer"
