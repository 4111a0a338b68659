"""`livskraft plan`: bad input is explained and changes nothing; results can be read by machines."""

import json
from typing import Any

import pytest
from django.apps import apps

from livskraft.plans.models import Activity, Plan
from tests.plans.planfiles import PLAN, line_with, write

pytestmark = pytest.mark.django_db


def all_rows() -> dict[str, list[Any]]:
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("plans").get_models(include_auto_created=True)
    }


def changed(old: str, new: str) -> str:
    assert PLAN.count(old) == 1
    return PLAN.replace(old, new)


BAD_FILES = {
    "broken YAML": (changed('areas: ["19", "1980"', 'areas: [["19", "1980"'), "parentes"),
    "a doubled key": (changed("lead: folkhalsa", "lead: folkhalsa\n    lead: sala"), "två gånger"),
    "an unknown goal": (changed("goal: trygghet\n", "goal: trygget\n"), 'Menade du "trygghet"'),
    "a circle of parents": (changed("kind: region}", "kind: region, parent: folkhalsa}"), "cirkel"),
    "a day that does not exist": (changed("starts: 2021-01-01", "starts: 2021-13-01"), "datum"),
    "a bare code": (changed('area: "1981"}', "area: 0127}"), '"0127"'),
    "another encoding": (PLAN.encode("latin-1"), "UTF-8"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_input_is_explained_with_its_line_and_changes_nothing(livskraft, tmp_path, name):
    good = write(tmp_path)
    assert livskraft("plan", "load", good).code == 0
    before = all_rows()
    content, part = BAD_FILES[name]
    path = tmp_path / "fel.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    outcome = livskraft("plan", "load", path)
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err.startswith("Inget har lästs in.")
    assert "fel.yaml, rad " in outcome.err
    assert part in outcome.err
    assert "Traceback" not in outcome.err
    assert all_rows() == before


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a doubled key", "    lead: sala"),
        ("an unknown goal", "trygget"),
        ("a circle of parents", "parent: folkhalsa}"),
        ("a day that does not exist", "2021-13-01"),
        ("a bare code", "0127"),
    ],
)
def test_the_line_is_the_right_one(livskraft, tmp_path, name, part):
    text = BAD_FILES[name][0]
    outcome = livskraft("plan", "load", write(tmp_path, text))
    assert f"rad {line_with(text, part)}:" in outcome.err


def test_an_empty_file_is_said_to_be_empty(livskraft, tmp_path):
    outcome = livskraft("plan", "load", write(tmp_path, ""))
    assert (outcome.code, "Filen är tom" in outcome.err) == (1, True)
    assert not Plan.objects.exists()


def test_a_file_that_is_not_there_is_named(livskraft, tmp_path):
    outcome = livskraft("plan", "load", tmp_path / "ingen.yaml")
    assert (outcome.code, outcome.err) == (1, f"Filen {tmp_path / 'ingen.yaml'} finns inte.\n")


def test_a_folder_is_no_file(livskraft, tmp_path):
    assert "är en mapp" in livskraft("plan", "load", tmp_path).err


@pytest.mark.parametrize(
    "arguments", [["plan"], ["plan", "load"], ["plan", "eat", "x"], ["plan", "load", "a", "b"]]
)
def test_wrong_usage_ends_with_code_2_and_says_how(livskraft, arguments):
    outcome = livskraft(*arguments)
    assert outcome.code == 2
    assert outcome.err.lower().startswith("så här: livskraft plan")


def test_loading_tells_in_a_few_lines_what_was_done(livskraft, tmp_path):
    outcome = livskraft("plan", "load", write(tmp_path))
    first, second = outcome.out.splitlines()
    assert first == "exempel-2030: Exempelregionens strategi 2030, läst från plan.yaml."
    assert second.startswith("  Nytt: 1 plan, 1 dokument, 3 aktörer, 1 forum, 3 mål, 1 indikator,")
    again = livskraft("plan", "load", write(tmp_path))
    assert "Oförändrat: 13 poster som förut." in again.out


def test_a_conflict_shows_both_values_and_what_to_do(livskraft, tmp_path):
    livskraft("plan", "load", write(tmp_path))
    Activity.objects.filter(slug="kartlagg-trygghet").update(title="Ändrad på sajten")
    outcome = livskraft("plan", "load", write(tmp_path))
    assert outcome.code == 1
    assert "--overwrite" in outcome.err
    assert "Ändrad på sajten" in outcome.err
    assert "Kartlägga tryggheten" in outcome.err
    outcome = livskraft("plan", "load", "--overwrite", write(tmp_path))
    assert outcome.code == 0
    assert "activities › kartlagg-trygghet (title)" in outcome.out


def test_missing_records_are_listed_and_archived_only_when_asked(livskraft, tmp_path):
    livskraft("plan", "load", write(tmp_path))
    short = write(tmp_path, PLAN[: PLAN.index("  - {slug: ga-promenader")])
    outcome = livskraft("plan", "load", short)
    assert "--archive-missing" in outcome.out
    assert "activities › ga-promenader" in outcome.out
    outcome = livskraft("plan", "load", "--archive-missing", short)
    assert "Arkiverat:" in outcome.out


def test_the_result_can_be_had_as_json(livskraft, tmp_path):
    report = json.loads(livskraft("plan", "load", "--json", write(tmp_path)).out)
    assert report["plan"] == "exempel-2030"
    assert {"section": "goals", "slug": "halsa"} in report["new"]
    changed = PLAN.replace("Bättre hälsa", "God hälsa")
    report = json.loads(livskraft("plan", "load", "--json", write(tmp_path, changed)).out)
    assert report["changed"] == [{"section": "goals", "slug": "halsa", "keys": ["title"]}]


def test_saving_prints_the_file_or_writes_it(livskraft, tmp_path):
    livskraft("plan", "load", write(tmp_path))
    printed = livskraft("plan", "save", "exempel-2030")
    assert printed.out.startswith("plan:\n  slug: exempel-2030\n")
    path = tmp_path / "sparad.yaml"
    outcome = livskraft("plan", "save", "exempel-2030", "-o", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert path.read_text() == printed.out
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_public_file_leaves_out_what_is_internal(livskraft, tmp_path):
    livskraft("plan", "load", write(tmp_path))
    assert "Ring Anna" in livskraft("plan", "save", "exempel-2030").out
    assert "Ring Anna" not in livskraft("plan", "save", "--public", "exempel-2030").out
    document = json.loads(livskraft("plan", "save", "--public", "--json", "exempel-2030").out)
    assert document["activities"][0]["slug"] == "kartlagg-trygghet"
    assert "internal_note" not in document["activities"][0]


def test_saving_an_unknown_plan_names_those_there_are(livskraft, tmp_path):
    livskraft("plan", "load", write(tmp_path))
    outcome = livskraft("plan", "save", "okand")
    assert (outcome.code, outcome.err) == (
        1,
        'Planen "okand" finns inte. De som finns: exempel-2030.\n',
    )


def test_messages_are_english_when_asked_for(livskraft, tmp_path, monkeypatch):
    monkeypatch.setenv("LIVSKRAFT_LANGUAGE", "en")
    outcome = livskraft("plan", "load", write(tmp_path, ""))
    assert outcome.err.startswith("Nothing has been loaded.")
