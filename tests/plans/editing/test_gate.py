"""The gate: what may not be published, said at its key and in words that help."""

from typing import Any

import pytest

from livskraft.plans.models import Goal, Organisation, Plan
from livskraft.plans.planfile.gate import Surroundings, faults
from livskraft.plans.queries.drafts import obstacles
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import read_stored
from livskraft.plans.queries.planfile.tables import all_tables
from tests.plans.editing.conftest import changed, now, owner_of

pytestmark = pytest.mark.django_db
AROUND = Surroundings("plan", {"goals": {"mal"}, "organisations": {"regionen"}})
RIGHT: dict[str, Any] = {"title": "Öppna en lekplats", "primary_goal": "mal"}


def keys_of(record: dict[str, Any]) -> list[str]:
    return [one.key for one in faults("activities", "", record, None, AROUND)]


def test_what_is_right_passes():
    assert keys_of(RIGHT) == []
    assert (
        keys_of({**RIGHT, "summary": "Se [1] och [beslutet](https://example.org/). Testa!"}) == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ingress",
        "ingress …",
        "En rubrik",
        "RUBRIK",
        "Skriv här",
        "Skriv här vad som görs",
        "xxx",
        "Kontakt: XXX",
        "TBD",
        "Startar TBD.",
        "test",
        "Test.",
        "Lorem ipsum dolor sit amet",
        "Ansvarig är [namn på enheten]",
    ],
)
def test_template_text_is_refused_wherever_it_stands(text):
    assert keys_of({**RIGHT, "title": text}) == ["title"]
    assert keys_of({**RIGHT, "summary": text}) == ["summary"]
    milestones = [{"title": text, "date": "2021-01-01"}]
    assert keys_of({**RIGHT, "milestones": milestones}) == ["milestones"]
    assert keys_of({**RIGHT, "internal_note": text}) == []


def test_the_help_texts_of_forms_are_template_text():
    around = Surroundings("plan", {"goals": {"mal"}}, template_texts={"Vad görs, och varför?"})
    record = {**RIGHT, "summary": "Vad görs, och varför"}
    assert [one.key for one in faults("activities", "", record, None, around)] == ["summary"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": ""}, "title"),
        ({"title": "–"}, "title"),
        ({"title": None}, "title"),
        ({"title": "a" * 501}, "title"),
        ({"title": ["a"]}, "title"),
        ({"primary_goal": None}, "primary_goal"),
        ({"primary_goal": "okand"}, "primary_goal"),
        ({"lead": "okand"}, "lead"),
        ({"lead": 7}, "lead"),
        ({"secondary_goals": ["mal"]}, "secondary_goals"),
        ({"secondary_goals": "mal"}, "secondary_goals"),
        ({"partners": [{"organisation": "okand", "role": "finances"}]}, "partners"),
        ({"partners": [{"organisation": "regionen"}]}, "partners"),
        ({"partners": [7]}, "partners"),
        ({"starts": "2021-13-01"}, "starts"),
        ({"starts": "2021-02-01", "ends": "2021-01-01"}, "ends"),
        ({"status": "paused"}, "status"),
        ({"status": "gjort"}, "status"),
        ({"status": "done", "status_history": [{"status": "planned"}]}, "status"),
        (
            {"status": "cancelled", "status_history": [{"status": "cancelled", "reason": " "}]},
            "status_history",
        ),
        ({"status_history": [{"since": "2021-01-01"}]}, "status_history"),
        ({"milestones": [{"title": "Utan dag"}]}, "milestones"),
        ({"areas": ["9999"]}, "areas"),
        ({"origin": {"document": "okant"}}, "origin"),
        ({"hittepa": "x"}, "hittepa"),
        ({"slug": "Inte Så"}, "slug"),
    ],
)
def test_every_fault_is_told_at_its_key(change, key):
    assert key in keys_of({**RIGHT, **change})


def test_each_obstacle_says_in_swedish_what_to_do(plan):
    record = {"title": "", "starts": "i våras", "lead": "okand"}
    found = {one.key: (one.label, one.message) for one in obstacles("activities", record, plan)}
    assert found["title"] == ("Rubrik", "Skriv en rubrik.")
    assert found["primary_goal"] == ("Huvudmål", "Välj ett huvudmål.")
    assert found["lead"] == ("Ansvarig", "”okand” finns inte eller är arkiverad. Välj en annan.")
    assert "2021-01-31" in found["starts"][1]


def test_a_title_of_another_record_of_the_plan_is_refused(plan):
    record = {"title": " gå  PROMENADER!", "primary_goal": "halsa"}
    assert [one.key for one in obstacles("activities", record, plan)] == ["title"]
    other = Plan.objects.create(slug="andra", title="Andra", kind="strategy")
    Goal.objects.create(plan=other, slug="mal", address="mal", title="Mål")
    assert obstacles("activities", {**record, "primary_goal": "mal"}, other) == ()


def test_a_title_that_was_double_already_may_stay(plan):
    plan.activities.update(title="Samma")
    record = changed(now("activities", plan, "kartlagg-trygghet"), ends="2022-01-31")
    assert obstacles("activities", record, plan, "kartlagg-trygghet") == ()


def test_a_slug_that_is_or_was_anothers_is_refused(plan):
    Goal.objects.filter(slug="halsa").update(former_slugs=["gammalt"])
    for slug in ("halsa", "gammalt"):
        record = {"title": "Nytt mål", "slug": slug}
        assert [one.key for one in obstacles("goals", record, plan)] == ["slug"]


def test_what_is_archived_cannot_be_chosen_but_may_stay_chosen(plan):
    Organisation.objects.filter(slug="folkhalsa").update(archived_at="2022-01-01T00:00Z")
    new = {"title": "Ny", "primary_goal": "halsa", "lead": "folkhalsa"}
    assert [one.key for one in obstacles("activities", new, plan)] == ["lead"]
    present = now("activities", plan, "kartlagg-trygghet")
    assert obstacles("activities", present, plan, "kartlagg-trygghet") == ()


@pytest.mark.parametrize("section", ["goals", "organisations", "forums", "activities", "plan"])
def test_nothing_lies_under_itself(section):
    key = {"forums": "reports_to", "plan": "successor_of"}.get(section, "parent")
    around = Surroundings("b", {section: {"a", "b"}}, parents={"a": "b"})
    found = faults(section, "b", {"title": "B", key: "a"}, None, around)
    assert key in [one.key for one in found]


def test_nothing_in_the_example_region_stands_in_the_way(example_region):
    for plan in Plan.objects.all():
        content = read_stored(plan, all_tables(), Keys(all_tables(), plan)).content
        for section, records in content.items():
            if section in ("documents", "sources"):
                continue
            for slug, record in list(records.items())[:8]:
                assert obstacles(section, record, owner_of(section, plan), slug) == (), slug


def test_the_gate_asks_as_much_in_every_plan(plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        obstacles("activities", {"title": "Ny", "primary_goal": "halsa"}, plan)


def test_what_a_form_says_to_help_is_refused_in_both_languages(plan):
    from livskraft.plans.queries.surroundings import template_texts

    texts = template_texts()
    assert len(texts) > 10
    for text in texts:
        record = {"title": "Ny", "primary_goal": "halsa", "summary": text}
        assert [one.key for one in obstacles("activities", record, plan)] in ([], ["summary"])
    longest = max(texts, key=len)
    record = {"title": "Ny", "primary_goal": "halsa", "summary": longest}
    assert [one.key for one in obstacles("activities", record, plan)] == ["summary"]
