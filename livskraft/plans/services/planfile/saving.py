"""The database → a plan file."""

from typing import Any

from livskraft.plans.models import Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Content, Record
from livskraft.plans.planfile.writing import plan_document, write_plan_file
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.public_keys import public_record
from livskraft.plans.queries.planfile.stored import loaded_content, read_stored
from livskraft.plans.queries.planfile.tables import Table, all_tables
from livskraft.plans.services.planfile.frames import shipped_frame


def save_plan(slug: str, *, is_public: bool = False) -> str:
    """Return a plan as the text of a plan file; loading it again gives the same content.

    Archived records are left out, and with `is_public` every internal field. Raises
    Plan.DoesNotExist.
    """
    return write_plan_file(*_plan_and_frames(slug, is_public=is_public))


def plan_as_document(slug: str, *, is_public: bool = False) -> dict[str, Any]:
    """Return a plan as the keys and values of its plan file. Raises Plan.DoesNotExist."""
    return plan_document(*_plan_and_frames(slug, is_public=is_public))


def _plan_and_frames(slug: str, *, is_public: bool) -> tuple[Content, dict[str, Content]]:
    """Return the plan's content, and that of each frame that is not exactly a shipped one."""
    content = plan_content(Plan.objects.get(slug=slug))
    frames = {}
    for name in content["plan"][slug].get("frames", []):
        frame = plan_content(Plan.objects.get(slug=name))
        shipped = shipped_frame(name)
        if shipped is None or shipped.content != frame:
            frames[name] = frame
    if is_public:
        content = _public(content)
        frames = {name: _public(frame) for name, frame in frames.items()}
    return content, frames


def plan_content(plan: Plan) -> Content:
    """Return a plan's records that are not archived, in the form of its file.

    Of those that plans share it holds the ones that its last file named and those that its records
    refer to.
    """
    tables = all_tables()
    stored = read_stored(plan, tables, Keys(tables, plan)).content
    content: Content = {
        section: {slug: record for slug, record in records.items() if ARCHIVED not in record}
        for section, records in stored.items()
    }
    loaded = loaded_content(plan)
    wanted = {
        table.section: set(loaded.get(table.section, {})) for table in tables if table.is_shared
    }
    own = {section: content[section] for section in content if section not in wanted}
    _refer(own, tables, wanted)
    while True:
        before = {section: len(slugs) for section, slugs in wanted.items()}
        shared = {
            section: {slug: one for slug, one in content[section].items() if slug in slugs}
            for section, slugs in wanted.items()
        }
        _refer(shared, tables, wanted)
        if before == {section: len(slugs) for section, slugs in wanted.items()}:
            break
    return {**content, **shared}


def _refer(content: Content, tables: list[Table], wanted: dict[str, set[str]]) -> None:
    """Add to `wanted` the shared records that the content refers to."""
    for table in tables:
        for record in content.get(table.section, {}).values():
            for section, slug in _references(table, record):
                if section in wanted:
                    wanted[section].add(slug)


def _references(table: Table, record: Record) -> list[tuple[str, str]]:
    found = [(one.section, _get(record, one.path)) for one in table.references]
    for members in table.members:
        found += [(members.section, slug) for slug in record.get(members.key, [])]
    for part in table.parts:
        for item in part.unpack(record[part.key]) if part.key in record else ():
            found += [(one.section, _get(item, one.path)) for one in part.references]
    return [(section, slug) for section, slug in found if isinstance(slug, str)]


def _get(record: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        record = (record or {}).get(step)
    return record


def _public(content: Content) -> Content:
    """Return the content without any field that is not public."""
    tables = {table.section: table for table in all_tables()}
    return {
        section: {slug: public_record(tables[section], record) for slug, record in records.items()}
        for section, records in content.items()
    }
