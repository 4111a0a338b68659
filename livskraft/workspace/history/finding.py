"""What an address names: a record, living, archived or gone, and a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from livskraft.plans.models import Plan
from livskraft.plans.queries.changes import RecordKey, Subject, subjects
from livskraft.plans.queries.planfile.tables import table_of
from livskraft.plans.queries.versions import primary_key
from livskraft.workspace.sections import Section, record_kwargs, section_of


@dataclass(frozen=True)
class FoundRecord:
    """A record with its kind and plan; `plan` is None for what plans share."""

    section: Section
    plan: Plan | None
    subject: Subject

    @property
    def key(self) -> RecordKey:
        return self.subject.key

    @property
    def slug(self) -> str:
        return self.subject.slug

    @property
    def kwargs(self) -> dict[str, Any]:
        """Return what stands in the addresses of its own pages."""
        return record_kwargs(self.section, self.subject.plan, self.subject.slug)


def found_record(plan: str, word: str, slug: str) -> FoundRecord:
    """Return the record that has the slug, or had it. Raises Http404."""
    section = section_of(word)
    if section.is_shared != (plan == "-"):
        raise Http404(plan)
    of_plan = None if section.is_shared else get_object_or_404(Plan, slug=plan)
    pk = primary_key(table_of(section.key), of_plan, slug)
    found = subjects([RecordKey(section.key, pk)]) if pk is not None else {}
    if not found:
        raise Http404(_("There is no such record, and none had that name."))
    (subject,) = found.values()
    return FoundRecord(section, of_plan, subject)


def moment(text: str) -> datetime:
    """Return the moment that an address names. Raises Http404."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Http404(_("The address names no moment. Choose one in the history."))
    return found
