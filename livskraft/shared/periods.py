"""Dates and periods in words, Swedish and English, and years as they stand in addresses."""

import re
from datetime import date

_SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december"
_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = {"sv": _SWEDISH.split(), "en": _ENGLISH.split()}
_SHORT = {
    "sv": ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_WORDS = {
    "sv": {"from": "från {}", "until": "till och med {}"},
    "en": {"from": "from {}", "until": "until {}"},
}
_NO_BREAK = "\u00a0"
_YEARS = re.compile(r"([12]\d{3})(?:\s*[-–]\s*([12]\d{3}))?")


def _language(language: str) -> str:
    """Return the language that texts exist in; all but English read Swedish."""
    return "en" if language.startswith("en") else "sv"


def day(when: date, language: str = "sv") -> str:
    """Return "26 januari 2023"."""
    return f"{when.day} {month(when, language)}"


def month(when: date, language: str = "sv") -> str:
    """Return "januari 2023"."""
    return f"{_MONTHS[_language(language)][when.month - 1]} {when.year}"


def period(starts: date | None, ends: date | None, language: str = "sv") -> str:
    """Return a period as short as it can be said, "" when both ends are missing.

    Whole years as "2021" and "2021–2022", else months: "mars 2021", "mars–december 2022",
    "mars 2021 – juni 2022"; half known as "från mars 2021", "till och med 2022".
    """
    language = _language(language)
    return _period(starts, ends, _WORDS[language], _MONTHS[language], " ", " – ")


def short_period(starts: date | None, ends: date | None, language: str = "sv") -> str:
    """Return what `period` does, with short months and on one line: "mars 2021–juni 2022"."""
    language = _language(language)
    return _period(starts, ends, _WORDS[language], _SHORT[language], _NO_BREAK, "–")


def _period(
    starts: date | None,
    ends: date | None,
    words: dict[str, str],
    months: list[str],
    space: str,
    dash: str,
) -> str:
    if starts is None and ends is None:
        return ""
    first = "" if starts is None else f"{months[starts.month - 1]}{space}{starts.year}"
    last = "" if ends is None else f"{months[ends.month - 1]}{space}{ends.year}"
    if starts is None:
        assert ends is not None
        return words["until"].format(str(ends.year) if _closes_year(ends) else last)
    if ends is None:
        return words["from"].format(str(starts.year) if _opens_year(starts) else first)
    if _opens_year(starts) and _closes_year(ends):
        return years(starts.year, ends.year)
    if first == last:
        return last
    if starts.year == ends.year:
        return f"{months[starts.month - 1]}–{last}"
    return f"{first}{dash}{last}"


def years(first: int, last: int) -> str:
    """Return "2021" or "2021–2022"."""
    return f"{first}" if first == last else f"{first}–{last}"


def parse_years(text: str) -> tuple[int, int] | None:
    """Read "2022", "2021-2022" or "2021–2022" as (first, last); None if it is neither."""
    match = _YEARS.fullmatch(text.strip())
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def _opens_year(when: date) -> bool:
    return (when.month, when.day) == (1, 1)


def _closes_year(when: date) -> bool:
    return (when.month, when.day) == (12, 31)
