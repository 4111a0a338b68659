"""Questions are data, and an answer is kept as it was written until it is sent."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from livskraft.reporting.answers import (
    LONGEST,
    answers_in_words,
    checked,
    drafted,
    public_answers,
)
from livskraft.reporting.questions import declared_questions, default_questions, stored_questions

SHIPPED = default_questions("year_end")
SENT = {"status": "ongoing", "happened": "Mycket.", "next_step": "Mer."}
OWN = {"key": "reach", "kind": "number", "label": {"sv": "Hur många nåddes?", "en": "How many?"}}
CHOICE = {
    **OWN,
    "kind": "choice",
    "choices": [{"value": "a", "sv": "Alla"}, {"value": "b", "sv": "Några", "en": "Some"}],
    "why_for": ["b"],
}


def test_only_the_year_end_asks_for_the_regions_role():
    keys = {one.key for one in SHIPPED} - {one.key for one in default_questions("half_year")}
    assert keys == {"role"}


def test_three_questions_must_be_answered_and_begin_with_the_last_answer():
    assert [one.key for one in SHIPPED if one.is_required] == ["status", "happened", "next_step"]
    assert [one.key for one in SHIPPED if one.is_carried] == ["status", "happened", "next_step"]


def test_questions_come_back_from_where_they_are_stored():
    questions = (*SHIPPED, *declared_questions([CHOICE], "own"))
    assert stored_questions([one.as_stored() for one in questions]) == questions


def test_words_follow_the_page_and_fall_back_to_swedish():
    [choice] = declared_questions([CHOICE], "own")
    with translation.override("en"):
        assert choice.words == "How many?"
        assert [words for _value, words in choice.choices] == ["Alla", "Some"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"key": "Reach"}, "små bokstäver"),
        ({"key": "status_why"}, "små bokstäver"),
        ({"kind": "poem"}, "kind"),
        ({"label": {"en": "How many?"}}, "svenska"),
        ({"label": "Hur många?"}, "label"),
        ({"help": {"de": "Zahl"}}, "help"),
        ({"rounds": ["monthly"]}, "rounds"),
        ({"choices": [{"value": 1, "sv": "Ett"}]}, "bara"),
        ({"answer": 3}, "answer"),
    ],
)
def test_a_wrong_declaration_is_told_with_the_questions_name(change, problem):
    with pytest.raises(ValidationError) as caught:
        declared_questions([{**OWN, **change}], "own")
    assert problem in caught.value.messages[0]
    assert caught.value.messages[0].startswith("Fråga ")


@pytest.mark.parametrize(
    "change",
    [
        {"choices": [{"value": "a", "sv": "Alla"}]},
        {"choices": [{"value": "a", "sv": "Alla"}, {"value": "a", "sv": "Några"}]},
        {"choices": [{"value": "a"}, {"value": "b", "sv": "Några"}]},
        {"why_for": ["c"]},
    ],
)
def test_choices_must_be_possible_to_choose(change):
    with pytest.raises(ValidationError):
        declared_questions([{**CHOICE, **change}], "own")


def test_a_key_stands_once():
    with pytest.raises(ValidationError, match="två gånger"):
        declared_questions([OWN, OWN], "own")


@pytest.mark.parametrize("declared", [{}, "text", [None], [[]]])
def test_a_declaration_of_another_form_is_refused(declared):
    with pytest.raises(ValidationError):
        declared_questions(declared, "own")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12 000", 12_000),
        ("12\u00a0000 kr", 12_000),
        (" 12000,00 ", 12_000),
        ("0", 0),
        (15_000, 15_000),
        (15_000.0, 15_000),
        ("64 000 000 kronor", 64_000_000),
    ],
)
def test_money_is_read_as_people_write_it(written, amount):
    assert checked(SHIPPED, {**SENT, "money": written})["money"] == amount


@pytest.mark.parametrize("written", ["12,5", "-3", "tolv", "1e30", "NaN", "Infinity", "12.000.000"])
def test_money_that_is_no_amount_is_refused(written):
    with pytest.raises(ValidationError) as caught:
        checked(SHIPPED, {**SENT, "money": written})
    assert set(caught.value.message_dict) == {"money"}


@pytest.mark.parametrize(("written", "number"), [("3,5", 3.5), ("−4", -4), ("1 000", 1000)])
def test_numbers_are_read_with_comma_or_point(written, number):
    assert checked(declared_questions([OWN], "own"), {"reach": written}) == {"reach": number}


def test_every_missing_answer_is_told_at_once():
    with pytest.raises(ValidationError) as caught:
        checked(SHIPPED, {"status": "", "happened": "  "})
    assert set(caught.value.message_dict) == {"status", "happened", "next_step"}


@pytest.mark.parametrize("status", ["paused", "cancelled"])
def test_to_pause_or_to_cancel_needs_a_reason(status):
    with pytest.raises(ValidationError) as caught:
        checked(SHIPPED, {**SENT, "status": status})
    assert set(caught.value.message_dict) == {"status_why"}
    sent = checked(SHIPPED, {**SENT, "status": status, "status_why": "Väntar på beslut."})
    assert sent["status_why"] == "Väntar på beslut."


def test_a_value_that_cannot_be_chosen_is_refused():
    with pytest.raises(ValidationError) as caught:
        checked(SHIPPED, {**SENT, "status": "great", "role": "king"})
    assert set(caught.value.message_dict) == {"status", "role"}


def test_a_draft_keeps_what_cannot_be_sent_and_nothing_unknown():
    written = {"status": "", "money": "tolv", "happened": " Hej ", "evidence": "x", "other": 1}
    assert drafted(SHIPPED, written) == {"money": "tolv", "happened": "Hej"}


def test_what_is_too_long_is_refused_in_drafts_too():
    with pytest.raises(ValidationError) as caught:
        drafted(SHIPPED, {"happened": "x" * (LONGEST + 1)})
    assert set(caught.value.message_dict) == {"happened"}


def test_public_answers_are_all_but_those_to_internal_questions():
    answers = checked(SHIPPED, {**SENT, "money": "5", "verdict": "end", "verdict_why": "Klart."})
    public = public_answers(SHIPPED, answers)
    assert answers.keys() - public.keys() == {"money", "verdict", "verdict_why"}
    assert public.items() <= answers.items()


def test_answers_are_told_in_words():
    answers = {**SENT, "money": 1_200_000, "status": "paused", "status_why": "Vila."}
    shown = {one.key: one for one in answers_in_words(SHIPPED, answers, with_internal=True)}
    assert (shown["status"].words, shown["status"].why) == ("Pausad", "Vila.")
    assert shown["money"].words == "1\u00a0200\u00a0000 kr"
    public = [one.key for one in answers_in_words(SHIPPED, answers, with_internal=False)]
    assert public == ["status", "happened", "next_step"]
