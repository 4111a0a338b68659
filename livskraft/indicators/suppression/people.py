"""Whether an indicator's values count people: then a small value may tell who they are."""

import re

PEOPLE = (
    "person", "personer", "individer", "människor", "invånare", "medborgare", "befolkning",
    "folkmängd", "hushåll", "familjer", "kvinnor", "män", "flickor", "pojkar", "barn", "ungdomar",
    "unga", "vuxna", "äldre", "pensionärer", "elever", "studenter", "studerande", "doktorander",
    "lärlingar", "deltagare", "anställda", "sysselsatta", "förvärvsarbetande", "arbetslösa",
    "sökande", "företagare", "chefer", "lärare", "läkare", "sjuksköterskor", "årsarbetare",
    "pendlare", "patienter", "brukare", "klienter", "boende", "mottagare", "svarande",
    "inflyttade", "utflyttade", "födda", "döda", "avlidna", "skadade", "omkomna", "nyanlända",
    "medlemmar", "ledamöter", "väljare",
    "people", "persons", "individuals", "inhabitants", "residents", "citizens", "population",
    "households", "families", "women", "men", "girls", "boys", "children", "adults", "pupils",
    "students", "participants", "employees", "employed", "unemployed", "jobseekers", "teachers",
    "patients", "clients", "members", "voters",
)  # fmt: skip
"""Words that name people, whole or as the end of a word: "gymnasieelever"; a household is few."""

_ENDINGS = tuple(word for word in PEOPLE if len(word) >= 4)
_NO_COUNT = re.compile(
    r"^\d|[%‰]|\b(per|andel|procent|procentenheter|promille|kronor|kr|index|plats|tusen|tusental"
    r"|miljoner|miljarder|share|percent|thousands?|millions?)\b"
)
"""What makes a unit a share, a rate, an amount, or one that counts thousands."""

_BARE = ("antal", "st", "stycken", "number")
"""Units that do not say what is counted: then the first words of the title do."""

_ABOUT = re.compile(r"[,;:(]|\b(som|med|där|i|på|för|från|till|av|per|with|in|of|who|that|by)\b")


def counts_people(unit: str, title: str, declared: str = "") -> bool:
    """Return whether values are numbers of people.

    `declared` is what the plan says they count: "people", "other", or "" where it does not say.
    """
    if declared:
        return declared == "people"
    unit = unit.casefold().strip()
    if unit in _BARE:
        return _names_people(_ABOUT.split(title.casefold())[0])
    return not _NO_COUNT.search(unit) and _names_people(unit)


def _names_people(text: str) -> bool:
    return any(word in PEOPLE or word.endswith(_ENDINGS) for word in re.findall(r"\w+", text))
