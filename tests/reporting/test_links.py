"""Links by mail: whatever is wrong with one, nobody learns more than that it does not hold."""

import logging
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.reporting import links
from livskraft.reporting.links import LinkError, link_for, opened, revoke
from livskraft.reporting.models import ReportLink
from tests.factories import make_person
from tests.reporting.making import make_asked, make_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(db):
    return make_asked()


def token_of(asked, person=None):
    return link_for(asked.assignment, person or asked.person)


def test_a_link_leads_to_one_person_one_activity_one_round(asked):
    found = opened(token_of(asked))
    assert (found.person, found.assignment) == (asked.person, asked.assignment)
    assert found.assignment.round == asked.round


def test_the_token_is_stored_nowhere_and_none_is_like_another(asked):
    tokens = {token_of(asked) for _ in range(20)}
    assert len(tokens) == 20
    stored = str(list(ReportLink.objects.values()))
    assert not any(token in stored or token[:24] in stored for token in tokens)


def test_a_forged_token_costs_no_query_and_a_true_one_costs_one(asked):
    token = token_of(asked)
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    with CaptureQueriesContext(connection) as captured, pytest.raises(LinkError):
        opened(forged)
    assert len(captured) == 0
    with CaptureQueriesContext(connection) as captured:
        opened(token)
    assert len(captured) == 1


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "é" * 48, "A" * 48, "../" * 16, "A" * 10_000],
)
def test_what_is_no_token_does_not_hold(asked, wrong):
    with pytest.raises(LinkError):
        opened(wrong)


def test_a_token_of_another_installation_does_not_hold(asked):
    token = token_of(asked)
    with override_settings(SECRET_KEY="en annan"), pytest.raises(LinkError):
        opened(token)


def test_a_link_holds_a_good_while_after_the_round_and_then_no_longer(asked):
    token = token_of(asked)
    plan = asked.round.plan
    for day, holds in [(date(2023, 8, 9), True), (date(2023, 8, 10), False)]:
        plan.as_of = day
        plan.save()
        if holds:
            opened(token)
        else:
            with pytest.raises(LinkError):
                opened(token)


def test_a_revoked_link_does_not_hold_and_others_do(asked):
    substitute = make_person("Bo Ek", email="bo@region.example")
    asked.assignment.substitute = substitute
    asked.assignment.save()
    first, second = token_of(asked), token_of(asked, substitute)
    assert revoke(assignment=asked.assignment, person=asked.person) == 1
    assert revoke(assignment=asked.assignment, person=asked.person) == 0
    with pytest.raises(LinkError):
        opened(first)
    assert opened(second).person == substitute
    assert revoke(assignment=asked.assignment) == 1
    with pytest.raises(LinkError):
        opened(second)


def test_a_link_ceases_to_hold_when_its_person_is_asked_no_longer(asked):
    token = token_of(asked)
    other = make_person("Bo Ek", email="bo@region.example")
    asked.assignment.person = other
    asked.assignment.save()
    with pytest.raises(LinkError):
        opened(token)
    assert opened(link_for(asked.assignment, other)).person == other


@pytest.mark.parametrize(
    "change",
    [{"left_on": date(2023, 1, 26)}, {"erased_at": timezone.now(), "email": ""}],
    ids=["left", "erased"],
)
def test_a_link_of_somebody_who_is_gone_does_not_hold(asked, change):
    token = token_of(asked)
    for name, value in change.items():
        setattr(asked.person, name, value)
    asked.person.save()
    with pytest.raises(LinkError):
        opened(token)


def test_an_archived_activity_cannot_be_answered(asked):
    token = token_of(asked)
    asked.assignment.activity.archived_at = timezone.now()
    asked.assignment.activity.save()
    with pytest.raises(LinkError):
        opened(token)


def test_many_links_are_made_at_once(asked):
    pairs = [(asked.assignment, asked.person)] * 50
    with CaptureQueriesContext(connection) as captured:
        tokens = links.links_for(pairs)
    assert len(captured) == 1
    assert len({opened(token).link.pk for token in tokens}) == 50


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60) | st.text(st.characters(max_codepoint=127), min_size=48, max_size=48)
)
def test_no_text_opens_anything(asked, text):
    token_of(asked)
    with pytest.raises(LinkError):
        opened(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 47), letter=st.sampled_from("ABCxyz019-_"))
def test_no_change_of_a_token_leaves_it_true(asked, place, letter):
    token = token_of(asked)
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(LinkError):
            opened(changed)


# As a page --------------------------------------------------------------------------------------


def ways_to_be_wrong(asked):
    """Return addresses that do not hold, by the reason."""
    other = make_person("Bo Ek", email="bo@region.example")
    revoked, expired, foreign = asked.link(), asked.link(), None
    newest = ReportLink.objects.order_by("-pk").values_list("pk", flat=True)
    ReportLink.objects.filter(pk=newest[0]).update(holds_until=date(2023, 1, 25))
    ReportLink.objects.filter(pk=newest[1]).update(revoked_at=timezone.now())
    foreign = asked.link(other)
    return {
        "forged": "/svar/" + "A" * 48 + "/",
        "none": "/svar/x/",
        "expired": expired,
        "revoked": revoked,
        "foreign": foreign,
    }


def test_every_wrong_link_is_refused_in_the_same_words(asked, strict_client):
    answers = {
        name: strict_client.get(address) for name, address in ways_to_be_wrong(asked).items()
    }
    assert {answer.status_code for answer in answers.values()} == {410}
    assert len({answer.content for answer in answers.values()}) == 1
    for answer in answers.values():
        # The clock's second; it may pass between two answers.
        del answer["Expires"]
    headers = {str(sorted(answer.headers.items())) for answer in answers.values()}
    assert len(headers) == 1
    posted = [strict_client.post(address) for address in ways_to_be_wrong(asked).values()]
    assert {answer.content for answer in posted} == {answers["none"].content}


def test_opening_writes_to_the_log_and_nowhere_else(asked, strict_client, caplog):
    caplog.set_level(logging.INFO, "livskraft.reporting.links")
    address = asked.link()
    before = list(ReportLink.objects.values())
    strict_client.get(address, may_set_cookie=True)
    assert list(ReportLink.objects.values()) == before
    [line] = caplog.messages
    assert line == f"Report link {before[0]['id']} was opened."


def test_the_page_names_nobody_no_other_activity_and_tells_no_other_site(asked, strict_client):
    others = make_assignment(
        asked.round,
        make_asked_beside(asked),
        make_person("Cilla Ek", email="cilla@region.example"),
    )
    answer = strict_client.get(asked.link(), may_set_cookie=True)
    text = answer.text
    for secret in ("Kim", "kim.ek", "Cilla", others.activity.title, others.activity.address):
        assert secret not in text
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in text
    assert "canonical" not in text


def make_asked_beside(asked):
    from tests.factories import make_activity

    return make_activity(asked.assignment.activity.primary_goal, "En helt annan aktivitet")


def test_the_first_thing_sent_is_kept_with_the_link(asked, strict_client):
    address = asked.link()
    strict_client.get(address, may_set_cookie=True)
    assert ReportLink.objects.get().first_used_at is None
    strict_client.post(address, {"do": "save", "version": "0", "happened": "Något."})
    first = ReportLink.objects.get().first_used_at
    assert timezone.now() - first < timedelta(minutes=1)
    strict_client.post(address, {"do": "save", "version": "1", "happened": "Mer."})
    assert ReportLink.objects.get().first_used_at == first
