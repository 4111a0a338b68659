"""Two people edit one record: nothing of either is lost silently."""

import pytest

from livskraft.plans.queries.drafts import conflicts_in_words, draft_conflicts
from livskraft.plans.services.editing import (
    EditConflictError,
    ObstaclesError,
    begin_draft,
    publish_draft,
    review_draft,
    save_draft,
)
from tests.plans.editing.conftest import changed, edit, make_user, now

pytestmark = pytest.mark.django_db
SLUG = "kartlagg-trygghet"


@pytest.fixture
def reviewed(plan):
    """Makes a reviewed draft of the activity by another strategist."""
    other = make_user("strategist", name="Olle")

    def make(**changes):
        draft = begin_draft(section="activities", plan=plan, slug=SLUG, by=other)
        content = changed(draft.content, **changes)
        draft = save_draft(draft=draft, content=content, reason="Olles.", by=other)
        return review_draft(draft=draft, by=other)

    return make


def test_what_only_one_side_changed_merges(plan, strategist, reviewed):
    draft = reviewed(summary="Olles text.", milestones=None)
    edit("activities", plan, SLUG, strategist, title="Sivs rubrik", ends="2022-12-31")
    assert draft_conflicts(draft) == []
    publish_draft(draft=draft, by=draft.by)
    record = now("activities", plan, SLUG)
    assert (record["title"], record["ends"], record["summary"]) == (
        "Sivs rubrik",
        "2022-12-31",
        "Olles text.",
    )
    assert "milestones" not in record


def test_the_same_change_by_both_is_none(plan, strategist, reviewed):
    draft = reviewed(title="Lika")
    edit("activities", plan, SLUG, strategist, title="Lika")
    publish_draft(draft=draft, by=draft.by)
    assert now("activities", plan, SLUG)["title"] == "Lika"


def test_a_key_that_both_changed_is_shown_with_all_values(plan, strategist, reviewed):
    draft = reviewed(title="Olles", lead="regionen", summary="Olles text.")
    edit("activities", plan, SLUG, strategist, title="Sivs", lead="sala")
    before = now("activities", plan, SLUG)
    with pytest.raises(EditConflictError) as caught:
        publish_draft(draft=draft, by=draft.by)
    assert {one.key: (one.base, one.stored, one.drafted) for one in caught.value.conflicts} == {
        "title": ("Kartlägga tryggheten", "Sivs", "Olles"),
        "lead": ("folkhalsa", "sala", "regionen"),
    }
    assert caught.value.conflicts == tuple(draft_conflicts(draft))
    words = {one.key: one for one in conflicts_in_words("activities", plan, caught.value.conflicts)}
    assert words["lead"][1:] == (
        "Ansvarig",
        "Enheten folkhälsa",
        "Sala kommun",
        "Exempelregionen",
    )
    assert now("activities", plan, SLUG) == before
    draft.refresh_from_db()
    assert draft.state == "reviewed"


@pytest.mark.parametrize(("side", "title"), [("draft", "Olles"), ("stored", "Sivs")])
def test_each_key_is_settled_and_the_other_text_is_kept(plan, strategist, reviewed, side, title):
    draft = reviewed(title="Olles", summary="Olles text.")
    edit("activities", plan, SLUG, strategist, title="Sivs")
    publish_draft(draft=draft, by=draft.by, keep={"title": side})
    record = now("activities", plan, SLUG)
    assert (record["title"], record["summary"]) == (title, "Olles text.")
    draft.refresh_from_db()
    assert draft.content["title"] == "Olles"
    history = plan.activities.get(slug=SLUG).history
    assert history.filter(title="Sivs").exists()


def test_every_key_has_to_be_settled(plan, strategist, reviewed):
    draft = reviewed(title="Olles", summary="Olles text.")
    edit("activities", plan, SLUG, strategist, title="Sivs", summary="Sivs text.")
    with pytest.raises(EditConflictError) as caught:
        publish_draft(draft=draft, by=draft.by, keep={"title": "draft"})
    assert [one.key for one in caught.value.conflicts] == ["summary"]


def test_lists_are_settled_as_wholes_and_the_status_with_its_steps(plan, strategist, reviewed):
    steps = [
        {"status": "planned", "since": "2020-11-01"},
        {"status": "ongoing", "since": "2021-01-11", "example": True},
    ]
    paused = [*steps, {"status": "paused", "since": "2021-05-01", "reason": "Sjukdom."}]
    done = [*steps, {"status": "done", "since": "2021-06-01"}]
    draft = reviewed(status="paused", status_history=paused)
    edit("activities", plan, SLUG, strategist, status="done", status_history=done)
    with pytest.raises(EditConflictError) as caught:
        publish_draft(draft=draft, by=draft.by)
    assert [one.key for one in caught.value.conflicts] == ["status_history"]
    publish_draft(draft=draft, by=draft.by, keep={"status_history": "draft"})
    record = now("activities", plan, SLUG)
    assert (record["status"], record["status_history"]) == ("paused", paused)


def test_what_merges_must_still_hold_together(plan, strategist, reviewed):
    draft = reviewed(starts="2021-11-01")
    edit("activities", plan, SLUG, strategist, ends="2021-06-30")
    with pytest.raises(ObstaclesError) as caught:
        publish_draft(draft=draft, by=draft.by)
    assert [one.key for one in caught.value.obstacles] == ["ends"]


def test_a_draft_begins_with_what_the_person_saw(plan, strategist):
    from django.utils import timezone

    other = make_user("strategist", name="Olle")
    seen_at = timezone.now()
    edit("activities", plan, SLUG, strategist, title="Sivs")
    draft = begin_draft(section="activities", plan=plan, slug=SLUG, by=other, seen_at=seen_at)
    content = {**draft.content, "title": "Olles"}
    draft = save_draft(draft=draft, content=content, by=other)
    with pytest.raises(EditConflictError):
        publish_draft(draft=review_draft(draft=draft, by=other), by=other)
