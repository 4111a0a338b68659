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
    words = _WORDS[_language(language)]
    if starts is None and ends is None:
        return ""
    if ends is None:
        assert starts is not None
        return words["from"].format(_start_alone(starts, language))
    if starts is None:
        return words["until"].format(_end_alone(ends, language))
    if _opens_year(starts) and _closes_year(ends):
        return years(starts.year, ends.year)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return month(ends, language)
    if starts.year == ends.year:
        return f"{_MONTHS[_language(language)][starts.month - 1]}–{month(ends, language)}"
    return f"{month(starts, language)} – {month(ends, language)}"


def short_period(starts: date | None, ends: date | None, language: str = "sv") -> str:
    """Return what `period` does, with short months and kept on one line: "mars 2021–juni 2022"."""
    words = period(starts, ends, language).replace(" – ", "–")
    language = _language(language)
    for whole, short in zip(_MONTHS[language], _SHORT[language], strict=True):
        words = words.replace(whole, short)
    return words.replace(" ", "\u00a0")


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


def _start_alone(when: date, language: str) -> str:
    return str(when.year) if _opens_year(when) else month(when, language)


def _end_alone(when: date, language: str) -> str:
    return str(when.year) if _closes_year(when) else month(when, language)
