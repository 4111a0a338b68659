"""Why nothing was kept or loaded, in words for the person who tried."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class AnsweredMeanwhileError(ValidationError):
    """Somebody else has answered on the same page since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has saved answers on this page since you opened it. Yours stand below; "
                "save once more to keep them in place of the other ones."
            )
        )


class ReadingClosedError(ValidationError):
    """The reading is loaded or discarded, so nothing in it can change."""

    def __init__(self) -> None:
        super().__init__(_("The reading is closed. Read the document again to go on with it."))


class PlanChangedError(ValidationError):
    """The plan or the answers are no longer what the person saw when asking to load them."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The plan or the answers have changed since you opened this page. Look at what will be "
                "loaded once more; nothing has been loaded."
            )
        )


class NotConfirmedError(ValidationError):
    """Questions or rows are open, and the person has not said that this is as it should be."""

    def __init__(self) -> None:
        super().__init__(_("Tick the box below to load although questions or rows are still open."))
