"""What loading a plan file did, or why it did nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from livskraft.plans.planfile.compare import ARCHIVED, Difference


@dataclass(frozen=True)
class LoadReport:
    """Records are given as (section, slug). `missing` are those that the file lacks and that stay."""

    plan: str
    title: str
    file: str
    is_new: bool
    new: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    archived: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0
    frames: tuple["LoadReport", ...] = field(default=())

    @property
    def has_changed(self) -> bool:
        """Return whether anything was written to the plan itself."""
        return bool(self.new or self.changed or self.renamed or self.archived)

    def as_json(self) -> dict[str, Any]:
        """Return the report as `plan load --json` prints it."""
        return {
            "plan": self.plan,
            "title": self.title,
            "file": self.file,
            "new": [_name(*one) for one in self.new],
            "changed": [
                {**_name(section, slug), "keys": list(keys)} for section, slug, keys in self.changed
            ],
            "renamed": [{**_name(section, new), "from": old} for section, old, new in self.renamed],
            "missing": [_name(*one) for one in self.missing],
            "archived": [_name(*one) for one in self.archived],
            "unchanged": self.unchanged,
            "frames": [frame.as_json() for frame in self.frames],
        }


def _name(section: str, slug: str) -> dict[str, str]:
    return {"section": section, "slug": slug}


class PlanConflictError(ValidationError):
    """Values in the database differ from what the last load wrote, so nothing was loaded."""

    def __init__(self, file: str, differences: list[Difference], lines: list[int | None]) -> None:
        self.file = file
        self.differences = differences
        self.lines = lines
        super().__init__(self.text())

    def text(self, *, limit: int = 40) -> str:
        """Return one line for each value: the record, the key, the database's value and the file's."""
        lines = [
            conflict_text(self.file, line, difference)
            for difference, line in list(zip(self.differences, self.lines, strict=True))[:limit]
        ]
        if len(self.differences) > limit:
            lines.append(_("… and %(count)d more.") % {"count": len(self.differences) - limit})
        return "\n".join(lines)


def conflict_text(file: str, line: int | None, difference: Difference) -> str:
    """Return where a value differs and how."""
    place = _("%(file)s, line %(line)d") % {"file": file, "line": line} if line else file
    record = f"{difference.section} › {difference.slug}"
    if difference.key == ARCHIVED:
        return _("%(place)s: %(record)s has been archived on the site since the last load.") % {
            "place": place,
            "record": record,
        }
    return _(
        "%(place)s: %(record)s › %(key)s: the database has %(stored)s, the file %(wanted)s."
    ) % {
        "place": place,
        "record": record,
        "key": difference.key,
        "stored": _shown(difference.stored),
        "wanted": _shown(difference.wanted),
    }


def _shown(value: Any) -> str:
    if value is None:
        return _("nothing")
    text = value if isinstance(value, str) else str(value)
    return f"“{text if len(text) <= 200 else text[:199] + '…'}”"
