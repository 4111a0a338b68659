"""What people say stands beside what the rules say, by name and day; nothing of it is edited."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from livskraft.accounts.models import Role, User
from livskraft.indicators.models import Assessment, Headline, Indicator, Judgement
from livskraft.indicators.queries.verdicts import goal_judgements, judgements
from livskraft.indicators.services.judging import confirm_headline, judge
from tests.factories import make_goal
from tests.indicators.figures import read_in


def user(role: str) -> User:
    return User.objects.create_user(f"{role}@example.org", "hemligt", name="Anna Ek", role=role)


@pytest.fixture
def strategist(db) -> User:
    return user(Role.STRATEGIST)


@pytest.fixture
def indicator(make_indicator) -> Indicator:
    return make_indicator("andel", direction="increase")


def test_a_judgement_changes_no_verdict_and_a_newer_one_takes_its_place(
    indicator, strategist, tmp_path, django_assert_num_queries
):
    read_in(indicator, tmp_path, {("19", "T"): {"2020": 50, "2022": 60}})
    before = list(Assessment.objects.values())
    for text in ("Pandemin bröt utvecklingen.", "Vi ser en vändning."):
        judge(of=indicator, text=text, reason="Andra siffror.", verdict="too_slow", by=strategist)
    assert list(Assessment.objects.values()) == before
    with django_assert_num_queries(1):
        newest, older = judgements(indicator)
    assert (newest.text, newest.is_in_force) == ("Vi ser en vändning.", True)
    assert (older.text, older.is_in_force) == ("Pandemin bröt utvecklingen.", False)
    assert (newest.author, newest.words) == ("Anna Ek", "Framsteg, men för långsamt")


def test_goals_are_judged_and_told_all_at_once(indicator, strategist, django_assert_num_queries):
    goals = [make_goal(indicator.plan) for _number in range(3)]
    for goal in goals[:2]:
        judge(of=goal, text="Det går.", reason="Samtal.", by=strategist)
        judge(of=goal, text="Det går bra.", reason="Samtal.", by=strategist)
    with django_assert_num_queries(1):
        found = goal_judgements([goal.pk for goal in goals])
    assert {pk: one.text for pk, one in found.items()} == dict.fromkeys(
        [goal.pk for goal in goals[:2]], "Det går bra."
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"reason": ""}, "reason"),
        ({"verdict": "no_certain_trend"}, "verdict"),
        ({"text": "Skriv här"}, "text"),
    ],
)
def test_what_is_missing_is_said_at_its_field(indicator, strategist, changes, field):
    given = {"text": "Det går.", "reason": "Samtal.", "verdict": "", **changes}
    with pytest.raises(ValidationError) as caught:
        judge(of=indicator, by=strategist, **given)
    assert set(caught.value.message_dict) == {field}
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PARTNER, Role.EVALUATOR, Role.READER])
def test_others_may_not_judge(indicator, role):
    with pytest.raises(PermissionDenied):
        judge(of=indicator, text="Det går.", reason="Samtal.", by=user(role))
    with pytest.raises(PermissionDenied):
        confirm_headline(indicator=indicator, kind="line", data_key="a", by=User.objects.get())


def test_a_headline_is_kept_for_its_data(indicator, strategist):
    confirm_headline(
        indicator=indicator, kind="line", data_key="a", text="  Andelen \n ökar. ", by=strategist
    )
    kept = Headline.objects.get()
    assert (kept.text, kept.data_key, kept.by) == ("Andelen ökar.", "a", strategist)
