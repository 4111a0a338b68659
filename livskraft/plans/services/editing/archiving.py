"""Nothing is deleted: a record is archived when nothing that lives refers to it, and comes back."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from livskraft.plans.models import Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.queries.drafts import obstacles_among
from livskraft.plans.queries.planfile.tables import Table, all_tables
from livskraft.plans.queries.surroundings import surroundings
from livskraft.plans.services.editing.drafting import owning_plan
from livskraft.plans.services.editing.errors import InTheWayError, ObstaclesError
from livskraft.plans.services.editing.permissions import require_for
from livskraft.plans.services.editing.storing import (
    Present,
    PublishedRecord,
    present_record,
    published_record,
)
from livskraft.plans.services.locking import lock_plans
from livskraft.plans.services.planfile.storing import archive_rows
from livskraft.shared.history import Author, write_history

_NAMED = 5
_SENTENCES = {
    ("activities", "primary_goal"): gettext_lazy("It is the primary goal of: %(titles)s"),
    ("activities", "secondary_goals"): gettext_lazy("It is a secondary goal of: %(titles)s"),
    ("activities", "lead"): gettext_lazy("It leads: %(titles)s"),
    ("activities", "partners"): gettext_lazy("It takes part in: %(titles)s"),
    ("activities", "parent"): gettext_lazy("These belong to it: %(titles)s"),
    ("goals", "parent"): gettext_lazy("These goals lie under it: %(titles)s"),
    ("goals", "bindings"): gettext_lazy("These goals bind it: %(titles)s"),
    ("organisations", "parent"): gettext_lazy("These are parts of it: %(titles)s"),
    ("forums", "members"): gettext_lazy("It is a member of: %(titles)s"),
    ("forums", "reports_to"): gettext_lazy("These report to it: %(titles)s"),
    ("plan", "successor_of"): gettext_lazy("This plan follows upon it: %(titles)s"),
    ("plan", "frames"): gettext_lazy("It is a frame of: %(titles)s"),
    ("indicators", "goals"): gettext_lazy("These indicators measure it: %(titles)s"),
}
_OTHERWISE = gettext_lazy("These refer to it: %(titles)s")


@transaction.atomic
def archive_record(
    *, section: str, plan: Plan | None, slug: str, reason: str, by: Any
) -> PublishedRecord:
    """Take a record from the public pages; its history and its addresses are kept.

    A link between goals is removed, and can be restored from the history. Raises PermissionDenied,
    InTheWayError while living records refer to it, and ValidationError without a reason or where
    there is no such record or it is archived already.
    """
    present = _present(section, plan, slug, reason)
    require_for(by, "plans.archive_record", section, plan, slug, present.record)
    if present.record is None or ARCHIVED in present.record:
        raise ValidationError(_("It is archived already."))
    in_the_way = list(_references_to(present))
    if in_the_way:
        raise InTheWayError(in_the_way)
    named = published_record(present, slug)
    archive_rows([present.row], Author(reason.strip(), by))
    return named


@transaction.atomic
def unarchive_record(
    *, section: str, plan: Plan | None, slug: str, reason: str, by: Any
) -> PublishedRecord:
    """Bring an archived record back. Raises PermissionDenied, ObstaclesError where what it refers to
    is archived or its title is another's by now, and ValidationError as `archive_record`.
    """
    present = _present(section, plan, slug, reason)
    require_for(by, "plans.archive_record", section, plan, slug, present.record)
    if present.record is None or ARCHIVED not in present.record:
        raise ValidationError(_("It is not archived."))
    around = surroundings(section, present.plan, slug)
    obstacles = obstacles_among(section, present.record, slug, None, around)
    if obstacles:
        raise ObstaclesError(obstacles)
    _bring_back(present, Author(reason.strip(), by))
    return published_record(present, slug)


def _bring_back(present: Present, author: Author) -> None:
    """Make an archived record's row a living one."""
    present.row.archived_at = None
    present.table.model._default_manager.bulk_update([present.row], ["archived_at"])
    write_history([present.row], "~", author)


def _present(section: str, plan: Plan | None, slug: str, reason: str) -> Present:
    if not reason.strip():
        raise ValidationError(_("Say why."))
    lock_plans()
    present = present_record(section, owning_plan(section, plan), slug)
    if present.record is None:
        raise ValidationError(_("There is no such record."))
    return present


def _references_to(present: Present) -> Iterator[str]:
    """Yield a sentence for each kind of living record that refers to this one."""
    for table in all_tables():
        if table.section == "links":
            continue  # They go with their goals.
        for key, condition in _ways_to(present.section, table, present.row.pk):
            rows = table.model._default_manager.filter(**condition).exclude(
                pk=present.row.pk if table.section == present.section else None
            )
            if table.has("archived_at"):
                rows = rows.filter(archived_at=None)
            titles = list(rows.values_list("title", flat=True).order_by("pk").distinct())
            if titles:
                sentence = _SENTENCES.get((table.section, key), _OTHERWISE)
                yield str(sentence) % {"titles": _listed(titles)}


def _ways_to(section: str, table: Table, pk: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of a table's records that may name one of the section, and what to look for."""
    for reference in table.references:
        if reference.section == section:
            yield reference.path[0], {reference.field: pk}
    for members in table.members:
        if members.section == section:
            yield members.key, {members.field: pk}
    for part in table.parts:
        for reference in part.references:
            if reference.section == section:
                owners = part.model._default_manager.filter(**{reference.field: pk})
                yield part.key, {"pk__in": owners.values(part.owner)}


def _listed(titles: list[str]) -> str:
    quoted = _("“%(title)s”")
    shown = ", ".join(quoted % {"title": Truncator(one).chars(80)} for one in titles[:_NAMED])
    more = len(titles) - _NAMED
    if more <= 0:
        return shown
    rest = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    return f"{shown} {rest}"
