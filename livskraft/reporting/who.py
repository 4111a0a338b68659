"""Who reports."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Who:
    """Somebody signed in (`user`), or the person that was asked, known by a link or a mail.

    The program itself, reading example data, is neither.
    """

    user: Any = None
    person: Any = None
