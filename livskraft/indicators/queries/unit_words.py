"""Units as a page says them: as they are declared, and the usual ones in English on English pages."""

import re
from functools import lru_cache

from django.utils.translation import get_language

_WHAT = {
    "andel": "share",
    "antal": "number",
    "besök": "visits",
    "betyg": "grade",
    "dagar": "days",
    "företag": "companies",
    "hektar": "hectares",
    "hushåll": "households",
    "index": "index",
    "km": "km",
    "kronor": "kronor",
    "kor": "cows",
    "kvadratmeter": "square metres",
    "lägenheter": "dwellings",
    "medelbetyg": "mean grade",
    "medelvärde": "mean",
    "meritpoäng": "merit points",
    "miljarder kronor": "billion kronor",
    "miljoner kronor": "million kronor",
    "minuter": "minutes",
    "månader": "months",
    "naturreservat": "nature reserves",
    "personer": "people",
    "plats": "place",
    "poäng": "points",
    "procent": "percent",
    "procentenheter": "percentage points",
    "promille": "per mille",
    "resor": "trips",
    "timmar": "hours",
    "ton": "tonnes",
    "ton koldioxidekvivalenter": "tonnes of carbon dioxide equivalents",
    "tusen kronor": "thousand kronor",
    "tusen ton": "thousand tonnes",
    "veckor": "weeks",
    "år": "years",
}
_PER = {
    "anställd": "employee",
    "barn": "child",
    "dag": "day",
    "elev": "pupil",
    "hushåll": "household",
    "invånare": "inhabitant",
    "invånare och år": "inhabitant and year",
    "kvartal": "quarter",
    "miljon kronor": "million kronor",
    "månad": "month",
    "sysselsatt": "person employed",
    "år": "year",
}
_PER_MANY = {"invånare": "inhabitants", "anställda": "employees", "elever": "pupils"}
_OF = {
    "alla": "all",
    "anställda": "employees",
    "arealen": "the area",
    "befolkningen": "the population",
    "de röstberättigade": "those entitled to vote",
    "de svarande": "those who answered",
    "eleverna": "the pupils",
    "företagen": "the companies",
    "hushållen": "the households",
    "invånarna": "the inhabitants",
    "lägenheterna": "the dwellings",
    "resorna": "the trips",
    "tio": "ten",
    "åkermarken": "the arable land",
}
_MONTHS = {
    "januari": "January",
    "februari": "February",
    "mars": "March",
    "april": "April",
    "maj": "May",
    "juni": "June",
    "juli": "July",
    "augusti": "August",
    "september": "September",
    "oktober": "October",
    "november": "November",
    "december": "December",
}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_UNIT = re.compile(
    r"(?P<times>\d[\d ]*\d )?(?P<what>[^\W\d]+(?: [^\W\d]+)*?)??"
    r"(?P<scale> \d+–\d+)?"
    r"(?: ?\bper (?:(?P<many>\d[\d ]*\d) )?(?P<per>[^\W\d]+(?: [^\W\d]+)*?))?"
    r"(?: ?\bav (?P<of>[^\W\d]+(?: [^\W\d]+)*?|\d+))?"
    r"(?: (?P<ages>\d+–\d+) år| (?P<day>\d+) (?P<month>[a-z]+))?"
)


def unit_words(unit: str) -> str:
    """Return a unit in the page's language where that is known, else as it is declared."""
    return unit if _is_swedish() else _english(unit.strip()) or unit


def is_content(unit: str) -> bool:
    """Whether a unit stands in Swedish on a page that does not."""
    return not _is_swedish() and _english(unit.strip()) is None


def _is_swedish() -> bool:
    return (get_language() or "sv").startswith("sv")


@lru_cache(maxsize=1000)
def _english(unit: str) -> str | None:
    """Return a unit in English, None where a word of it is not known."""
    found = _UNIT.fullmatch(unit)
    if not unit or found is None:
        return "" if not unit else None
    part = found.groupdict()
    words = [
        (part["times"] or "").strip().replace(" ", ","),
        _known(_WHAT, part["what"]) + (part["scale"] or ""),
        _per(part["many"], part["per"]),
        _of(part["of"]),
        f"aged {part['ages']}" if part["ages"] else "",
        f"on {part['day']} {_known(_MONTHS, part['month'])}" if part["day"] else "",
    ]
    said = " ".join(filter(None, words))
    return None if _UNKNOWN in said else said


def _known(words: dict[str, str], word: str | None) -> str:
    return words.get(word, _UNKNOWN) if word else ""


def _per(many: str | None, what: str | None) -> str:
    if not what:
        return ""
    if many:
        return f"per {many.replace(' ', ',')} {_known(_PER_MANY, what)}"
    return f"per {_known(_PER, what)}"


def _of(what: str | None) -> str:
    if not what:
        return ""
    return f"of {what if what.isdigit() else _known(_OF, what)}"
