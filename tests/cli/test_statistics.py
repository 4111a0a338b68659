"""`livskraft statistics`: figures from publishers and files, as people and machines read them."""

import json
from datetime import date

import pytest

from livskraft.indicators.models import Snapshot
from livskraft.plans.models import Plan
from tests.indicators.conftest import (  # noqa: F401 (fixtures)
    hasty,
    kolada,
    make_indicator,
    server,
    snapshots,
)
from tests.indicators.sources.fakes import RECORDED
from tests.indicators.sources.server import Reply

KOLADA = {"name": "kolada", "kpi": "N03702"}


@pytest.fixture
def ready(make_indicator, kolada, hasty):  # noqa: F811
    """Two indicators of Kolada, and one of files."""
    make_indicator("brp", source=KOLADA, unit="tusen kronor")
    make_indicator("fel", source={"name": "kolada", "kpi": "N1"})
    make_indicator("enkat", source={"name": "file", "attribution": "Region Exempel"})
    return kolada


def test_update_tells_a_line_each_and_names_what_failed(livskraft, ready):
    outcome = livskraft("statistics", "update")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["brp", "fel"]
    (heading, reason) = outcome.err.splitlines()
    assert "tidigare" in heading
    assert reason.startswith("fel: ")
    assert "N1" in reason
    assert Snapshot.objects.count() == 1


def test_update_again_says_that_nothing_has_changed(livskraft, ready):
    livskraft("statistics", "update", "brp")
    outcome = livskraft("statistics", "update", "brp")
    assert outcome.code == 0
    assert outcome.out.startswith("brp: oförändrat sedan ")


def test_update_as_json_has_both_what_went_well_and_what_failed(livskraft, ready):
    outcome = livskraft("statistics", "update", "--json")
    document = json.loads(outcome.out)
    assert [one["indicator"] for one in document["updated"]] == ["brp"]
    assert [one["indicator"] for one in document["failed"]] == ["fel"]
    assert document["updated"][0]["snapshot"] == Snapshot.objects.get().sha256


def test_update_can_be_narrowed_to_a_source(livskraft, ready):
    assert livskraft("statistics", "update", "brp", "--source", "kolada").code == 0
    outcome = livskraft("statistics", "update", "--source", "scb")
    assert (outcome.code, '"scb"' in outcome.err) == (1, True)


def test_update_of_an_indicator_that_comes_from_files_says_what_to_do(livskraft, ready):
    outcome = livskraft("statistics", "update", "enkat")
    assert (outcome.code, "statistics load" in outcome.err) == (1, True)


def test_a_failing_update_leaves_the_earlier_series_whole(livskraft, ready, server):  # noqa: F811
    livskraft("statistics", "update", "brp")
    before = json.loads(livskraft("statistics", "series", "brp", "--json").out)
    server.route("GET", "/v3/data/.*", Reply(b'{"values": [{"kpi"', cut=8))
    assert livskraft("statistics", "update", "brp").code == 1
    after = json.loads(livskraft("statistics", "series", "brp", "--json").out)
    assert after.pop("stale")
    assert before.pop("stale") is None
    assert after == before


def test_series_has_the_shape_that_was_agreed(livskraft, ready):
    livskraft("statistics", "update", "brp")
    outcome = livskraft("statistics", "series", "brp", "--area", "1984", "--sex", "T", "--json")
    document = json.loads(outcome.out)
    assert (document["indicator"], document["unit"]) == ("brp", "tusen kronor")
    assert document["source"] == "Källa: Kolada"
    assert document["snapshot"] == Snapshot.objects.get().sha256
    first = document["observations"][0]
    assert list(first) == ["area", "period", "sex", "value", "status"]
    assert {one["area"] for one in document["observations"]} == {"1984"}
    assert first["value"] == 268.853441


def test_series_for_people_has_source_and_time(livskraft, ready):
    livskraft("statistics", "update", "brp")
    outcome = livskraft("statistics", "series", "brp", "--area", "1984", "1980")
    lines = outcome.out.splitlines()
    assert lines[0] == "Brp (tusen kronor)"
    assert lines[1].startswith("Källa: Kolada · hämtat ")
    assert "268.853441" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["saknas"], "saknas"), (["brp"], "statistics update brp"), (["enkat"], "statistics load")],
)
def test_series_that_is_not_there_says_what_to_do(livskraft, ready, arguments, word):
    outcome = livskraft("statistics", "series", *arguments)
    assert (outcome.code, word in outcome.err) == (1, True)


