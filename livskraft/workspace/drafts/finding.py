"""What an address names: a kind of record and its plan, a draft and what one may do with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from livskraft.plans.models import Draft, Plan
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.drafts import find_draft
from livskraft.plans.queries.ownership import ownership
from livskraft.plans.queries.planfile.tables import table_of
from livskraft.plans.queries.titles import Titles
from livskraft.plans.queries.versions import rows_named
from livskraft.plans.queries.words import value_in_words
from livskraft.workspace.sections import Section, section_of

NO_PLAN = "-"


def section_and_plan(plan: str, word: str) -> tuple[Section, Plan | None]:
    """Return the kind of record and its plan. Raises Http404 where they do not go together."""
    section = section_of(word)
    if section.is_shared != (plan == NO_PLAN):
        raise Http404(plan)
    if section.is_shared:
        return section, None
    return section, get_object_or_404(Plan, slug=plan, archived_at=None)


def any_draft(pk: int) -> Draft:
    """Return a draft, whosever it is. Raises Http404."""
    draft = find_draft(pk)
    if draft is None:
        raise Http404(str(pk))
    return draft


@dataclass(frozen=True)
class Rights:
    """What a person may do with a draft in its state."""

    is_own: bool
    is_open: bool
    may_review: bool
    may_publish: bool

    @property
    def may_see(self) -> bool:
        return self.is_own or self.may_review or self.may_publish

    @property
    def may_discard(self) -> bool:
        return self.is_open and (self.is_own or self.may_review)


def rights_in(draft: Draft, user: Any) -> Rights:
    """Return what a person may do with a draft. At most one query."""
    owners = ownership(draft.section, draft.plan, draft.base or draft.content, draft.slug)
    return Rights(
        is_own=draft.by_id == user.pk,
        is_open=draft.state in OPEN_STATES,
        may_review=user.has_perm("plans.review_record", owners),
        may_publish=user.has_perm("plans.publish_record", owners),
    )


def seen_draft(pk: int, user: Any) -> tuple[Draft, Rights]:
    """Return a draft that a person may see. Raises Http404 and PermissionDenied."""
    draft = any_draft(pk)
    rights = rights_in(draft, user)
    if not rights.may_see:
        raise PermissionDenied
    return draft, rights


def day_and_time(text: str) -> datetime | None:
    """Return the moment that a hidden field of a form names; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def record_title(section: str, record: Record, slug: str, titles: Titles | None = None) -> str:
    """Return what a record is called, "" while it has no name; a link after its goals.

    At most one query, none where the titles of goals are known already.
    """
    if section != "links":
        title = record.get("title")
        return str(title if isinstance(title, str) and title.strip() else slug)
    titles = titles or Titles(None)
    kind = value_in_words(section, "kind", record.get("kind"), titles)
    ends = (value_in_words(section, end, record.get(end), titles) for end in ("from", "to"))
    return f" {kind} ".join(filter(None, ends))


def title_of(draft: Draft, titles: Titles | None = None) -> str:
    """Return what the record of a draft is called, "" while it has no name."""
    return record_title(draft.section, draft.content, draft.slug, titles)


def public_path(section: Section, plan: Plan | None, slug: str) -> str:
    """Return where a record's public page is, "" where it has none. At most one query."""
    if not section.public_page:
        return ""
    rows = rows_named(table_of(section.key), plan, [slug])
    address = rows.values_list(section.address_column, flat=True).first()
    return reverse(section.public_page, args=[address]) if address else ""
