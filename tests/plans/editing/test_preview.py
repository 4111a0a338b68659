"""A preview is the public page as it will be, and nothing of it remains."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from livskraft.plans.models import Activity
from livskraft.plans.services.editing import (
    ObstaclesError,
    begin_draft,
    previewed,
    save_draft,
)
from tests.plans.editing.conftest import changed, edit, make_user

pytestmark = pytest.mark.django_db


def all_rows():
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }


def drafted(plan, by, slug="kartlagg-trygghet", **changes):
    draft = begin_draft(section="activities", plan=plan, slug=slug, by=by)
    return save_draft(draft=draft, content=changed(draft.content, **changes), by=by)


def test_the_page_is_as_it_will_be_and_then_as_it_was(plan, editor, client):
    draft = drafted(plan, editor, title="Kartlägga med barnen", milestones=None, areas=["0180"])
    before = all_rows()
    with previewed(draft=draft, by=editor) as published:
        address = reverse("activity", args=[published.address])
        assert "Kartlägga med barnen" in client.get(address).text
    assert all_rows() == before
    assert "Kartlägga med barnen" not in client.get(address).text


def test_a_new_record_can_be_looked_at(plan, strategist, client):
    draft = drafted(plan, strategist, None, title="Alldeles ny", primary_goal="halsa")
    before = all_rows()
    with previewed(draft=draft, by=strategist) as published:
        assert "Alldeles ny" in client.get(reverse("activity", args=[published.address])).text
    assert all_rows() == before
    assert not Activity.objects.filter(title="Alldeles ny").exists()


def test_nothing_remains_after_an_error_in_the_page(plan, editor):
    draft = drafted(plan, editor, title="Kartlägga med barnen")
    before = all_rows()
    with pytest.raises(RuntimeError), previewed(draft=draft, by=editor):
        raise RuntimeError
    assert all_rows() == before


def test_what_must_not_be_published_can_be_looked_at(plan, editor):
    draft = drafted(plan, editor, summary="Lorem ipsum")
    with previewed(draft=draft, by=editor) as published:
        assert published.slug == "kartlagg-trygghet"


def test_what_cannot_be_stored_cannot_be_looked_at(plan, editor):
    draft = drafted(plan, editor, title="", starts="snart")
    with pytest.raises(ObstaclesError) as caught, previewed(draft=draft, by=editor):
        pass
    assert {one.key for one in caught.value.obstacles} == {"title", "starts"}


def test_of_a_conflict_the_drafts_side_is_shown(plan, editor, strategist):
    draft = drafted(plan, editor, title="Vår rubrik")
    edit("activities", plan, "kartlagg-trygghet", strategist, title="Sivs", summary="Sivs text.")
    with previewed(draft=draft, by=editor):
        shown = Activity.objects.get(slug="kartlagg-trygghet")
        assert (shown.title, shown.summary) == ("Vår rubrik", "Sivs text.")


def test_who_may_look(plan, editor, partner, strategist):
    draft = drafted(plan, partner, summary="Salas text.")
    for by in (partner, editor, strategist):
        with previewed(draft=draft, by=by):
            pass
    for by in (make_user("reader"), make_user("partner", "regionen")):
        with pytest.raises(PermissionDenied), previewed(draft=draft, by=by):
            pass
