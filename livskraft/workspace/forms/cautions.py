"""What may be saved, but is worth a second look."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from livskraft.plans.planfile.content import Record


def cautions(content: Record, before: Record, *, today: date) -> Iterator[str]:
    """Yield what is told of a record that is saved: targets whose year is over when they are written."""
    known = before.get("targets") or []
    for target in content.get("targets") or []:
        year = _last_year(target)
        is_ended = target.get("final") or target.get("replaced_on")
        if target not in known and not is_ended and year is not None and year < today.year:
            told = _(
                "The target's year, %(year)d, is over already: it is held against the value of that "
                "year. Check that the year is right, or give the target its final verdict."
            )
            yield told % {"year": year}


def _last_year(target: Record) -> int | None:
    """Return the year when it is to be reached, None where none is said or it is no year yet."""
    path = target.get("path") or [{}]
    year = target.get("year") or path[-1].get("year")
    return year if isinstance(year, int) else None
