"""Public or internal is said once for every field of every record, and unknown means internal."""

import pytest
from django.apps import apps
from django.db.models import Field

from livskraft.plans import visibility

MODELS = [
    model
    for label in ("plans", "indicators", "reporting")
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_either_public_or_internal(model):
    label = model._meta.label
    fields = {field.name for field in model._meta.get_fields() if isinstance(field, Field)}
    public, internal = visibility.public_fields(label), visibility.internal_fields(label)
    assert public | internal == fields
    assert not public & internal


def test_no_model_is_named_that_does_not_exist():
    assert visibility.classified_models() == {model._meta.label for model in MODELS}


def test_what_nobody_has_named_is_internal():
    assert not visibility.is_public("plans.Goal", ["title", "mood"])
    assert not visibility.is_public("plans.Unknown", ["title"])
    assert visibility.is_public("plans.Goal", ["title"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_internal_notes_are_never_public(model):
    assert "internal_note" not in visibility.public_fields(model._meta.label)
