"""A draft's way from hand to hand: who may do what, and nothing of it is public before its time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from livskraft.plans.models import Activity, Draft, Organisation
from livskraft.plans.queries.addresses import public_addresses
from livskraft.plans.queries.drafts import (
    differences,
    drafts_for_review,
    open_drafts,
    other_drafts,
)
from livskraft.plans.queries.ownership import activity_ownerships, ownership
from livskraft.plans.services.editing import (
    ObstaclesError,
    begin_draft,
    clear_drafts,
    discard_draft,
    publish_draft,
    return_draft,
    review_draft,
    save_draft,
    submit_draft,
)
from tests.plans.editing.conftest import changed, edit, make_user, now

pytestmark = pytest.mark.django_db
ACTIVITY = {"section": "activities", "slug": "kartlagg-trygghet"}
SECRET = "Hemligt än så länge"


def drafted(plan, by, **changes):
    draft = begin_draft(**ACTIVITY, plan=plan, by=by)
    return save_draft(draft=draft, content=changed(draft.content, **changes), by=by)


def test_a_draft_begins_with_the_record_and_is_found_again(plan, editor, strategist):
    draft = begin_draft(**ACTIVITY, plan=plan, by=editor)
    assert draft.base == draft.content == now("activities", plan, "kartlagg-trygghet")
    assert begin_draft(**ACTIVITY, plan=plan, by=editor) == draft
    assert begin_draft(**ACTIVITY, plan=plan, by=strategist) != draft
    assert list(open_drafts(editor)) == [draft]
    assert [one.by for one in other_drafts(draft)] == [strategist]


def test_half_written_drafts_are_kept(plan, strategist):
    draft = begin_draft(section="activities", plan=plan, slug=None, by=strategist)
    content = {"title": "", "starts": "i våras", "milestones": [{"title": "Utan dag"}]}
    save_draft(draft=draft, content=content, reason=" Påbörjad. ", by=strategist)
    kept = open_drafts(strategist).get()
    assert (kept.content, kept.reason) == (content, "Påbörjad.")
    assert [one.key for one in differences(kept)] == ["starts", "milestones"]


def test_the_way_of_an_editors_draft(plan, editor, strategist):
    draft = drafted(plan, editor, summary="Vi frågar alla.")
    with pytest.raises(ValidationError):
        publish_draft(draft=draft, by=editor)
    draft = submit_draft(draft=draft, by=editor)
    assert list(drafts_for_review()) == [draft]
    with pytest.raises(PermissionDenied):
        review_draft(draft=draft, by=editor)
    draft = return_draft(draft=draft, comment="Skriv vilka alla är.", by=strategist)
    assert (draft.state, draft.comment) == ("draft", "Skriv vilka alla är.")
    with pytest.raises(ValidationError):
        review_draft(draft=draft, by=strategist)
    content = {**draft.content, "summary": "Vi frågar alla i åttan."}
    draft = save_draft(draft=draft, content=content, reason="Nytt upplägg.", by=editor)
    draft = submit_draft(draft=draft, by=editor)
    draft = review_draft(draft=draft, by=strategist)
    assert (draft.state, draft.reviewed_by) == ("reviewed", strategist)
    publish_draft(draft=draft, by=editor)
    assert now("activities", plan, "kartlagg-trygghet")["summary"] == "Vi frågar alla i åttan."
    assert not open_drafts(editor).exists()
    with pytest.raises(ValidationError):
        publish_draft(draft=draft, by=editor)


def test_a_change_after_review_has_to_be_reviewed_again(plan, editor, strategist):
    draft = drafted(plan, editor, summary="Ett.")
    draft = review_draft(draft=submit_draft(draft=draft, by=editor), by=strategist)
    draft = save_draft(draft=draft, content={**draft.content, "summary": "Två."}, by=editor)
    assert (draft.state, draft.reviewed_by) == ("draft", None)
    with pytest.raises(ValidationError):
        publish_draft(draft=draft, by=editor)


def test_a_returned_draft_says_why(plan, editor, strategist):
    draft = submit_draft(draft=drafted(plan, editor, summary="Ett."), by=editor)
    with pytest.raises(ValidationError):
        return_draft(draft=draft, comment=" ", by=strategist)


def test_partners_draft_and_never_publish(plan, partner, strategist):
    draft = submit_draft(draft=drafted(plan, partner, summary="Sala är med."), by=partner)
    draft = review_draft(draft=draft, by=strategist)
    with pytest.raises(PermissionDenied):
        publish_draft(draft=draft, by=partner)
    publish_draft(draft=draft, by=strategist)


def test_the_unit_that_leads_publishes_what_its_partner_drafted(plan, partner, editor, strategist):
    draft = submit_draft(draft=drafted(plan, partner, summary="Sala är med."), by=partner)
    publish_draft(draft=review_draft(draft=draft, by=strategist), by=editor)
    activity = Activity.objects.get(plan=plan, slug=ACTIVITY["slug"])
    assert activity.summary == "Sala är med."


@pytest.mark.parametrize("role", ["reader", "evaluator", "elected", "administrator"])
def test_other_roles(plan, role):
    by = make_user(role, "folkhalsa")
    if role == "administrator":
        assert begin_draft(**ACTIVITY, plan=plan, by=by)
        return
    with pytest.raises(PermissionDenied):
        begin_draft(**ACTIVITY, plan=plan, by=by)
    with pytest.raises(PermissionDenied):
        begin_draft(section="activities", plan=plan, slug=None, by=by)


@pytest.mark.parametrize(
    ("section", "slug"),
    [
        ("activities", "ga-promenader"),
        ("goals", "halsa"),
        ("forums", "beredningen"),
        ("organisations", "regionen"),
        ("plan", "exempel-2030"),
    ],
)
def test_an_editor_drafts_nothing_of_others(plan, editor, section, slug):
    with pytest.raises(PermissionDenied):
        begin_draft(section=section, plan=plan, slug=slug, by=editor)


def test_an_editor_of_the_unit_above_may_draft(plan):
    above = make_user("editor", "regionen")
    assert begin_draft(**ACTIVITY, plan=plan, by=above)


def test_a_unit_drafts_its_own_page(plan, editor, partner):
    for slug, by in (("folkhalsa", editor), ("sala", partner)):
        assert begin_draft(section="organisations", plan=None, slug=slug, by=by)


def test_an_editor_hands_nothing_over_to_another_unit(plan, editor, strategist):
    draft = begin_draft(**ACTIVITY, plan=plan, by=editor)
    with pytest.raises(PermissionDenied):
        save_draft(draft=draft, content={**draft.content, "lead": "sala"}, by=editor)
    publish = edit("activities", plan, "kartlagg-trygghet", strategist, lead="sala")
    assert publish.slug == "kartlagg-trygghet"


def test_an_editor_publishes_no_draft_of_what_another_unit_has_taken_over(plan, editor, strategist):
    draft = submit_draft(draft=drafted(plan, editor, summary="Vårt."), by=editor)
    draft = review_draft(draft=draft, by=strategist)
    edit("activities", plan, "kartlagg-trygghet", strategist, lead="sala")
    with pytest.raises(PermissionDenied):
        publish_draft(draft=draft, by=editor)


def test_new_records_begin_with_the_own_unit(plan, editor, partner, strategist):
    new = {"section": "activities", "plan": plan, "slug": None}
    assert begin_draft(**new, by=editor).content == {"lead": "folkhalsa"}
    taking_part = [{"organisation": "sala", "role": "participates"}]
    assert begin_draft(**new, by=partner).content == {"partners": taking_part}
    assert begin_draft(**new, by=strategist).content == {}
    with pytest.raises(PermissionDenied):
        begin_draft(section="goals", plan=plan, slug=None, by=editor)


def test_a_draft_is_its_writers_alone(plan, editor, strategist):
    draft = drafted(plan, editor, summary="Mitt.")
    for change in (submit_draft, lambda **who: save_draft(content={}, **who)):
        with pytest.raises(PermissionDenied):
            change(draft=draft, by=strategist)


def test_a_discarded_draft_is_closed_and_can_be_begun_again(plan, editor, strategist, partner):
    draft = drafted(plan, editor, summary="Nej.")
    with pytest.raises(PermissionDenied):
        discard_draft(draft=draft, by=partner)
    discard_draft(draft=draft, by=editor)
    with pytest.raises(ValidationError):
        save_draft(draft=draft, content={}, by=editor)
    assert begin_draft(**ACTIVITY, plan=plan, by=editor) != draft


def test_closed_drafts_are_deleted_in_time_and_open_ones_never(plan, editor, strategist, settings):
    old = timezone.now() - timedelta(days=settings.DRAFTS_KEPT_DAYS + 1)
    discarded = discard_draft(draft=drafted(plan, editor, summary="Nej."), by=editor)
    Draft.objects.filter(pk=discarded.pk).update(closed_at=old)
    recent = discard_draft(draft=drafted(plan, editor, summary="Nej."), by=editor)
    kept = drafted(plan, editor, summary="Ja.")
    Draft.objects.filter(pk=kept.pk).update(created_at=old, changed_at=old)
    assert clear_drafts() == 1
    assert set(Draft.objects.all()) == {recent, kept}


def test_review_refuses_what_publishing_would(plan, editor, strategist):
    draft = submit_draft(draft=drafted(plan, editor, title="En rubrik"), by=editor)
    with pytest.raises(ObstaclesError):
        review_draft(draft=draft, by=strategist)


def test_what_was_changed_since_it_was_read_is_not_reviewed(plan, editor, strategist):
    draft = submit_draft(draft=drafted(plan, editor, summary="Ett."), by=editor)
    read_at = draft.changed_at
    content = {**draft.content, "summary": "Två."}
    draft = submit_draft(draft=save_draft(draft=draft, content=content, by=editor), by=editor)
    with pytest.raises(ValidationError):
        review_draft(draft=draft, by=strategist, seen_at=read_at)
    review_draft(draft=draft, by=strategist, seen_at=draft.changed_at)


def test_no_public_page_shows_a_draft(plan, editor, strategist, strict_client):
    from django.urls import reverse

    draft = drafted(plan, editor, title=SECRET, summary=SECRET)
    review_draft(draft=submit_draft(draft=draft, by=editor), by=strategist)
    new = begin_draft(section="goals", plan=plan, slug=None, by=strategist)
    save_draft(draft=new, content={"title": SECRET, "parent": "valmaende"}, by=strategist)
    addresses = [reverse(one.name, args=[one.address]) for one in public_addresses()]
    addresses += [reverse("start"), reverse("activities"), reverse("plan", args=[plan.slug])]
    for address in addresses:
        response = strict_client.get(address)
        assert response.status_code == 200
        assert SECRET not in response.text


def test_whose_activities_are_is_asked_for_all_at_once(plan, django_assert_num_queries):
    activities = list(plan.activities.order_by("pk"))
    with django_assert_num_queries(2):
        owned = activity_ownerships(activities)
    pks = dict(Organisation.objects.values_list("slug", "pk"))
    first = next(one for one in activities if one.slug == "kartlagg-trygghet")
    assert owned[first.pk].leads == {pks["folkhalsa"], pks["regionen"]}
    assert owned[first.pk].takes_part == {pks["sala"]}
    record = now("activities", plan, "kartlagg-trygghet")
    with django_assert_num_queries(1):
        assert ownership("activities", plan, record) == owned[first.pk]
