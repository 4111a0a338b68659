"""Records edited on the site: drafts, review, publication, undo, archive, many at once.

A record is named by its section in the plan file, its plan (None for plans themselves and for what
plans share) and its slug.
"""

from livskraft.plans.services.editing.archiving import archive_record, unarchive_record
from livskraft.plans.services.editing.bulk import BulkChange, BulkResult, Refusal, change_many
from livskraft.plans.services.editing.cleaning import clear_drafts
from livskraft.plans.services.editing.drafting import (
    begin_draft,
    discard_draft,
    return_draft,
    review_draft,
    save_draft,
    submit_draft,
)
from livskraft.plans.services.editing.errors import (
    EditConflictError,
    InTheWayError,
    ObstaclesError,
)
from livskraft.plans.services.editing.publishing import previewed, publish_draft
from livskraft.plans.services.editing.restoring import restore_record
from livskraft.plans.services.editing.storing import PublishedRecord
from livskraft.plans.services.editing.undoing import Undone, undo_operation

__all__ = [
    "BulkChange",
    "BulkResult",
    "EditConflictError",
    "InTheWayError",
    "ObstaclesError",
    "PublishedRecord",
    "Refusal",
    "Undone",
    "archive_record",
    "begin_draft",
    "change_many",
    "clear_drafts",
    "discard_draft",
    "previewed",
    "publish_draft",
    "restore_record",
    "return_draft",
    "review_draft",
    "save_draft",
    "submit_draft",
    "unarchive_record",
    "undo_operation",
]
