"""Why an edit is not made, said so that the person can put it right."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from livskraft.plans.planfile.merging import Conflict
from livskraft.plans.queries.drafts import Obstacle


class ObstaclesError(ValidationError):
    """A record is not fit to be published; `obstacles` says what to do at each key."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__([f"{one.label}: {one.message}" for one in self.obstacles])


class EditConflictError(ValidationError):
    """Somebody else changed the same keys since the draft was begun; `conflicts` has all values."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(_("Somebody else has changed the same since you began. Choose for each."))


class InTheWayError(ValidationError):
    """A record cannot be archived while others that are not refer to it; one message for each."""
