"""What a draft changes is told in words that its reader knows."""

import pytest

from livskraft.plans.queries.drafts import changes_between, differences
from livskraft.plans.queries.titles import Titles
from livskraft.plans.queries.words import label, value_in_words
from livskraft.plans.services.editing import begin_draft, save_draft
from tests.plans.editing.conftest import changed, now

pytestmark = pytest.mark.django_db


def test_references_days_and_lists_are_told_as_people_say_them(plan, strategist):
    draft = begin_draft(section="activities", plan=plan, slug="kartlagg-trygghet", by=strategist)
    content = changed(
        draft.content,
        lead="sala",
        primary_goal="halsa",
        secondary_goals=["trygghet"],
        starts="2021-02-01",
        partners=[{"organisation": "regionen", "role": "finances"}],
        areas=["1980"],
        milestones=[{"title": "Slutrapport", "date": "2021-12-01"}],
        status="paused",
        status_history=[
            {"status": "planned"},
            {"status": "paused", "since": "2021-05-01", "reason": "Sjukdom."},
        ],
        origin=None,
        internal_note=None,
    )
    draft = save_draft(draft=draft, content=content, by=strategist)
    told = {label: (before, after) for _key, label, before, after in differences(draft)}
    assert told == {
        "Ansvarig": ("Enheten folkhälsa", "Sala kommun"),
        "Huvudmål": ("3 Ökad trygghet", "4 Bättre hälsa"),
        "Sidomål": ("4 Bättre hälsa", "3 Ökad trygghet"),
        "Börjar": ("1 januari 2021", "1 februari 2021"),
        "Partner": ("Sala kommun (deltar)", "Exempelregionen (finansierar)"),
        "Platser": ("Västmanlands län\nSala", "Västerås"),
        "Milstolpar": ("1 oktober 2021 Rapport", "1 december 2021 Slutrapport"),
        label("activities", "status_history"): (
            "Planerad sedan 1 november 2020\nPågår sedan 11 januari 2021",
            "Planerad\nPausad sedan 1 maj 2021: Sjukdom.",
        ),
        "Källa": ("Strategin, s. 12", ""),
        "Intern anteckning": ("Ring Anna.", ""),
    }


def test_a_change_of_a_goal_a_forum_and_a_plan(plan):
    def told(section, slug, owner=None, **changes):
        before = now(section, plan, slug)
        found = changes_between(section, owner, before, changed(before, **changes))
        return [one[1:] for one in found]

    assert told("goals", "valmaende", plan, priority=True, bindings={"sala": "steering"}) == [
        ("Vad det betyder för vem", "Exempelregionen: styrande\nSala kommun: vägledande",
         "Sala kommun: styrande"),
        ("Prioriterat", "", "ja"),
    ]  # fmt: skip
    assert told("forums", "beredningen", members=["sala"], mandate="decides") == [
        ("Mandat", "bereder", "beslutar"),
        ("Deltar", "Exempelregionen\nSala kommun", "Sala kommun"),
    ]
    period = {"from": 2022, "to": 2030}
    assert told("plan", "exempel-2030", period=period, kind="programme") == [
        ("Typ", "strategi", "program"),
        ("Period", "2021–2030", "2022–2030"),
    ]


def test_what_is_not_valid_is_told_as_it_was_written(plan):
    titles = Titles(plan)
    assert value_in_words("activities", "starts", "i våras", titles) == "i våras"
    assert value_in_words("activities", "lead", "okand", titles) == "okand"
    assert value_in_words("activities", "milestones", [{"title": "Utan dag"}], titles)
    assert value_in_words("activities", "partners", "ingen", titles) == "ingen"


def test_every_key_of_a_record_has_a_name(plan):
    for section, slug in (
        ("activities", "kartlagg-trygghet"),
        ("goals", "valmaende"),
        ("organisations", "folkhalsa"),
        ("forums", "beredningen"),
        ("plan", "exempel-2030"),
    ):
        for key in now(section, plan, slug):
            assert label(section, key).lower() != key.lower() or key in (
                "status",
                "period",
                "vision",
            )


def test_differences_ask_once_for_each_section(plan, strategist, django_assert_max_num_queries):
    draft = begin_draft(section="activities", plan=plan, slug="kartlagg-trygghet", by=strategist)
    draft.content = {"title": "Allt nytt", "primary_goal": "halsa"}
    with django_assert_max_num_queries(6):
        differences(draft)
