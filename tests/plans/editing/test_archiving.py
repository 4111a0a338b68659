"""Archived, not deleted; nothing that lives refers to what is archived; and undo from the history."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from livskraft.plans.models import Goal, Person
from livskraft.plans.services.editing import (
    InTheWayError,
    ObstaclesError,
    archive_record,
    begin_draft,
    publish_draft,
    restore_record,
    review_draft,
    unarchive_record,
)
from livskraft.plans.services.planfile import PlanConflictError, load_plan_file, save_plan
from tests.plans.editing.conftest import changed, edit, make_user, now, owner_of
from tests.plans.planfiles import PLAN, write

pytestmark = pytest.mark.django_db


def archive(section, plan, slug, by, reason="Är slut."):
    return archive_record(
        section=section, plan=owner_of(section, plan), slug=slug, reason=reason, by=by
    )


@pytest.mark.parametrize(
    ("section", "slug", "sentences"),
    [
        (
            "goals",
            "halsa",
            [
                "Det är huvudmål för: ”Gå promenader”",
                "Det är sidomål för: ”Kartlägga tryggheten”",
            ],
        ),
        ("goals", "valmaende", ["De här målen ligger under det: ”Ökad trygghet”, ”Bättre hälsa”"]),
        ("organisations", "folkhalsa", ["Den ansvarar för: ”Kartlägga tryggheten”"]),
        ("activities", "kartlagg-trygghet", ["De här hör till den: ”Gå promenader”"]),
    ],
)
def test_what_is_referred_to_is_not_archived_and_says_by_what(
    plan, strategist, section, slug, sentences
):
    with pytest.raises(InTheWayError) as caught:
        archive(section, plan, slug, strategist)
    assert caught.value.messages == sentences
    assert "archived" not in now(section, plan, slug)


def test_what_stands_in_the_way_is_cut_short(plan, strategist):
    for number in range(8):
        values = {"title": f"Aktivitet {number}", "primary_goal": "halsa", "lead": "regionen"}
        edit("activities", plan, None, strategist, **values)
    with pytest.raises(InTheWayError) as caught:
        archive("organisations", plan, "regionen", strategist)
    assert any(message.endswith("”Aktivitet 4” och 3 till") for message in caught.value.messages)


def test_a_record_is_archived_and_comes_back_with_both_reasons_in_the_history(plan, strategist):
    archive("activities", plan, "ga-promenader", strategist)
    activity = plan.activities.get(slug="ga-promenader")
    assert activity.archived_at is not None
    with pytest.raises(ValidationError):
        archive("activities", plan, "ga-promenader", strategist)
    unarchive_record(
        section="activities", plan=plan, slug="ga-promenader", reason="Vi börjar om.", by=strategist
    )
    reasons = [version.history_change_reason for version in activity.history.all()]
    assert reasons == ["Vi börjar om.", "Är slut.", "Läst från plan.yaml"]


def test_archiving_takes_a_reason_and_the_right(plan, strategist, editor):
    with pytest.raises(ValidationError):
        archive("activities", plan, "ga-promenader", strategist, reason=" ")
    with pytest.raises(PermissionDenied):
        archive("activities", plan, "kartlagg-trygghet", editor)
    with pytest.raises(ValidationError):
        archive("activities", plan, "okand", strategist)


def test_nothing_comes_back_while_what_it_needs_is_archived(plan, strategist):
    archive("activities", plan, "ga-promenader", strategist)
    edit("activities", plan, "kartlagg-trygghet", strategist, secondary_goals=None)
    archive("goals", plan, "halsa", strategist)
    with pytest.raises(ObstaclesError) as caught:
        unarchive_record(
            section="activities", plan=plan, slug="ga-promenader", reason="Nej.", by=strategist
        )
    assert [one.key for one in caught.value.obstacles] == ["primary_goal"]


def test_a_plan_with_archived_records_can_be_saved_and_loaded(plan, strategist, tmp_path):
    archive("activities", plan, "ga-promenader", strategist)
    edit("activities", plan, "kartlagg-trygghet", strategist, secondary_goals=None)
    archive("goals", plan, "halsa", strategist)
    with pytest.raises(PlanConflictError):
        load_plan_file(write(tmp_path, PLAN))
    report = load_plan_file(write(tmp_path, save_plan(plan.slug)))
    assert not report.has_changed


def test_an_archived_record_is_not_edited(plan, strategist):
    draft = begin_draft(section="activities", plan=plan, slug="ga-promenader", by=strategist)
    draft = review_draft(draft=draft, by=strategist)
    archive("activities", plan, "ga-promenader", strategist)
    with pytest.raises(ValidationError):
        publish_draft(draft=draft, by=strategist)
    other = make_user("strategist")
    with pytest.raises(ValidationError):
        begin_draft(section="activities", plan=plan, slug="ga-promenader", by=other)


def restore(plan, at, by, slug="kartlagg-trygghet", section="activities", reason="Ångrat."):
    return restore_record(
        section=section, plan=owner_of(section, plan), slug=slug, at=at, reason=reason, by=by
    )


def test_undo_is_a_new_change_with_a_reason(plan, strategist):
    before, at = now("activities", plan, "kartlagg-trygghet"), timezone.now()
    edit(
        "activities",
        plan,
        "kartlagg-trygghet",
        strategist,
        title="Fel",
        partners=None,
        areas=["00"],
    )
    restore(plan, at, strategist)
    assert now("activities", plan, "kartlagg-trygghet") == before
    versions = plan.activities.get(slug="kartlagg-trygghet").history
    assert versions.count() == 3
    assert versions.first().history_change_reason == "Ångrat."
    with pytest.raises(ValidationError):
        restore(plan, at, strategist)


def test_undo_keeps_the_name_that_the_record_has_now(plan, strategist):
    at = timezone.now()
    edit("goals", plan, "trygghet", strategist, slug_="trygg", title="Nytt")
    restore(plan, at, strategist, slug="trygg", section="goals")
    record = now("goals", plan, "trygg")
    assert (record["title"], record["former_slugs"]) == ("Ökad trygghet", ["trygghet"])


def test_undo_is_refused_where_it_would_refer_to_what_is_archived(plan, strategist):
    at = timezone.now()
    edit("activities", plan, "kartlagg-trygghet", strategist, lead="regionen")
    archive("organisations", plan, "folkhalsa", strategist)
    with pytest.raises(ObstaclesError) as caught:
        restore(plan, at, strategist)
    assert [one.key for one in caught.value.obstacles] == ["lead"]


def test_undo_takes_the_right_to_the_record_as_it_is_and_as_it_was(plan, strategist, editor):
    at = timezone.now()
    edit("activities", plan, "kartlagg-trygghet", strategist, summary="Ny.")
    restore(plan, at, editor)
    edit("activities", plan, "kartlagg-trygghet", strategist, lead="sala")
    with pytest.raises(PermissionDenied):
        restore(plan, at, editor)
    for by in (make_user("reader"), make_user("partner", "sala")):
        with pytest.raises(PermissionDenied):
            restore(plan, at, by)


def test_undo_before_the_record_was_there(plan, strategist):
    at = timezone.now()
    edit("goals", plan, None, strategist, title="Nytt mål")
    with pytest.raises(ValidationError):
        restore(plan, at, strategist, slug="nytt-mal", section="goals")


def test_undo_brings_an_archived_record_back(plan, strategist, editor):
    at = timezone.now()
    edit("activities", plan, "ga-promenader", strategist, lead="folkhalsa")
    archive("activities", plan, "ga-promenader", strategist)
    with pytest.raises(PermissionDenied):
        restore(plan, at, editor, slug="ga-promenader")
    restore(plan, at, strategist, slug="ga-promenader")
    assert "archived" not in now("activities", plan, "ga-promenader")


def test_undo_brings_the_person_in_charge_back(plan, strategist):
    anna = Person.objects.create(name="Anna", sort_key="anna")
    activity = plan.activities.get(slug="kartlagg-trygghet")
    activity.responsible = anna
    activity.save()
    at = timezone.now()
    activity.responsible = None
    activity.save()
    restore(plan, at, strategist)
    activity.refresh_from_db()
    assert activity.responsible == anna


def test_undo_of_a_move_puts_the_goal_back_under_what_it_lay_under(plan, strategist):
    at = timezone.now()
    edit("goals", plan, "halsa", strategist, parent=None)
    restore(plan, at, strategist, slug="halsa", section="goals")
    assert Goal.objects.get(slug="halsa").depth == 1
    assert changed(now("goals", plan, "halsa"), parent="valmaende") == now("goals", plan, "halsa")
