"""The pages where people judge: beside what the rules say, by name and day."""

import pytest
from django.urls import reverse

from livskraft.indicators.models import Headline, Indicator, Judgement, Notice
from livskraft.indicators.services.assessing import assess_indicators
from livskraft.indicators.services.judging import judge
from tests.factories import make_goal
from tests.indicators.conftest import make_indicator, snapshots  # noqa: F401 (fixtures)
from tests.indicators.figures import read_in

TARGET = {"area": "19", "value": 98, "year": 2025, "decided_by": "Fullmäktige"}


@pytest.fixture
def indicator(make_indicator, tmp_path) -> Indicator:  # noqa: F811
    found = make_indicator(
        "tag", unit="procent", direction="increase", declaration={"targets": [TARGET]}
    )
    goal = make_goal(found.plan, "Tåg i tid", "tag-i-tid", number="7")
    found.goal_roles.create(goal=goal, role="key")
    found.plan.as_of = "2023-01-26"
    found.plan.save()
    found.plan.refresh_from_db()
    read_in(found, tmp_path, {("19", "T"): {"2019": 85, "2020": 88, "2022": 92}})
    return found


@pytest.fixture
def client(sign_in, strategist):
    return sign_in(strategist)


def test_all_goals_stand_with_both_voices(client, indicator, strategist):
    text = client.get("/arbeta/bedomningar/", queries=16).text
    assert "Tåg i tid" in text
    assert "I takt" in text
    goal = indicator.goal_roles.get().goal
    judge(of=goal, text="Vi ser det på perrongen.", reason="Samtal.", by=strategist)
    text = client.get("/arbeta/bedomningar/", queries=16).text
    assert "Strategist" in text


def test_a_goal_is_judged_and_the_verdict_stays(client, indicator):
    address = "/arbeta/bedomningar/mal/plan/tag-i-tid/"
    text = client.get(address).text
    assert "Det går tillräckligt fort för att målet ska nås." in text
    assert "Ingen har bedömt det än." in text
    answer = client.post(address, {"text": "Det går trögt.", "reason": "Samtal.", "verdict": ""})
    assert (answer.status_code, answer["Location"]) == (302, address)
    text = client.get(address).text
    assert "Det går trögt." in text
    assert "Det går tillräckligt fort för att målet ska nås." in text


def test_what_is_missing_is_said_and_what_was_written_stays(client, indicator):
    address = "/arbeta/bedomningar/indikator/tag/"
    answer = client.post(address, {"text": "Det går trögt.", "reason": ""})
    assert answer.status_code == 422
    assert "Skriv vad bedömningen vilar på." in answer.text
    assert "Det går trögt." in answer.text
    assert not Judgement.objects.exists()


def test_a_headline_is_confirmed_or_written_for_the_figures_that_are_there(
    client, indicator, tmp_path
):
    address = "/arbeta/bedomningar/indikator/tag/"
    page = client.get(address)
    graph, _form = page.context["graphs"][0]
    sent = {"kind": graph.kind, "data_key": graph.data_key, "text": "Tågen kommer."}
    client.post(f"{address}rubrik/", sent)
    assert Headline.objects.get().text == "Tågen kommer."
    assert "skriven för äldre siffror eller målvärden" not in client.get(address).text
    read_in(indicator, tmp_path, {("19", "T"): {"2019": 85, "2020": 88, "2022": 93}})
    assert "skriven för äldre siffror eller målvärden" in client.get(address).text
    client.post(f"{address}rubrik/", sent)
    assert Headline.objects.count() == 1


def test_targets_that_wait_and_verdicts_that_changed_are_told_and_put_away(
    client, indicator, tmp_path
):
    indicator.declaration["targets"].append({**TARGET, "year": 2020, "value": 90})
    indicator.save()
    assess_indicators([indicator])
    read_in(indicator, tmp_path, {("19", "T"): {"2019": 85, "2020": 88, "2022": 80}})
    start = client.get("/arbeta/").text
    assert "1 läge har ändrats med nya siffror" in start
    assert "1 målvärde väntar på slutbedömning" in start
    text = client.get("/arbeta/bedomningar/").text
    assert "90 procent 2020" in text
    assert "det var ”I takt”, nu ”Fel riktning”" in text
    notice = Notice.objects.get(kind="verdict")
    client.post(reverse("judgements-read"), {"notice": notice.pk})
    assert "nu ”Fel riktning”" not in client.get("/arbeta/bedomningar/").text


@pytest.mark.parametrize("key", ["²", "-1", "x", "9" * 30, ""])
def test_a_key_that_is_none_is_left_aside(client, indicator, key):
    sent = client.post(reverse("judgements-read"), {"notice": key})
    assert (sent.status_code, sent["Location"]) == (302, reverse("judgements"))


@pytest.mark.parametrize(
    "address",
    ["/arbeta/bedomningar/mal/plan/finns-inte/", "/arbeta/bedomningar/indikator/finns-inte/"],
)
def test_what_is_not_there_is_not_found(client, indicator, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["editor", "partner", "evaluator", "elected", "reader"])
def test_others_may_read_but_not_judge(make_user, sign_in, indicator, role):
    client = sign_in(make_user(role))
    assert "Tåg i tid" in client.get("/arbeta/bedomningar/").text
    assert client.get("/arbeta/bedomningar/mal/plan/tag-i-tid/").status_code == 403
    assert client.get("/arbeta/bedomningar/indikator/tag/").status_code == 403
