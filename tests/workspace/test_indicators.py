"""Indicators at work: written as drafts, listed, fetched, and watched when they get stuck."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from livskraft.indicators.messages import stored
from livskraft.indicators.models import Indicator, JobState, Notice, NoticeKind, UpdateJob
from livskraft.indicators.services.catalogue import ask_for_catalogue
from livskraft.indicators.sources.errors import Message
from livskraft.plans.models import Draft, Goal, Organisation
from livskraft.plans.queries.drafts import draft_obstacles
from livskraft.plans.services.planfile import save_plan
from tests.factories import make_goal, make_organisation
from tests.indicators.conftest import MakeIndicator, make_indicator, snapshots  # noqa: F401
from tests.workspace.test_drafts import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategist() -> Person:
    return Person("strategist")


@pytest.fixture
def unit() -> Organisation:
    return make_organisation("Enheten folkhälsa", "folkhalsa", "unit")


@pytest.fixture
def trygg(make_indicator: MakeIndicator) -> Indicator:  # noqa: F811
    return make_indicator(
        "trygg",
        title="Trygga utomhus",
        source={"name": "kolada", "kpi": "N00610", "extra": "kvar"},
        declaration={"decimals": 0, "own_key": {"a": 1}},
    )


@pytest.fixture
def goal(trygg: Indicator) -> Goal:
    return make_goal(trygg.plan, "Ökad trygghet", "trygghet", number="3")


KWARGS = {"plan": "plan", "word": "indikatorer", "slug": "trygg"}


def obstacles(draft: Draft) -> dict[str, str]:
    return {one.key: one.message for one in draft_obstacles(draft)}


def test_an_indicator_goes_from_draft_to_plan_file(
    strategist: Person, trygg: Indicator, goal: Goal
) -> None:
    changes = {
        "direction": "increase",
        "goals-0-goal": "trygghet",
        "goals-0-role": "supporting",
        "targets-0-area": "19",
        "targets-0-value": "82,5",
        "targets-0-year": "2030",
        "targets-0-decided_by": "Regionfullmäktige",
        "source__margin": "U01610",
        "quality__relevant": "0",
        "releases": "12-15; 2027-03-01",
        "counts": "people",
        "small_groups__below": "10",
    }
    strategist.fill_in("edit-record", changes, **KWARGS)
    draft = Draft.objects.get()
    page = strategist.open("draft", pk=draft.pk).text
    assert "Västmanlands län: 82,5 år 2030 (Regionfullmäktige)" in page
    assert "3 Ökad trygghet (stödjande mått)" in page
    assert obstacles(draft) == {}
    seen = strategist.client.post(reverse("draft-preview", args=[draft.pk]))
    assert (seen.status_code, "Trygga utomhus" in seen.text) == (200, True)
    for step in ("draft-submit", "draft-review", "draft-publish"):
        strategist.send(step, {"reason": "Mål beslutat."}, pk=draft.pk)
    trygg.refresh_from_db()
    assert trygg.direction == "increase"
    assert trygg.source == {
        "name": "kolada",
        "kpi": "N00610",
        "extra": "kvar",
        "margin": "U01610",
    }
    assert trygg.declaration == {
        "decimals": 0,
        "own_key": {"a": 1},
        "targets": [{"area": "19", "value": 82.5, "year": 2030, "decided_by": "Regionfullmäktige"}],
        "quality": {"relevant": 0},
        "releases": ["12-15", "2027-03-01"],
        "counts": "people",
        "small_groups": {"below": 10},
    }
    written = save_plan("plan")
    assert "value: 82.5" in written
    assert "margin: U01610" in written


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        ({"source__kpi": "trygghet"}, "source__kpi", "är inget nyckeltal i Kolada"),
        ({"source__kpi": ""}, "source__kpi", "kpi: N00610"),
        ({"source__name": "scb", "source__table": "TAB638"}, "source__select", "select"),
        ({"source__name": "scb"}, "source__table", "table: TAB638"),
        (
            {"source__name": "derived", "source__expression": "a +"},
            "source__expression",
            "",
        ),
        (
            {
                "source__name": "derived",
                "source__expression": "2 * a",
                "source__of-0-letter": "a",
                "source__of-0-indicator": "trygg",
            },
            "source__of",
            "i en cirkel",
        ),
        ({"targets-0-value": "5", "targets-0-decided_by": "Ingen"}, "targets", "Välj området"),
        ({"bounds__low": "9", "bounds__high": "1"}, "bounds", "lägre än det högsta"),
    ],
)
def test_what_cannot_be_understood_is_named_at_its_field(
    strategist: Person,
    trygg: Indicator,
    changes: dict[str, str],
    key: str,
    message: str,
) -> None:
    strategist.fill_in("edit-record", changes, **KWARGS)
    draft = Draft.objects.get()
    found = obstacles(draft)
    assert message in found[key]
    page = strategist.open("edit-draft", pk=draft.pk)
    anchors = [one.anchor for one in page.context["messages_of_form"]]
    named = ("list-targets", "id_targets-0-area", "id_bounds__low", f"id_{key}", f"list-{key}")
    assert set(anchors) & set(named)


def test_a_formula_with_an_unknown_indicator_is_refused(
    strategist: Person, trygg: Indicator
) -> None:
    source = {"name": "derived", "expression": "a", "of": {"a": "finns-inte"}}
    strategist.fill_in("edit-record", {"source__name": "derived"}, **KWARGS)
    draft = Draft.objects.get()
    draft.content = {**draft.content, "source": source}
    draft.save()
    assert "finns-inte" in obstacles(draft)["source"]


def test_editors_may_not(unit: Organisation, trygg: Indicator) -> None:
    editor = Person("editor", organisation=unit)
    assert editor.client.get(reverse("edit-record", kwargs=KWARGS)).status_code == 403
    page = editor.open("indicator-list").text
    assert "Trygga utomhus" in page
    assert "Hämta nu" not in page
    assert "Läs in en fil" not in page
    for name in ("catalogue", "stuck-jobs"):
        assert editor.open(name).status_code == 403


def test_the_list_says_how_each_stands_in_few_queries(
    example_region: None,
    strategist: Person,
    snapshots: Any,  # noqa: F811
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(25):
        page = strategist.open("indicator-list").text
    assert "Inga siffror" in page
    assert "76 indikatorer" in page
    found = strategist.client.get("/arbeta/indikatorer/?q=trygg&lage=none").text
    assert "Trygg utomhus" in found
    assert "Företagsklimat" not in found


def test_fetching_only_asks_a_worker(strategist: Person, trygg: Indicator) -> None:
    kwargs = {"plan": "plan", "slug": "trygg"}
    assert "hämtas. Det tar" in strategist.send("indicator-update", **kwargs).text
    strategist.send("indicator-update", **kwargs)
    job = UpdateJob.objects.get()
    assert (job.state, job.indicator) == (JobState.WAITING, trygg)
    assert DBTaskResult.objects.count() == 1


def test_a_waiting_job_is_brought_forward(strategist: Person, trygg: Indicator) -> None:
    later = timezone.now() + timedelta(hours=12)
    UpdateJob.objects.create(indicator=trygg, created_at=later, due_at=later, attempts=2)
    strategist.send("stuck-jobs-retry", {"indicator": trygg.pk})
    assert UpdateJob.objects.get().due_at <= timezone.now()
    assert DBTaskResult.objects.count() == 1


def test_what_comes_from_a_file_cannot_be_fetched(
    strategist: Person,
    make_indicator: MakeIndicator,  # noqa: F811
) -> None:
    make_indicator("fil", source={"name": "file"})
    assert "läs in en" in strategist.send("indicator-update", plan="plan", slug="fil").text
    assert not UpdateJob.objects.exists()


def failed(indicator: Indicator, **fields: Any) -> UpdateJob:
    now = timezone.now()
    problem = stored(
        Message(
            "%(host)s could not be reached (%(reason)s). Try again later.",
            {"host": "api.kolada.se", "reason": "tyst"},
        )
    )
    return UpdateJob.objects.create(
        indicator=indicator,
        state=JobState.FAILED,
        created_at=now,
        due_at=now,
        ended_at=now,
        problem=problem,
        can_retry=True,
        **fields,
    )


def test_what_is_stuck_says_why_and_can_be_tried_again(
    strategist: Person, trygg: Indicator
) -> None:
    failed(trygg)
    page = strategist.open("stuck-jobs").text
    assert "api.kolada.se" in page
    assert "ett nytt försök kan hjälpa" in page
    assert "1 hämtning av siffror har misslyckats" in strategist.open("workspace").text
    assert "api.kolada.se" in strategist.open("indicator-list").text
    strategist.send("stuck-jobs-retry", {"indicator": trygg.pk})
    job = UpdateJob.objects.latest("pk")
    assert job.state == JobState.WAITING
    assert "Väntar" in strategist.open("stuck-jobs").text


def test_an_older_failure_is_forgotten_once_it_went_well(
    strategist: Person, trygg: Indicator
) -> None:
    failed(trygg)
    now = timezone.now()
    UpdateJob.objects.create(
        indicator=trygg, state=JobState.DONE, created_at=now, due_at=now, ended_at=now
    )
    assert "Ingen hämtning har misslyckats." in strategist.open("stuck-jobs").text
    assert "misslyckats" not in strategist.open("workspace").text


def test_notices_are_put_away_by_who_read_them(strategist: Person, trygg: Indicator) -> None:
    text = "Figures that were there before and have been revised: %(count)d."
    notice = Notice.objects.create(
        indicator=trygg,
        kind=NoticeKind.REVISED,
        message=stored(Message(text, {"count": 3})),
        created_at=timezone.now(),
    )
    assert "1 påminnelse om siffror" in strategist.open("workspace").text
    assert "Trygga utomhus" in strategist.open("stuck-jobs").text
    page = strategist.send("notices-read", {"notice": notice.pk})
    assert "1 påminnelse undanlagd." in page.text
    notice.refresh_from_db()
    assert notice.read_by == strategist.user
    assert "Inget nytt." in page.text


@pytest.mark.parametrize("key", ["²", "x", "9" * 30])
def test_keys_that_are_none_are_left_aside_or_not_found(
    strategist: Person, trygg: Indicator, key: str
) -> None:
    assert "Inget nytt." in strategist.send("notices-read", {"notice": key}).text
    retry = strategist.client.post(reverse("stuck-jobs-retry"), {"indicator": key})
    assert retry.status_code == 404


def test_a_catalogue_that_is_asked_for_stands_among_what_waits(
    strategist: Person, trygg: Indicator
) -> None:
    ask_for_catalogue(publisher="kolada")
    assert "Katalogen från Kolada" in strategist.open("stuck-jobs").text


def test_every_kind_of_target_goes_through_the_form(
    strategist: Person, trygg: Indicator, goal: Goal
) -> None:
    changes = {
        "targets-0-kind": "gap",
        "targets-0-area": "19",
        "targets-0-value": "2",
        "targets-0-year": "2030",
        "targets-0-decided_by": "Regionfullmäktige",
        "targets-0-decision": "RF § 12",
        "targets-0-origin": "regional",
        "targets-0-path": "",
        "events-0-title": "Torka",
        "events-0-from_": "2018",
    }
    strategist.fill_in("edit-record", changes, **KWARGS)
    draft = Draft.objects.get()
    assert draft.content["targets"] == [
        {
            "kind": "gap",
            "area": "19",
            "value": 2,
            "year": 2030,
            "decided_by": "Regionfullmäktige",
            "decision": "RF § 12",
            "origin": "regional",
            "between": "sexes",
        }
    ]
    assert draft.content["events"] == [{"title": "Torka", "from": 2018}]
    assert obstacles(draft) == {}
    page = strategist.open("draft", pk=draft.pk).text
    assert "en skillnad på högst 2 år 2030 (Regionfullmäktige, RF § 12)" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"targets-0-origin": "regional", "targets-0-value": "2"}, "ett lokalt målvärde behöver"),
        ({"targets-0-kind": "reach", "targets-0-value": "2"}, "Kryssa för de områden som räknas"),
        ({"targets-0-path": "2025 sextio"}, "Skriv varje år med sitt värde"),
        ({"targets-0-path": "²²²²: 60"}, "Skriv varje år med sitt värde"),
        ({}, "Skriv det värde som ska nås."),
    ],
)
def test_what_a_target_lacks_is_said_at_its_field(
    strategist: Person, trygg: Indicator, changes: dict[str, str], message: str
) -> None:
    strategist.fill_in("edit-record", {"targets-0-area": "19", **changes}, **KWARGS)
    draft = Draft.objects.get()
    assert message in strategist.open("edit-draft", pk=draft.pk).text


def test_a_new_target_of_a_year_that_is_over_is_saved_with_a_word_about_it(
    strategist: Person, trygg: Indicator
) -> None:
    trygg.plan.as_of = date(2023, 1, 26)
    trygg.plan.save()
    told = "är redan slut: målvärdet jämförs med det årets värde."
    target = {"targets-0-area": "19", "targets-0-value": "2", "targets-0-decided_by": "RF"}
    page = strategist.fill_in("edit-record", {**target, "targets-0-year": "2020"}, **KWARGS)
    assert f"Målåret 2020 {told}" in page.text
    assert Draft.objects.get().content["targets"][0]["year"] == 2020
    page = strategist.fill_in("edit-record", {**target, "targets-0-year": "2023"}, **KWARGS)
    assert told not in page.text


def test_a_target_whose_year_is_over_is_not_given_another_one(
    strategist: Person, trygg: Indicator
) -> None:
    trygg.declaration["targets"] = [{"area": "19", "value": 80, "year": 2019}]
    trygg.save()
    strategist.fill_in("edit-record", {"targets-0-year": "2040"}, **KWARGS)
    draft = Draft.objects.get()
    assert "Målåret 2019 är slut." in obstacles(draft)["targets"]
