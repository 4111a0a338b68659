"""A reviewed reading becomes a plan, whole or not at all."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from livskraft.plans.models import DocumentReading, Plan
from livskraft.plans.models.base import slug_pattern
from livskraft.plans.models.readings import ReadingState
from livskraft.plans.services.locking import lock_plans
from livskraft.plans.services.planfile.loading import load_plan_content
from livskraft.plans.services.planfile.report import LoadReport
from livskraft.plans.services.readings.errors import (
    NotConfirmedError,
    PlanChangedError,
    ReadingClosedError,
)
from livskraft.plans.services.readings.opening import OpenReading, open_reading
from livskraft.plans.services.readings.outcome import Outcome, outcome_of
from livskraft.shared.yamlfile.errors import YamlFileError


@transaction.atomic
def keep_plan_name(*, reading: DocumentReading, slug: str, title: str, by: Any) -> None:
    """Keep what the plan is to be called. Raises ValidationError for a slug that is taken or none."""
    if not by.has_perm("plans.read_document"):
        raise PermissionDenied
    record = DocumentReading.objects.select_for_update().get(pk=reading.pk)
    if record.state != ReadingState.OPEN:
        raise ReadingClosedError
    slug_pattern(slug)
    if Plan.objects.filter(slug=slug).exists():
        raise ValidationError(_("There is a plan with this short name. Choose another one."))
    plan = {**record.answers.get("plan", {}), "slug": slug, "title": title}
    record.answers = {**record.answers, "plan": plan}
    record.save(update_fields=["answers", "changed_at"])


@transaction.atomic
def load_reading(*, reading: DocumentReading, seen: str, is_confirmed: bool, by: Any) -> LoadReport:
    """Load what the person has seen; `seen` is that outcome's mark.

    `is_confirmed`: open questions and rows are as they should be. Raises PermissionDenied,
    ReadingClosedError, PlanChangedError, NotConfirmedError, and YamlFileError with the problems;
    then nothing has been loaded.
    """
    if not by.has_perm("plans.read_document"):
        raise PermissionDenied
    lock_plans()
    record = DocumentReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if record.state != ReadingState.OPEN:
        raise ReadingClosedError
    opened = open_reading(record)
    outcome = outcome_of(opened)
    if outcome.seen != seen:
        raise PlanChangedError
    if outcome.problems:
        raise YamlFileError(record.file_name, outcome.problems)
    if not is_confirmed and not is_finished(opened):
        raise NotConfirmedError
    report = _load(opened, outcome, by)
    record.state, record.closed_at = ReadingState.LOADED, timezone.now()
    record.loaded_plan = Plan.objects.get(slug=outcome.slug)
    record.names = outcome.names
    record.save(update_fields=["state", "closed_at", "loaded_plan", "names", "changed_at"])
    return report


def is_finished(opened: OpenReading) -> bool:
    """Return whether no question, no row and no match waits for an answer."""
    review, edition = opened.review, opened.edition
    is_unsure = edition is not None and bool(edition.unsure or unsettled_conflicts(opened))
    return not review.open_questions and not is_unsure and all(p.is_done for p in review.parts)


def unsettled_conflicts(opened: OpenReading) -> int:
    """Return how many values differ from what was edited on the site, with no choice made."""
    conflicts = opened.edition.conflicts if opened.edition else []
    return sum(not change.choice for change in conflicts)


def _load(opened: OpenReading, outcome: Outcome, by: Any) -> LoadReport:
    is_edition = opened.edition is not None
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("Read from the document “%(file)s”") % {"file": opened.record.file_name}
    return load_plan_content(
        outcome.text.encode(),
        opened.record.file_name,
        overwrite=is_edition,
        archive_missing=bool(outcome.archived),
        by=by,
        reason=reason,
    )
