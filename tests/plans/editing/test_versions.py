"""What a record was at any moment can be read again, with its lists and its parts."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.plans.queries.versions import record_at, record_now
from livskraft.plans.services.editing import archive_record, restore_record, unarchive_record
from tests.plans.editing.conftest import edit, now, owner_of

pytestmark = pytest.mark.django_db
ACTIVITY = "kartlagg-trygghet"

days = st.dates().filter(lambda day: day.year >= 1900).map(str)
titles = st.sampled_from(["Förstudie klar", "Rapport", "Beslut", "Start"])
organisations = st.sampled_from(["regionen", "folkhalsa", "sala"])
milestones = st.lists(
    st.fixed_dictionaries({"title": titles, "date": days}, optional={"example": st.just(True)}),
    max_size=4,
    unique_by=lambda one: (one["title"], one["date"]),
)
partners = st.lists(
    st.fixed_dictionaries(
        {"organisation": organisations, "role": st.sampled_from(["finances", "participates"])}
    ),
    max_size=3,
    unique_by=lambda one: (one["organisation"], one["role"]),
)
steps = st.lists(days, min_size=1, max_size=3).map(
    lambda dates: [
        {"status": status, "since": day, "reason": "Därför."}
        for status, day in zip(["planned", "paused", "ongoing"], sorted(dates), strict=False)
    ]
)
meetings = st.lists(
    st.fixed_dictionaries({"date": days}, optional={"title": titles}),
    max_size=4,
    unique_by=lambda one: (one["date"], one.get("title", "")),
)
bindings = st.dictionaries(organisations, st.sampled_from(["steering", "guiding", "inspiring"]))
some_areas = st.lists(st.sampled_from(["00", "19", "1980", "1981"]), unique=True)
some_goals = st.lists(st.sampled_from(["halsa", "valmaende"]), unique=True)
EDITS = st.one_of(
    st.tuples(st.just(("activities", ACTIVITY)), st.fixed_dictionaries({"milestones": milestones})),
    st.tuples(st.just(("activities", ACTIVITY)), st.fixed_dictionaries({"partners": partners})),
    st.tuples(
        st.just(("activities", ACTIVITY)),
        st.fixed_dictionaries({"areas": some_areas, "secondary_goals": some_goals}),
    ),
    st.tuples(st.just(("activities", ACTIVITY)), st.fixed_dictionaries({"status_history": steps})),
    st.tuples(st.just(("goals", "valmaende")), st.fixed_dictionaries({"bindings": bindings})),
    st.tuples(
        st.just(("forums", "beredningen")),
        st.fixed_dictionaries(
            {"meetings": meetings, "members": st.lists(organisations, unique=True)}
        ),
    ),
    st.tuples(st.just(("plan", "exempel-2030")), st.fixed_dictionaries({"areas": some_areas})),
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=st.lists(EDITS, min_size=2, max_size=4))
def test_after_any_series_of_edits_each_moment_is_given_back(plan, strategist, edits):
    with transaction.atomic():
        seen: list[tuple[str, str, Any, Any]] = []
        for (section, slug), values in edits:
            values = dict(values)
            if "status_history" in values:
                values["status"] = values["status_history"][-1]["status"]
            edit(section, plan, slug, strategist, "Ändring.", **values)
            seen.append((section, slug, timezone.now(), now(section, plan, slug)))
        for section, slug, at, record in seen:
            assert record_at(section, owner_of(section, plan), slug, at) == record
        transaction.set_rollback(True)


def test_a_record_is_nothing_before_it_was_made(plan, strategist):
    before = timezone.now()
    edit("activities", plan, None, strategist, title="Ny aktivitet", primary_goal="halsa")
    assert record_at("activities", plan, "ny-aktivitet", before) is None


def test_a_renamed_record_is_found_by_the_name_it_has_now_and_had_last(plan, strategist):
    before = timezone.now()
    then = now("activities", plan, ACTIVITY)
    edit("activities", plan, ACTIVITY, strategist, slug_="nytt")
    assert record_at("activities", plan, "nytt", before) == then
    assert record_at("activities", plan, ACTIVITY, before) == then


def test_an_archived_record_was_archived_then(plan, strategist):
    archive_record(
        section="activities", plan=plan, slug="ga-promenader", reason="Slut.", by=strategist
    )
    at = timezone.now()
    unarchive_record(
        section="activities", plan=plan, slug="ga-promenader", reason="Åter.", by=strategist
    )
    assert record_at("activities", plan, "ga-promenader", at)["archived"]
    assert "archived" not in now("activities", plan, "ga-promenader")


def test_a_link_that_is_gone_can_be_read_and_restored(plan, strategist):
    made = edit("links", plan, None, strategist, from_="trygghet", to="halsa")
    at = timezone.now()
    record = now("links", plan, made.slug)
    archive_record(section="links", plan=plan, slug=made.slug, reason="Fel.", by=strategist)
    assert record_now("links", plan, made.slug) is None
    assert record_at("links", plan, made.slug, at) == record
    restore_record(
        section="links", plan=plan, slug=made.slug, at=at, reason="Ångrat.", by=strategist
    )
    assert now("links", plan, made.slug) == record


def test_a_record_is_read_with_as_many_queries_in_a_small_and_a_large_plan(
    plan, strategist, django_assert_max_num_queries
):
    at = timezone.now()
    for number in range(6):
        values = {"title": f"Aktivitet {number}", "primary_goal": "halsa"}
        edit("activities", plan, None, strategist, **values)
    with django_assert_max_num_queries(13):
        record_now("activities", plan, ACTIVITY)
    with django_assert_max_num_queries(13):
        record_at("activities", plan, ACTIVITY, at)
