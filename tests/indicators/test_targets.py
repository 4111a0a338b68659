"""Targets in a plan file: who decided what, what each kind needs, and what becomes of them."""

from datetime import date

import pytest

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.events import events_of
from livskraft.indicators.queries.verdicts import expired_targets, target_history
from livskraft.indicators.targets import declared_targets
from livskraft.plans.planfile.check import check_plan_file
from livskraft.plans.services.planfile import load_plan_file, save_plan
from livskraft.shared.yamlfile.errors import YamlFileError

AREAS = ["00", "19", "1980", "1981"]
PLAN = """\
plan:
  slug: plan
  title: Strategi
  kind: strategy
  events: [{{title: Varsel, from: 2023-03-01, to: 2024}}]
areas: ["00", "19", "1980", "1981"]
indicators:
  - slug: andel
    title: Andel
    unit: procent
    direction: increase
    source: {{name: file}}
    events: [{{title: Torka, from: 2018}}]
    targets:
      - {{area: "00", value: 90, year: 2030, decided_by: Riksdagen, origin: national}}
      - {target}
"""


def problems(target: str) -> list[str]:
    """What is wrong with a plan file with this target, as lines."""
    try:
        check_plan_file(PLAN.format(target=target).encode(), "plan.yaml", known_areas=lambda: AREAS)
    except YamlFileError as error:
        return str(error).splitlines()
    return []


GOOD = [
    '{area: "19", value: 80}',
    '{area: "19", sex: K, value: 80, year: 2030, decided_by: Fullmäktige}',
    '{area: "19", low: 40, high: 60, year: 2030}',
    '{area: "19", path: [{year: 2025, value: 70}, {year: 2030, value: 80}]}',
    '{kind: reach, of: ["1980", "1981"], value: 80, needed: 2, year: 2030}',
    "{kind: gap, between: sexes, value: 2, year: 2030}",
    '{kind: gap, between: ["1980", "19"], value: 2}',
    '{kind: comparison, area: "19", with: "00"}',
    '{kind: comparison, area: "1980", with: ["1981"], decided_by: Nämnden}',
    '{area: "1980", value: 85, year: 2030, origin: municipal, from: "00", decided_by: KF, decision: § 12}',
    '{area: "19", value: 60, year: 2020, final: {verdict: insufficient, on: 2021-03-01, by: RS}}',
]


@pytest.mark.parametrize("target", GOOD)
def test_each_kind_of_target_is_accepted(target):
    assert problems(target) == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ('{area: "1980", value: 85, origin: municipal, decided_by: KF}', "key decision"),
        ('{area: "19", value: 85, origin: regional, decision: RF § 3}', "key decided_by"),
        ('{area: "1980", value: 85, year: 2030}', "key decided_by"),
        ('{area: "1980", value: 85, from: "00", decided_by: KF}', "key decision"),
        ('{area: "1980", value: 1, from: "1981", decided_by: KF, decision: A}', "build on"),
        ('{area: "1980", value: 1, from: annan/00, decided_by: KF, decision: A}', '"annan"'),
        ('{area: "19", year: 2030}', "needs a value"),
        ('{area: "19", low: 60, high: 40}', "above the upper"),
        ('{area: "19", path: [{year: 2030, value: 1}, {year: 2025, value: 2}]}', "order"),
        ('{area: "19", year: 2024, path: [{year: 2025, value: 2}]}', "goes on after"),
        ('{kind: reach, of: ["1980"], value: 80, needed: 2}', "only 1 are named"),
        ("{kind: reach, value: 80, needed: 2}", "key of"),
        ('{kind: gap, between: ["1980"], value: 2}', "between two"),
        ("{kind: comparison, value: 2}", "key with"),
        ('{area: "19", value: 80, needed: 2}', "does not belong"),
        ('{area: "00", value: 80, year: 2030}', "number 1"),
        ('{area: "19", value: "80"}', "is not a number"),
        ('{area: "19", value: 80, origin: local}', "Choose from"),
        ('{area: "2299", value: 80, decided_by: KF}', "no area with the code"),
        ('{area: "19", value: 80, final: {verdict: achieved}}', '"on" is missing'),
        (
            '{area: "19", value: 80, decided_on: 2021-01-01, replaced_on: 2020-01-01}',
            "before it was decided",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(target, said):
    found = problems(target)
    assert any(said in line for line in found)
    assert all(
        line.startswith("plan.yaml, line 16: indicators › andel › targets") for line in found
    )


def test_an_event_cannot_end_before_it_begins():
    text = PLAN.format(target=GOOD[0]).replace("from: 2018", "from: 2018, to: 2017")
    with pytest.raises(YamlFileError, match="before it begins in 2018"):
        check_plan_file(text.encode(), "plan.yaml", known_areas=lambda: AREAS)


@pytest.fixture
def load(db, tmp_path):
    """Load the plan file with a target; return its indicator."""

    def loaded(target: str) -> Indicator:
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN.format(target=target))
        load_plan_file(path)
        return Indicator.objects.select_related("plan").get()

    return loaded


