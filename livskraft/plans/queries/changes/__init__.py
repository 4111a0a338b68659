"""What has changed in the plans, in words: who, when, what and why.

`operations` finds what was written together, `states` what records were at a moment, `words` and
`sentences` say it, `subjects` which records it is about; `told` puts them together.
"""

from livskraft.plans.queries.changes.operations import (
    COMMAND,
    RecordKey,
    Scope,
    newest_change,
)
from livskraft.plans.queries.changes.subjects import Subject, subjects
from livskraft.plans.queries.changes.told import (
    Change,
    ChangeGroup,
    Operation,
    changes_between,
    grouped,
    latest_changes,
    net_changes,
    operation_at,
    record_changes,
    record_difference,
    sections_by_kind,
    touched_since,
)
from livskraft.plans.queries.changes.words import FieldChange

__all__ = [
    "COMMAND",
    "Change",
    "ChangeGroup",
    "FieldChange",
    "Operation",
    "RecordKey",
    "Scope",
    "Subject",
    "changes_between",
    "grouped",
    "latest_changes",
    "net_changes",
    "newest_change",
    "operation_at",
    "record_changes",
    "record_difference",
    "sections_by_kind",
    "subjects",
    "touched_since",
]
