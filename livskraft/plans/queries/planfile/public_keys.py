"""Which keys of a plan file anybody may see."""

from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.planfile.tables import Part, Table
from livskraft.plans.visibility import is_public


def public_record(table: Table, record: Record) -> Record:
    """Return a record without any key that is not public, nor the name of one."""
    public = {key: value for key, value in record.items() if is_public_key(table, key)}
    if "example" in public:
        public["example"] = [key for key in public["example"] if is_public_key(table, key)]
    return {key: value for key, value in public.items() if value not in ([], {})}


def is_public_key(table: Table, key: str) -> bool:
    """Return whether anybody may see what a section's records say under a key."""
    part = next((part for part in table.parts if part.key == key), None)
    if part is not None:
        return _is_part_public(part)
    return is_public(table.model._meta.label, _fields(table, key))


def _fields(table: Table, key: str) -> list[str]:
    """Return the fields that keep a key of the file; ["?"], which is never public, if none does."""
    fields = [one.field for one in table.columns if one.path[:1] == (key,)]
    fields += [one.field for one in table.references if one.path[:1] == (key,)]
    fields += [one.field for one in table.members if one.key == key]
    rest = [one.field for one in table.columns if one.kind == "rest"]
    return fields or rest or ["?"]


def _is_part_public(part: Part) -> bool:
    fields = [one.field for one in part.columns] + [one.field for one in part.references]
    return is_public(part.model._meta.label, fields)
