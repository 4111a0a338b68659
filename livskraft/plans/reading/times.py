"""Times as plans write them: "2021–2023", "hösten 2022", "Q2 2022", "mars 2021 – maj 2022"."""

import calendar
import re

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.vocabulary import MONTHS

_SPAN = re.compile(r"\s*(?:–|—|\bt\.?o\.?m\.?\b|\btill\b|(?<=\s)-(?=\s)|(?<=\d{4})-(?=\d{4}\b))\s*")
_SHORT_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*(\d\d)\b(?!-)")
_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_MONTH_NUMBER = re.compile(r"\b((?:19|20)\d\d)-(\d\d)\b(?!-)")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[ /.-]+((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_QUARTER = re.compile(r"\b(?:q|kv|kvartal|k|quarter)\.?\s*([1-4])\b", re.IGNORECASE)
_TERTIAL = re.compile(r"\b(?:t|tertial)\s*([1-3])\b", re.IGNORECASE)
_QUARTERS = re.compile(
    r"\b(q|kv|kvartal|k|t|tertial)\.?\s*([1-4])\s*(?:[-–&]|och|till)\s*(?:(?:q|kv|kvartal|k|t)\.?\s*)?([1-4])\b",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"(\b(?:vt|ht|våren|hösten|sommaren|vintern|q[1-4]|kv ?[1-4])[ -]?[’']?)(\d\d)\b", re.I
)
_SEASON = re.compile(
    r"\b(?:vår|höst|sommar|vt|ht|första halvår|andra halvår|spring|autumn|summer)\w*", re.IGNORECASE
)
_TIME_WORDS = re.compile(
    r"\b(?:klart?|senast|start(?:ar|as)?|från|till|och|under|i|år(?:et)?|våren|hösten|slutet av|början av"
    r"|fr\.?o\.?m|t\.?o\.?m|framåt|ff|med|den|by|from|to|until|during|in|mid|början|slutet|mitten|av)\b\.?",
    re.IGNORECASE,
)
_SEASONS = {
    "vår": (1, 6),
    "höst": (7, 12),
    "vt": (1, 6),
    "ht": (7, 12),
    "spring": (1, 6),
    "autumn": (7, 12),
    "summer": (6, 8),
    "sommar": (6, 8),
    "första halvår": (1, 6),
    "andra halvår": (7, 12),
}
_MONTH = re.compile(
    r"\b(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?", re.IGNORECASE
)
_LONG_DAY = re.compile(
    r"\b(\d{1,2})\s+("
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\.?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)

Span = tuple[str, str]


def span_of(text: str, period: tuple[int, int] | None = None) -> Span | None:
    """Return first and last day as YYYY-MM-DD; one is "" when the text leaves it open.

    A time without a year is in the plan's `period`, if that is one year. None if no time can be told
    from the text.
    """
    text = " ".join(text.split()).strip(" .,;")
    if period and vocabulary.WHOLE_PERIOD.match(text):
        return f"{period[0]}-01-01", f"{period[1]}-12-31"
    text = _SHORT_YEAR.sub(r"\g<1>20\g<2>", _SHORT_SPAN.sub(_long_span, text))
    text = _QUARTERS.sub(r"\1 \2 – \1 \3", text)
    if period and period[0] == period[1] and not _YEAR.search(text) and _names_part(text):
        text = " – ".join(f"{part} {period[0]}" for part in _SPAN.split(text))
    parts = [part for part in _SPAN.split(text) if part.strip()]
    if len(parts) == 2:
        last = _part(parts[1])
        year = last[0][:4] if last else ""
        first = _part(parts[0]) or (_part(f"{parts[0]} {year}") if year else None)
        if first and last and first[0] <= last[1]:
            return first[0], last[1]
        if first and not last and not _YEAR.search(parts[1]):
            return first[0], ""
    found = [part for part in map(_part, re.split(r"[,;]| och |(?<!\d)/|/(?!\d)", text)) if part]
    if not found:
        whole = _part(text)
        found = [whole] if whole else []
    if not found:
        return None
    first_day, last_day = min(start for start, _end in found), max(end for _start, end in found)
    if re.match(r"^(?:från|fr\.?o\.?m\.?|start)\b", text, re.IGNORECASE) or re.search(
        r"\bff\b|framåt|och framåt|tills vidare", text
    ):
        return first_day, ""
    if re.match(r"^(?:senast|till|t\.?o\.?m\.?|klart?|innan|före)\b", text, re.IGNORECASE):
        return "", last_day
    return first_day, last_day


def day_in(text: str) -> str:
    """Return the first day that a text names, as YYYY-MM-DD; "" if it names none."""
    span = _day(text)
    return span[0] if span else ""


def _names_part(text: str) -> bool:
    """Say whether a text names a part of a year: a month, a quarter, a season."""
    return any(pattern.search(text) for pattern in (_MONTH, _QUARTER, _TERTIAL, _SEASON))


def is_time(text: str) -> bool:
    """Say whether a text is a time and nothing else: "hösten 2024", "klart Q2"."""
    left = text
    for pattern in (
        _SHORT_SPAN,
        _DAY,
        _MONTH_NUMBER,
        _SLASHED,
        _YEAR,
        _QUARTERS,
        _QUARTER,
        _TERTIAL,
    ):
        left = pattern.sub(" ", left)
    left = _TIME_WORDS.sub(" ", _SEASON.sub(" ", _MONTH.sub(" ", left)))
    return left != text and not re.search(r"\w", left)


def _long_span(match: re.Match[str]) -> str:
    first, short = int(match[1]), int(match[2])
    year = first // 100 * 100 + short
    return f"{first} – {year}" if first < year <= first + 30 else match[0]


def _day(text: str) -> Span | None:
    """Return the day that a text names, as a span of that day alone."""
    if match := _DAY.search(text):
        return _days(*map(int, match.groups()))
    if match := _LONG_DAY.search(text):
        return _days(int(match[3]), MONTHS[match[2].lower()], int(match[1]))
    if match := _SLASHED.search(text):
        return _days(int(match[3]), int(match[2]), int(match[1]))
    return None


def _part(text: str) -> Span | None:
    if any(pattern.search(text) for pattern in (_DAY, _LONG_DAY, _SLASHED)):
        return _day(text)
    if (match := _MONTH_NUMBER.search(text)) and 1 <= int(match[2]) <= 12:
        return _months(int(match[1]), int(match[2]), int(match[2]))
    years = [int(year) for year in _YEAR.findall(text)]
    if not years:
        return None
    months = [MONTHS[name.lower()] for name in _MONTH.findall(text)]
    if months:
        return _months(years[0], months[0], months[-1])
    if match := _QUARTER.search(text):
        return _months(years[0], int(match[1]) * 3 - 2, int(match[1]) * 3)
    if match := _TERTIAL.search(text):
        return _months(years[0], int(match[1]) * 4 - 3, int(match[1]) * 4)
    for season, (first, last) in _SEASONS.items():
        if re.search(rf"\b{season}", text, re.IGNORECASE):
            return _months(years[0], first, last)
    return f"{min(years)}-01-01", f"{max(years)}-12-31"


def _days(year: int, month: int, day: int) -> Span | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    written = f"{year:04d}-{month:02d}-{day:02d}"
    return written, written


def _months(year: int, first: int, last: int) -> Span:
    if last < first:
        first, last = last, first
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{calendar.monthrange(year, last)[1]}"


def years_of(text: str) -> tuple[int, int] | None:
    """Return the years of the first span of years in a text: "2021 – 2023"."""
    text = _SHORT_SPAN.sub(_long_span, text)
    match = re.search(r"\b((?:19|20)\d\d)\s*(?:[-–—]|till)\s*((?:19|20)\d\d)\b", text)
    if match and int(match[1]) <= int(match[2]):
        return int(match[1]), int(match[2])
    return None


def amount_of(text: str) -> int | None:
    """Return kronor of "1,5 mkr", "300 tkr", "450 000 kr"; None if no amount can be told."""
    match = re.search(
        r"(?<![\d–-])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:[.,]\d+)?)"
        r"\s*(mkr|mnkr|msek|miljoner|milj\.?|tkr|ksek|tusen|kr|kronor|sek|:-)?",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    number, unit = match[1], (match[2] or "").lower()
    is_grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0.]\d{3})+", number)
    value = float(re.sub(r"[ \u00a0.]", "", number) if is_grouped else number.replace(",", "."))
    if not unit and (value < 1000 or re.fullmatch(r"(?:19|20)\d\d", number)):
        return None
    factor = 1_000_000 if unit.startswith("m") else 1000 if unit.startswith(("t", "ks")) else 1
    return round(value * factor) if value * factor < 1e14 else None