def test_an_earlier_retrieval_is_named_by_its_hash(livskraft, ready, tmp_path):
    path = tmp_path / "enkat.csv"
    for value in ("1", "2,5"):
        path.write_text(f"area;period;sex;value\n19;2020;T;{value}\n")
        assert livskraft("statistics", "load", path, "--indicator", "enkat").code == 0
    first = Snapshot.objects.order_by("pk").first()
    outcome = livskraft("statistics", "series", "enkat", "--snapshot", first.sha256, "--json")
    assert json.loads(outcome.out)["observations"][0]["value"] == 1
    assert livskraft("statistics", "series", "enkat", "--snapshot", "f" * 64).code == 1


def test_load_says_what_is_wrong_with_a_file_and_keeps_what_was_there(livskraft, ready, tmp_path):
    path = tmp_path / "enkat.csv"
    path.write_text("area;period;sex;value\n19;2020;T;många\n")
    outcome = livskraft("statistics", "load", path, "--indicator", "enkat")
    assert (outcome.code, "många" in outcome.err) == (1, True)
    assert not Snapshot.objects.exists()
    missing = livskraft("statistics", "load", tmp_path / "saknas.csv", "--indicator", "enkat")
    assert (missing.code, "saknas.csv" in missing.err) == (1, True)


def test_load_warns_of_a_time_that_is_not_over_and_of_figures_far_from_those_before(
    livskraft, ready, tmp_path
):
    Plan.objects.update(as_of=date(2023, 1, 26))
    path = tmp_path / "enkat.csv"
    path.write_text("area;period;sex;value\n19;2020;T;45,2\n19;2021;T;4520\n19;2031;T;46\n")
    outcome = livskraft("statistics", "load", path, "--indicator", "enkat")
    assert outcome.code == 0
    assert "en tid som inte är slut den 2023-01-26: 2031." in outcome.out
    assert "Västmanlands län, 2021: 4520 kommer efter 45,2 (2020)." in outcome.out


@pytest.mark.parametrize(
    ("heading", "said"),
    [("area;år;sex;value", "kolumnen period. Den"), ("a;b;sex;value", "kolumnerna area, period. ")],
)
def test_load_says_what_columns_a_file_lacks_and_where_others_are_explained(
    livskraft, ready, tmp_path, heading, said
):
    path = tmp_path / "enkat.csv"
    path.write_text(f"{heading}\n19;2020;T;1\n")
    outcome = livskraft("statistics", "load", path, "--indicator", "enkat")
    assert outcome.code == 1
    assert f"enkat.csv: Filen saknar {said}" in outcome.err
    assert "på sidan ”Läs in en fil”" in outcome.err


def test_load_tells_what_changed(livskraft, ready, tmp_path):
    path = tmp_path / "enkat.csv"
    path.write_text("area;period;sex;value;status\n19;2020;T;1;\n19;2021;T;;..\n")
    livskraft("statistics", "load", path, "--indicator", "enkat")
    before = Snapshot.objects.get()
    path.write_text("area;period;sex;value;status\n19;2020;T;1,5;\n19;2022;T;3;p\n")
    outcome = livskraft("statistics", "load", path, "--indicator", "enkat", "--json")
    document = json.loads(outcome.out)
    assert (document["new"], document["revised"], document["withdrawn"]) == (1, 1, 1)
    path.write_text("area;period;sex;value;status\n19;2022;T;3;p\n")
    less = livskraft("statistics", "load", path, "--indicator", "enkat")
    assert less.out.startswith("enkat: 1 borttagen\n")
    newest = Snapshot.objects.exclude(pk=before.pk).earliest("pk")
    assert f"livskraft statistics series enkat --snapshot {newest.sha256}" in less.out


def test_an_unknown_indicator_is_told_with_those_that_are_like_it(livskraft, ready):
    outcome = livskraft("statistics", "series", "enkatt")
    assert outcome.code == 1
    assert '"enkatt"' in outcome.err
    assert "enkat." in outcome.err


def test_preview_shows_a_file_before_anything_is_stored(livskraft):
    path = RECORDED / "px" / "BE0101N1.px"
    document = json.loads(livskraft("statistics", "preview", path, "--json").out)
    assert document["format"] == "px"
    (table,) = document["tables"]
    assert (table["cells"], table["missing"], len(table["rows"])) == (12, 0, 12)
    outcome = livskraft("statistics", "preview", path)
    assert "12 celler" in outcome.out
    assert livskraft("statistics", "preview", path.with_name("saknas")).code == 1


def test_an_address_that_is_none_is_refused_before_anything_is_asked(livskraft, ready, settings):
    settings.LIVSKRAFT_SOURCE_URLS = "kolada"
    outcome = livskraft("statistics", "update")
    assert (outcome.code, outcome.out, "kolada" in outcome.err) == (1, "", True)
