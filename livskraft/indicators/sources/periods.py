"""Periods in one writing: 2024, 2024H1, 2024Q3, 2024M05, 2023/2024 (school year), 2021-2024."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
_PART = r"(?P<part>\d{1,2})"
_HALF = r"(?:h|s|halvår|halvåret|half)"
_QUARTER = r"(?:q|k|kv|kvartal|kvartalet|quarter)"
_MONTH = r"(?:m|månad|month)"
_JOIN = r"[\s\-:.]*"
_ORDINAL = r"(?::?(?:a|e|st|nd|rd|th))?"
_NAME = r"(?P<name>[a-zåäö]{3,9})\.?"

_PATTERNS = [
    (re.compile(pattern, re.IGNORECASE), mark)
    for pattern, mark in (
        (rf"(?:år\s+)?{_YEAR}(?:\.0)?", ""),
        (rf"{_YEAR}{_JOIN}{_HALF}{_JOIN}{_PART}", "H"),
        (rf"{_HALF}{_JOIN}{_PART}{_JOIN}{_YEAR}", "H"),
        (rf"{_PART}{_ORDINAL}\s*{_HALF}\s*{_YEAR}", "H"),
        (rf"{_YEAR}{_JOIN}{_QUARTER}{_JOIN}{_PART}", "Q"),
        (rf"{_QUARTER}{_JOIN}{_PART}{_JOIN}{_YEAR}", "Q"),
        (rf"{_PART}{_ORDINAL}\s*{_QUARTER}\s*{_YEAR}", "Q"),
        (rf"{_YEAR}{_JOIN}{_MONTH}{_JOIN}{_PART}", "M"),
        (rf"{_YEAR}-?(?P<part>0[1-9]|1[0-2])", "M"),
        (rf"{_YEAR}{_JOIN}{_NAME}", "name"),
        (rf"{_NAME}{_JOIN}{_YEAR}", "name"),
        (rf"(?:läsåret\s+|läsår\s+)?{_YEAR}\s*/\s*(?P<end>\d{{4}}|\d{{2}})", "/"),
        (rf"{_YEAR}\s*[-–—]\s*(?P<end>\d{{4}}|\d{{2}})", "-"),
    )
]
_LAST_PART = {"H": 2, "Q": 4, "M": 12}
_FOOTNOTE = re.compile(r"[\s*¹²³⁴⁵⁶⁷⁸⁹]+$")
_TIME_SCALES = {"A": "", "H": "H", "Q": "Q", "M": "M"}


@lru_cache(maxsize=20_000)
def normal_period(text: str) -> str | None:
    """Return the period that a code or label names, None if it names none.

    "2024-05", "maj 2024" and "202405" are months; "2023/24" is a school year; "2021–2024" a span.
    """
    text = _FOOTNOTE.sub("", text.strip())
    for pattern, mark in _PATTERNS:
        match = pattern.fullmatch(text)
        period = _period(match, mark) if match else None
        if period:
            return period
    return None


def period_of_cell(value: object) -> str | None:
    """Return the period of a cell: text, a number, or a date on the first of a month."""
    if isinstance(value, datetime | date):
        return f"{value.year}M{value.month:02}" if value.day == 1 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normal_period(str(value))


def period_on_scale(text: str, scale: str) -> str | None:
    """Read a time value of a PX file by its scale: "200405" on M1 is 2004M05, "20043" on Q1 2004Q3."""
    mark = _TIME_SCALES.get(scale[:1].upper())
    year, part = text[:4], text[4:]
    if not mark or not re.fullmatch(r"\d{5,6}", text) or not 1 <= int(part) <= _LAST_PART[mark]:
        return normal_period(text)
    return _written(int(year), mark, int(part))


@lru_cache(maxsize=20_000)
def period_order(period: str) -> tuple[int, int, int]:
    """Return a key that sorts periods by their end, then by length, so that the newest is last."""
    year = int(period[:4])
    if period[4:5] in ("/", "-"):
        return (int(period[5:9]), 12 if period[4] == "-" else 6, year)
    if period[4:5] in _LAST_PART:
        months = 12 // _LAST_PART[period[4]]
        return (year, int(period[5:]) * months, year)
    return (year, 12, year)


@lru_cache(maxsize=20_000)
def period_days(period: str) -> tuple[date, date]:
    """Return the first and the last day; a school year runs from July to June."""
    last_year, last_month, year = period_order(period)
    mark = period[4:5]
    months = 12 // _LAST_PART[mark] if mark in _LAST_PART else 12
    first_month = 7 if mark == "/" else last_month - months + 1
    first = date(year, first_month, 1)
    after = date(last_year + last_month // 12, last_month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _period(match: re.Match[str], mark: str) -> str | None:
    year = int(match["year"])
    if not mark:
        return str(year)
    if mark == "name":
        month = _MONTHS.get(match["name"].lower())
        return _written(year, "M", month) if month else None
    if mark in _LAST_PART:
        part = int(match["part"])
        return _written(year, mark, part) if 1 <= part <= _LAST_PART[mark] else None
    return _span(year, match["end"], mark)


def _written(year: int, mark: str, part: int) -> str:
    return f"{year}M{part:02}" if mark == "M" else f"{year}{mark}{part}"


def _span(year: int, end: str, mark: str) -> str | None:
    """Return a span of years; with a slash only two years that follow on each other."""
    last = int(end) if len(end) == 4 else year // 100 * 100 + int(end)
    if len(end) == 2 and last < year:
        last += 100
    right = last == year + 1 if mark == "/" else year < last < year + 100
    return f"{year}{mark}{last}" if right else None