@pytest.mark.parametrize("target", [GOOD[3], GOOD[4], GOOD[9], GOOD[10]])
def test_what_is_saved_can_be_loaded_and_changes_nothing(load, tmp_path, target):
    load(target)
    path = tmp_path / "saved.yaml"
    path.write_text(save_plan("plan"))
    assert not load_plan_file(path).has_changed


def test_events_of_the_plan_and_the_indicator_stand_beside_the_pandemic(load):
    indicator = load(GOOD[0])
    found = events_of(indicator)
    assert [one.title for one in found] == ["Torka", "pandemi", "Varsel"]
    assert (found[0].starts, found[0].ends, found[1].starts, found[1].ends) == (
        *(2018, 2019),
        *(2020, 2022),
    )
    assert 2023.1 < found[2].starts < 2023.2
    assert found[2].ends == 2025


def test_a_target_holds_until_it_is_replaced_and_expires_with_its_year():
    written = [
        {"area": "19", "value": 95, "year": 2020, "replaced_on": "2019-06-01"},
        {"area": "19", "value": 98, "year": 2021},
        {
            "area": "19",
            "value": 98,
            "year": 2022,
            "final": {"verdict": "achieved", "on": "2023-02-01"},
        },
        {"area": "19", "value": 99, "year": 2020, "sex": "K", "replaced_on": "2021-06-01"},
    ]
    targets = declared_targets({"targets": written}, "19")
    day = date(2023, 3, 1)
    assert [one.holds_on(day) for one in targets] == [False, True, True, False]
    assert [one.is_expired_on(day) for one in targets] == [True] * 4
    assert [one.awaits_final_on(day) for one in targets] == [False, True, False, True]
    assert not targets[1].is_expired_on(date(2021, 12, 31))


def test_the_history_tells_every_change_and_no_expired_target_is_moved_in_silence(load):
    load('{area: "19", value: 80, year: 2019, decided_by: Fullmäktige}')
    indicator = load('{area: "19", value: 80, year: 2040, decided_by: Fullmäktige}')
    moved, *_rest = target_history(indicator)
    assert (moved.before, moved.after) == ("80 procent 2019", "80 procent 2040")
    assert moved.is_moved
    assert "plan.yaml" in moved.reason
    waiting = expired_targets()
    assert [(one.words, one.removed_on is not None) for one in waiting] == [
        ("80 procent 2019", True)
    ]


def test_a_final_verdict_ends_the_waiting(load):
    load('{area: "19", value: 80, year: 2019, decided_by: Fullmäktige}')
    assert [one.year for one in expired_targets()] == [2019]
    indicator = load(
        '{area: "19", value: 80, year: 2019, decided_by: Fullmäktige, '
        "final: {verdict: achieved, on: 2020-03-01, by: Fullmäktige}}"
    )
    assert expired_targets() == ()
    assert target_history(indicator)[0].after == "80 procent 2019, slutbedömning: Uppnått"


def test_the_queries_for_expired_targets_are_constant(load, django_assert_num_queries):
    load('{area: "19", value: 80, year: 2019}')
    with django_assert_num_queries(3):
        expired_targets()
