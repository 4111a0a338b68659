"""Where a record, a draft or a plan file calls somebody by name, said so that it can be changed."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from livskraft.plans.models import (
    Activity,
    DocumentReading,
    Draft,
    Forum,
    ForumMeeting,
    Goal,
    LoadedFile,
    Milestone,
    Organisation,
    Person,
    Plan,
    StatusChange,
)
from livskraft.plans.queries.words import label
from livskraft.shared.personal import Mention, Text

# What rows of each kind are called together.
KINDS: dict[type[models.Model], Text] = {
    Plan: gettext_lazy("Plans"),
    Goal: gettext_lazy("Goals"),
    Activity: gettext_lazy("Activities"),
    StatusChange: gettext_lazy("Statuses"),
    Milestone: gettext_lazy("Milestones"),
    Organisation: gettext_lazy("Actors"),
    Forum: gettext_lazy("Forums"),
    ForumMeeting: gettext_lazy("Meetings"),
    Person: gettext_lazy("People"),
}

# The section of the plan file whose form changes a record.
_SECTIONS: dict[type[models.Model], str] = {
    Plan: "plan",
    Goal: "goals",
    Activity: "activities",
    Organisation: "organisations",
    Forum: "forums",
}
# The name of the public page, and the column that ends its address.
_PAGES: dict[type[models.Model], tuple[str, str]] = {
    Plan: ("plan", "slug"),
    Goal: ("goal", "address"),
    Activity: ("activity", "address"),
    Organisation: ("actor", "slug"),
    Forum: ("forum", "slug"),
}
# What is changed with the record that it is part of.
_OWNERS: dict[type[models.Model], str] = {
    StatusChange: "activity",
    Milestone: "activity",
    ForumMeeting: "forum",
}


def mention_in_record(row: Any, field: str, excerpt: str) -> Mention:
    """Return where a row of a plan names somebody, with the record that it is changed with."""
    model = type(row)
    kind = KINDS.get(model, capfirst(row._meta.verbose_name_plural))
    owner = getattr(row, _OWNERS[model]) if model in _OWNERS else row
    return Mention(
        where=f"{kind}: {label(_SECTIONS.get(type(owner), ''), field)}",
        title=str(owner),
        excerpt=excerpt,
        record=_record(owner),
        url=_url(owner),
    )


def _record(row: Any) -> tuple[str, str, str] | None:
    section = _SECTIONS.get(type(row))
    if section is None:
        return None
    plan = row.slug if section == "plan" else getattr(getattr(row, "plan", None), "slug", "-")
    return section, plan, row.slug


def _url(row: Any) -> str:
    name, column = _PAGES.get(type(row), ("", ""))
    return reverse(name, args=[getattr(row, column)]) if name and not row.archived_at else ""


def mention_in_draft(draft: Draft, excerpt: str) -> Mention:
    """Return where an open draft names somebody."""
    title = str(draft.content.get("title") or draft)
    return Mention(gettext_lazy("Draft"), title, excerpt, url=reverse("draft", args=[draft.pk]))


def mention_in_file(file: LoadedFile, excerpt: str) -> Mention:
    """Return that the file of a plan names somebody; it is changed there and loaded again."""
    where = gettext("The plan file last loaded: change the file, and load it again")
    return Mention(where, file.name, excerpt)


def mention_in_reading(reading: DocumentReading, excerpt: str) -> Mention:
    """Return that an uploaded document names somebody."""
    url = reverse("document", args=[reading.pk])
    return Mention(gettext_lazy("Uploaded document"), reading.file_name, excerpt, url=url)
