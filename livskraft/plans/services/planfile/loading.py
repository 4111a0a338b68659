"""A plan file → the database: whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from livskraft.plans.models import LoadedFile, Plan
from livskraft.plans.planfile.check import CheckedFile, check_plan_file
from livskraft.plans.planfile.compare import Comparison, compare
from livskraft.plans.planfile.content import Content
from livskraft.plans.planfile.renaming import renamed
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import Stored, loaded_content, read_stored
from livskraft.plans.queries.planfile.tables import Table, all_tables
from livskraft.plans.services.areas import known_areas, store_areas
from livskraft.plans.services.following import follow
from livskraft.plans.services.locking import lock_plans
from livskraft.plans.services.planfile.frames import shipped_frame
from livskraft.plans.services.planfile.naming import (
    Renames,
    check_names,
    find_renames,
    lines_of,
    rename_rows,
)
from livskraft.plans.services.planfile.report import LoadReport, PlanConflictError
from livskraft.plans.services.planfile.statuses import check_statuses
from livskraft.plans.services.planfile.storing import Writer, archive_rows
from livskraft.shared.history import Author


@dataclass(frozen=True)
class _Options:
    overwrite: bool
    archive_missing: bool
    by: Any
    reason: str = ""


def load_plan_file(
    path: Path, *, overwrite: bool = False, archive_missing: bool = False, by: Any = None
) -> LoadReport:
    """Load a plan file; `by` is the user who does it, None for a command.

    Raises YamlFileError when the file has errors, OSError when it cannot be read, and PlanConflictError
    when a value was edited on the site since the last load, unless `overwrite`. Then the database
    is unchanged. Records that the file lacks stay, unless `archive_missing`. Waits for whoever
    writes plans just now, and then compares with what is there.
    """
    return load_plan_content(
        path.read_bytes(),
        path.name,
        overwrite=overwrite,
        archive_missing=archive_missing,
        by=by,
    )


def load_plan_content(
    content: bytes,
    file: str,
    *,
    overwrite: bool = False,
    archive_missing: bool = False,
    by: Any = None,
    reason: str = "",
) -> LoadReport:
    """Load the content of a plan file; `reason` stands in the history, else the file's name does.

    Raises as `load_plan_file`.
    """
    checked = check_plan_file(content, file, known_areas=known_areas)
    with transaction.atomic():
        lock_plans()
        return _load(checked, _Options(overwrite, archive_missing, by, reason))


def _load(checked: CheckedFile, options: _Options) -> LoadReport:
    """Load one plan; first the frames that it names."""
    frames = tuple(_load(frame, options) for frame in _frames(checked))
    plan = Plan.objects.filter(slug=checked.slug).first()
    tables = all_tables()
    keys = Keys(tables, plan)
    check_names(checked, keys)
    store_areas(_area_codes(checked.content))
    renames = find_renames(checked, tables, keys)
    rename_rows(renames, tables, plan)
    keys = Keys(tables, plan)
    stored = read_stored(plan, tables, keys)
    base = renamed(loaded_content(plan), renames, checked.slug)
    shared = [table.section for table in tables if table.is_shared]
    comparison = compare(base, stored.content, checked.content, shared=shared)
    if comparison.conflicts and not options.overwrite:
        conflicts = comparison.conflicts
        raise PlanConflictError(checked.name, conflicts, lines_of(checked, conflicts))
    check_statuses(checked, comparison, stored)
    with translation.override(settings.LANGUAGE_CODE):
        reason = options.reason or _("Read from %(file)s") % {"file": checked.name}
        author = Author(reason, options.by)
    plan = _write(comparison, stored, keys, author, tables, checked, renames)
    missing = [*comparison.missing, *_missing_shared(base, checked, stored, tables, plan)]
    archived = missing if options.archive_missing else []
    archive_rows([stored.rows[section][slug] for section, slug in archived], author)
    report = _report(checked, comparison, renames, missing, archived, frames)
    _remember(plan, checked, report)
    if report.has_changed:
        follow(plan, [section for section, _slug in (*comparison.new, *comparison.changed)])
    return report


def _frames(checked: CheckedFile) -> Iterable[CheckedFile]:
    """Yield the frames that the file holds and those shipped ones that it names."""
    yield from checked.inline_frames
    inline = {frame.slug for frame in checked.inline_frames}
    for slug in checked.content["plan"][checked.slug].get("frames", []):
        shipped = None if slug in inline else shipped_frame(slug)
        if shipped:
            yield shipped


def _write(
    comparison: Comparison,
    stored: Stored,
    keys: Keys,
    author: Author,
    tables: list[Table],
    checked: CheckedFile,
    renames: Renames,
) -> Plan:
    writer = Writer(stored, keys, author)
    for table in tables:
        of_table = {slug for section, slug in comparison.changed if section == table.section}
        of_table |= set(renames.get(table.section, {}).values())
        writer.write(table, comparison.result.get(table.section, {}), of_table)
        if table.section == "plan":
            writer.plan = stored.rows["plan"][checked.slug]
    assert writer.plan is not None
    return writer.plan


def _missing_shared(
    base: Content, checked: CheckedFile, stored: Stored, tables: list[Table], plan: Plan
) -> list[tuple[str, str]]:
    """Return organisations and forums that only this plan's file named, and that it lacks now.

    Documents are left alone: they are where records come from, archived ones too.
    """
    sections = [table.section for table in tables if table.is_shared and table.has("archived_at")]
    gone = [
        (section, slug)
        for section in sections
        for slug in base.get(section, {})
        if slug not in checked.content[section] and slug in stored.rows[section]
        if stored.rows[section][slug].archived_at is None
    ]
    if not gone:
        return []
    others = LoadedFile.objects.exclude(plan=plan).values_list("content", flat=True)
    elsewhere = {
        (section, slug)
        for content in others
        for section in sections
        for slug in content.get(section, {})
    }
    return [name for name in gone if name not in elsewhere]


def _area_codes(content: Content) -> set[str]:
    codes: set[str] = set()
    for section in ("plan", "activities"):
        for record in content[section].values():
            codes.update(record.get("areas", []))
    codes.update(record["area"] for record in content["organisations"].values() if "area" in record)
    return codes


def _report(
    checked: CheckedFile,
    comparison: Comparison,
    renames: Renames,
    missing: list[tuple[str, str]],
    archived: list[tuple[str, str]],
    frames: tuple[LoadReport, ...],
) -> LoadReport:
    return LoadReport(
        plan=checked.slug,
        title=checked.tree["plan"]["title"],
        file=checked.name,
        is_new=("plan", checked.slug) in comparison.new,
        new=tuple(comparison.new),
        changed=tuple((*name, tuple(keys)) for name, keys in comparison.changed.items()),
        renamed=tuple(
            (section, old, new) for section, names in renames.items() for old, new in names.items()
        ),
        missing=() if archived else tuple(missing),
        archived=tuple(archived),
        unchanged=comparison.unchanged,
        frames=frames,
    )


def _remember(plan: Plan, checked: CheckedFile, report: LoadReport) -> None:
    """Keep what was written, for the next load to compare with."""
    now = {"name": checked.name, "content": checked.content}
    before = LoadedFile.objects.filter(plan=plan).values("name", "content").first()
    if before == now and not report.has_changed:
        return
    LoadedFile.objects.update_or_create(plan=plan, defaults=now)
    Plan.objects.filter(pk=plan.pk).update(loaded_at=timezone.now())
