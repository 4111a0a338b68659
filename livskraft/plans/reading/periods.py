"""Columns that stand for a time and hold a mark where an activity is under way: "Q1", "2024 mars"."""

import calendar
import re
from collections.abc import Sequence
from itertools import pairwise

from livskraft.plans.reading import times
from livskraft.plans.reading.vocabulary import MONTHS

_MARK = re.compile(r"^(?:[xX×✓✔●■▪•○◐►▶*]|ja|yes)+$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PART = re.compile(
    r"^(?:(?P<quarter>(?:q|k|kv|kvartal|quarter)\.?\s?[1-4])|(?P<third>(?:t|tertial)\.?\s?[1-3])"
    r"|(?P<half>(?:vt|ht|vår(?:en)?|höst(?:en)?|h[12]))"
    rf"|(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?)$",
    re.IGNORECASE,
)

Months = tuple[int, int, int]
"""Year (0 when the head names none), first and last month."""


def months_of(head: str) -> Months | None:
    """Return the months a column's head stands for; None if it is no time."""
    found = _YEAR.search(head)
    year = int(found[1]) if found else 0
    part = " ".join(_YEAR.sub(" ", head).split()).strip(" -–:,/").lower()
    if not part:
        return (year, 1, 12) if year else None
    match = _PART.match(part)
    if match is None:
        return None
    if match["month"]:
        month = MONTHS[match["month"]]
        return year, month, month
    if match["half"]:
        return (year, 1, 6) if match["half"].startswith(("v", "h1")) else (year, 7, 12)
    number = int(part[-1])
    size = 3 if match["quarter"] else 4
    return year, number * size - size + 1, number * size


def of_heads(heads: Sequence[str], period: tuple[int, int] | None) -> list[Months | None]:
    """Return the months of each head. Where none names a year but they begin anew for each year of
    the plan ("Q1 … Q4 Q1 … Q4"), each round is one year.
    """
    found = [months_of(head) for head in heads]
    bare = [months for months in found if months and not months[0]]
    if period is None or len(bare) != sum(months is not None for months in found):
        return found
    rounds = 1 + sum(two[1] <= one[1] for one, two in pairwise(bare))
    if rounds != period[1] - period[0] + 1 or rounds == 1:
        return found
    year, last = period[0], 0
    dated: list[Months | None] = []
    for months in found:
        if months:
            year += months[1] <= last
            last = months[1]
        dated.append((year, months[1], months[2]) if months else None)
    return dated


def is_mark(cell: str) -> bool:
    return _MARK.match("".join(cell.split())) is not None


def span_of(months: Sequence[Months], period: tuple[int, int] | None) -> times.Span | None:
    """Return first and last day of the marked columns; None when their year is not known."""
    known = [
        (year or (period[0] if period and period[0] == period[1] else 0), first, last)
        for year, first, last in months
    ]
    if not known or any(not year for year, _first, _last in known):
        return None
    first_year, first, _last = min(known)
    last_year, _first, last = max(known, key=lambda each: (each[0], each[2]))
    day = calendar.monthrange(last_year, last)[1]
    return f"{first_year}-{first:02d}-01", f"{last_year}-{last:02d}-{day}"
