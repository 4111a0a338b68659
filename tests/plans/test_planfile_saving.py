"""Saving a plan and loading what was saved gives the same content, whatever the content is."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from livskraft.plans.models import Activity, Organisation, Plan
from livskraft.plans.planfile.check import CheckedFile, check_plan_file
from livskraft.plans.services.areas import known_areas
from livskraft.plans.services.planfile import load_plan_file, plan_as_document, save_plan
from tests.plans.generated import plan_documents
from tests.plans.planfiles import PLAN, write

pytestmark = pytest.mark.django_db


def checked(text: str) -> CheckedFile:
    return check_plan_file(text.encode(), "plan.yaml", known_areas=known_areas)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(document=plan_documents())
def test_save_and_load_give_the_same_content(document, tmp_path: Path):
    # JSON is YAML too: the first file does not come from our own writing.
    original = json.dumps(document, ensure_ascii=False)
    with transaction.atomic():
        load_plan_file(write(tmp_path, original))
        saved = save_plan("plan")
        assert checked(saved).content == checked(original).content
        report = load_plan_file(write(tmp_path, saved))
        assert not report.has_changed
        assert not report.missing
        assert checked(save_plan("plan", is_public=True)).slug == "plan"
        transaction.set_rollback(True)
    with transaction.atomic():
        load_plan_file(write(tmp_path, saved))
        assert save_plan("plan") == saved
        transaction.set_rollback(True)


def test_the_whole_example_is_saved_as_it_was_loaded(example_region):
    from livskraft.cli.example import FOLDER, PLAN_FILES

    for name in PLAN_FILES:
        original = checked((FOLDER / name).read_text())
        assert checked(save_plan(original.slug)).content == original.content


def test_a_saved_file_reads_well(tmp_path):
    load_plan_file(write(tmp_path, PLAN))
    text = save_plan("exempel-2030")
    assert text.startswith("plan:\n  slug: exempel-2030\n  title: Exempelregionens strategi 2030\n")
    assert 'areas: ["19", "1980", "1981"]\n' in text
    assert "  starts: 2021-01-01\n" in text
    assert "  - {status: ongoing, since: 2021-01-11, example: true}\n" in text
    assert "  meetings: [2021-03-12]\n" in text
    assert "status_history" not in text[text.index("slug: ga-promenader") :]


def test_the_public_file_holds_no_internal_field(tmp_path):
    load_plan_file(write(tmp_path, PLAN))
    text = save_plan("exempel-2030", is_public=True)
    assert "internal_note" not in text
    assert "Ring Anna" not in text
    assert "Inte för alla" not in text
    assert "Kartlägga tryggheten" in text


def test_archived_records_are_left_out(tmp_path):
    from django.utils import timezone

    load_plan_file(write(tmp_path, PLAN))
    Activity.objects.filter(slug="ga-promenader").update(archived_at=timezone.now())
    assert "ga-promenader" not in save_plan("exempel-2030")


def test_what_came_about_on_the_site_is_saved_with_what_it_refers_to(tmp_path):
    load_plan_file(write(tmp_path, PLAN))
    new = Organisation.objects.create(slug="ny", title="Ny", kind="other", sort_key="ny")
    Organisation.objects.create(slug="annan", title="Annan", kind="other", sort_key="annan")
    Activity.objects.filter(slug="ga-promenader").update(lead=new)
    document = plan_as_document("exempel-2030")
    assert [one["slug"] for one in document["organisations"]] == [
        "regionen",
        "folkhalsa",
        "sala",
        "ny",
    ]


def test_an_inline_frame_is_saved_whole_and_a_shipped_one_by_its_name(tmp_path):
    frames = "frames:\n  - agenda-2030\n  - {slug: ram, title: Ram, goals: [{slug: a, title: A}]}\n"
    load_plan_file(write(tmp_path, PLAN + frames))
    saved = save_plan("exempel-2030")
    assert plan_as_document("exempel-2030")["frames"] == [
        "agenda-2030",
        {
            "slug": "ram",
            "title": "Ram",
            "level": "regional",
            "goals": [{"slug": "a", "title": "A"}],
        },
    ]
    assert not load_plan_file(write(tmp_path, saved)).has_changed


def test_a_shipped_frame_that_was_edited_is_saved_whole(tmp_path):
    load_plan_file(write(tmp_path, PLAN + "frames: [agenda-2030]\n"))
    Plan.objects.get(slug="agenda-2030").goals.filter(slug="1").update(title="Ändrad")
    (frame,) = plan_as_document("exempel-2030")["frames"]
    assert frame["goals"][0]["title"] == "Ändrad"


def test_an_unknown_plan_is_an_error():
    with pytest.raises(Plan.DoesNotExist):
        save_plan("okand")
