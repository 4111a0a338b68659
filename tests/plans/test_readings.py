"""Readings of documents: kept whole or not at all, shared by everybody, closed once they are loaded."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from livskraft.plans.models import Activity, DocumentReading, Plan
from livskraft.plans.queries.readings import open_readings
from livskraft.plans.reading import ReadingError
from livskraft.plans.reading.answers import Answer
from livskraft.plans.services.planfile import save_plan
from livskraft.plans.services.readings import (
    NewRow,
    PartReplies,
    PlanChangedError,
    QuestionReply,
    ReadingClosedError,
    RowReply,
    discard_reading,
    file_path,
    files,
    keep_part,
    load_reading,
    open_reading,
    outcome_of,
    part_version,
    read_again,
    receive_document,
)
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

PLAN = """Handlingsplan för trygghet 2022–2025

1 Inledning

Här beskrivs läget i länet.

2 Mål och insatser

2.1 Målområde: Ett tryggt län

Här beskrivs läget i länet.

#1 Ökad trygghet

Här beskrivs läget i länet.

#2 Fler möten

Här beskrivs läget i länet.

Planerade aktiviteter i målområdet Ett tryggt län 2022:

• Kartlägga trygghet i närmiljön. Ansvarig: Sala kommun
• Öppna mötesplatser för äldre
• Öppna mötesplatser för de äldre
"""


@pytest.fixture
def by(django_user_model):
    return django_user_model.objects.create_user("st@example.org", name="Stina", role="strategist")


@pytest.fixture
def reading(by) -> DocumentReading:
    return receive(by)


def receive(by, text: str = PLAN, name: str = "plan.txt", **more) -> DocumentReading:
    return receive_document(file_name=name, content=text.encode(), by=by, **more)[0]


def keep(reading, by, word: str, **replies) -> None:
    review = open_reading(reading).review
    seen = part_version(review, review.part(word))
    keep_part(reading=reading, word=word, replies=PartReplies(**replies), seen=seen, by=by)
    reading.refresh_from_db()


def load(reading, by):
    seen = outcome_of(open_reading(reading)).seen
    report = load_reading(reading=reading, seen=seen, is_confirmed=True, by=by)
    reading.refresh_from_db()
    return report


def number_of(reading, topic: str) -> int:
    questions = open_reading(reading).review.questions
    return next(question.number for question in questions if question.topic == topic)


def test_a_document_is_kept_under_its_checksum(reading):
    assert file_path(reading).read_text() == PLAN
    assert [one.pk for one in open_readings()] == [reading.pk]


def test_the_file_is_there_whole_or_not_at_all(by, monkeypatch):
    def fail(_draft: Path, _path: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr("livskraft.shared.files.move_whole", fail)
    text = PLAN.replace("närmiljön", "hela länet")
    with pytest.raises(OSError, match="no room"):
        receive(by, text)
    assert not DocumentReading.objects.exists()
    assert not [path for path in files.folder().iterdir() if path.read_bytes() == text.encode()]


def test_what_cannot_be_read_is_not_kept(by):
    with pytest.raises(ReadingError):
        receive_document(file_name="plan.docx", content=b"PK\x03\x04", by=by)
    assert not DocumentReading.objects.exists()


def test_nobody_else_may_do_any_of_it(by, reading, django_user_model):
    editor = django_user_model.objects.create_user("ed@example.org", name="Ed", role="editor")
    review = open_reading(reading).review
    seen = part_version(review, review.parts[0])
    for call in (
        lambda: receive(editor),
        lambda: read_again(reading=reading, by=editor),
        lambda: discard_reading(reading=reading, by=editor),
        lambda: keep_part(
            reading=reading, word="dokument", replies=PartReplies(), seen=seen, by=editor
        ),
        lambda: load_reading(reading=reading, seen="", is_confirmed=True, by=editor),
    ):
        with pytest.raises(PermissionDenied):
            call()


def test_one_file_has_one_open_reading(reading, by):
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentReading.objects.create(
            file_name="x", size=1, sha256=reading.sha256, found={}, by=by
        )


def test_a_loaded_reading_is_closed_and_its_file_can_be_read_anew(reading, by):
    load(reading, by)
    assert reading.loaded_plan.title == "Handlingsplan för trygghet 2022–2025"
    with pytest.raises(ReadingClosedError):
        discard_reading(reading=reading, by=by)
    with pytest.raises(ReadingClosedError):
        load_reading(reading=reading, seen="", is_confirmed=True, by=by)
    assert receive(by).pk == reading.pk
    assert read_again(reading=reading, by=by).pk != reading.pk


def test_the_rows_are_those_of_the_document_each_with_its_place(reading, django_assert_num_queries):
    with django_assert_num_queries(3):
        review = open_reading(reading).review
    assert [part.word for part in review.parts] == [
        "dokument",
        "mal",
        "aktiviteter-1",
        "aktorer",
        "ovrigt",
    ]
    rows = {row.title: row for row in review.rows_of("activities")}
    row = rows["Öppna mötesplatser för äldre"]
    assert review.excerpt(row.place).block.text == "Öppna mötesplatser för äldre"
    assert {question.topic for question in row.questions} == {"goal"}


def test_leaving_a_row_out_settles_its_questions(reading, by):
    before = open_reading(reading).review.settled_count
    keep(
        reading,
        by,
        "aktiviteter-1",
        rows=[RowReply("activities/oppna-motesplatser-for-de-aldre", "left_out", {})],
    )
    review = open_reading(reading).review
    assert [row.title for row in review.left_out] == ["Öppna mötesplatser för de äldre"]
    assert review.settled_count == before + 2


def test_two_rows_that_are_one_become_one_with_both_goals(reading, by):
    key = "activities/oppna-motesplatser-for-de-aldre"
    keep(
        reading,
        by,
        "aktiviteter-1",
        rows=[
            RowReply(key, "", {"primary_goal": "okad-trygghet"}),
            RowReply("activities/oppna-motesplatser-for-aldre", "", {"primary_goal": "fler-moten"}),
        ],
        questions=[QuestionReply(number_of(reading, "double"), Answer.MERGED)],
    )
    load(reading, by)
    activity = Activity.objects.get(slug="oppna-motesplatser-for-aldre")
    assert Activity.objects.count() == 2
    assert [goal.slug for goal in activity.secondary_goals.all()] == ["okad-trygghet"]


def test_an_answer_about_a_list_holds_for_all_of_it_and_can_be_taken_back(reading, by):
    number = number_of(reading, "group_time")
    values = {"starts": "2023-01-01", "ends": ""}
    for answer, expected in ((Answer.CHANGED, "2023-01-01"), (Answer.AS_READ, "2022-01-01")):
        keep(reading, by, "aktiviteter-1", questions=[QuestionReply(number, answer, "", values)])
        rows = open_reading(reading).review.rows_of("activities")
        assert {row.record["starts"] for row in rows} == {expected}


def test_a_lead_that_is_new_becomes_an_actor_and_one_that_is_known_stays_itself(reading, by):
    known = make_organisation("Sala kommun", "sala", "municipality", description="I norr.")
    keep(
        reading,
        by,
        "aktiviteter-1",
        rows=[
            RowReply(
                "activities/oppna-motesplatser-for-aldre", "accepted", {"lead": "Köpings kommun"}
            )
        ],
    )
    load(reading, by)
    leads = dict(Activity.objects.values_list("slug", "lead__slug"))
    assert leads["kartlagga-trygghet-i-narmiljon"] == "sala"
    assert leads["oppna-motesplatser-for-aldre"] == "kopings-kommun"
    known.refresh_from_db()
    assert known.description == "I norr."


def test_leaving_an_actor_out_takes_it_away_where_it_is_named(reading, by):
    keep(reading, by, "aktorer", rows=[RowReply("organisations/sala-kommun", "left_out", {})])
    load(reading, by)
    assert not Activity.objects.exclude(lead=None).exists()


def test_rows_can_be_added_and_notes_are_kept_with_the_plan(reading, by):
    keep(
        reading,
        by,
        "mal",
        added=[NewRow("goals", {"title": "Renare luft", "number": "3", "parent": ""})],
    )
    number = next(
        question.number
        for question in open_reading(reading).review.questions
        if question.topic in ("group", "document")
    )
    word = (
        open_reading(reading)
        .review.part_of_question(open_reading(reading).review.questions[number])
        .word
    )
    keep(
        reading,
        by,
        word,
        questions=[QuestionReply(number, Answer.NOTED, "Fråga ledningsstaben.")],
    )
    load(reading, by)
    plan = Plan.objects.get()
    assert plan.goals.get(slug="renare-luft").number == "3"
    assert "Fråga ledningsstaben." in plan.internal_note


def test_what_is_loaded_is_what_was_shown(reading, by):
    outcome = outcome_of(open_reading(reading))
    load(reading, by)
    assert save_plan(outcome.slug) == outcome.text


def test_answers_since_the_page_was_opened_stop_the_loading(reading, by):
    seen = outcome_of(open_reading(reading)).seen
    keep(reading, by, "aktorer", rows=[RowReply("organisations/sala-kommun", "left_out", {})])
    with pytest.raises(PlanChangedError):
        load_reading(reading=reading, seen=seen, is_confirmed=True, by=by)
    assert not Plan.objects.exists()


def test_an_edition_keeps_what_people_chose_in_the_review_before(reading, by):
    """The suggested goal is nothing that the document says, so it changes nothing later."""
    key = "activities/kartlagga-trygghet-i-narmiljon"
    keep(
        reading,
        by,
        "aktiviteter-1",
        rows=[RowReply(key, "", {"primary_goal": "fler-moten", "title": "Kartlägga tryggheten"})],
    )
    load(reading, by)
    newer = receive(by, f"{PLAN}• Bygga om torget\n", aim="edition", of_plan=reading.loaded_plan)
    opened = open_reading(newer)
    assert opened.edition.changes == []
    load(newer, by)
    activity = Activity.objects.get(slug="kartlagga-trygghet-i-narmiljon")
    assert (activity.title, activity.primary_goal.slug) == ("Kartlägga tryggheten", "fler-moten")
    assert Activity.objects.count() == 4


def test_the_reason_of_a_pause_that_the_document_does_not_tell_is_asked_for(by):
    text = PLAN.replace("för de äldre", "för unga. Ansvarig: Sala kommun. Status: Pausad")
    reading = receive(by, text)
    number = number_of(reading, "status")
    question = open_reading(reading).review.questions[number]
    assert "not why" in str(question.doubt.question)
    keep(
        reading,
        by,
        "aktiviteter-1",
        rows=[RowReply(f"activities/{question.doubt.record[1]}", "", {"reason": "Saknar medel."})],
        questions=[QuestionReply(number, Answer.CHANGED)],
    )
    load(reading, by)
    activity = Activity.objects.get(status="paused")
    assert activity.status_changes.get().reason == "Saknar medel."
