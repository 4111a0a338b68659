"""Areas by code and by name: SCB's codes, whatever a publisher or a file calls the area."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from livskraft.shared.swedish import fold

NATION = "00"
_CODE = re.compile(r"(?:\d{2}|\d{4})")
_GROUP = re.compile(r"G\d{3,}")
_LEADING_CODE = re.compile(r"(\d{4}|\d{2})[\s:.\-–]+\D.*")
_NATION_NAMES = frozenset(
    {
        *("riket", "hela riket", "hela landet", "riket totalt", "sverige", "hela sverige"),
        *("alla regioner", "alla län", "alla kommuner", "sweden"),
    }
)
_AROUND_MUNICIPALITY = re.compile(r"\s+(?:kommun|stad|municipality)$")
_AROUND_COUNTY = re.compile(
    r"^region\s+|^landstinget(?:\s+i)?\s+|\s+(?:län|county|läns landsting)$|sregionen$"
)


def area_code(code: str) -> str | None:
    """Return SCB's code for a code of SCB or Kolada ("0019" → "19"), None if it is neither.

    A group of Kolada ("G33626") is its own code. Leading zeros are kept: a number that lost its
    zero is not repaired here.
    """
    code = code.strip()
    if _GROUP.fullmatch(code):
        return code
    if not _CODE.fullmatch(code):
        return None
    if len(code) == 4 and code.startswith("00"):
        return code[2:]
    return code


def kolada_code(code: str) -> str:
    """Return Kolada's code for an area: "19" → "0019"; groups and municipalities stay."""
    return f"00{code}" if len(code) == 2 and code.isdigit() else code


class AreaNames:
    """Finds areas by the names that files and labels use.

    `names` gives the name by code: "19": "Västmanlands län", "1980": "Västerås".
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._codes = {NATION, *names}
        self._municipalities: dict[str, str] = {}
        self._counties: dict[str, str] = {}
        for code, name in names.items():
            if len(code) == 4:
                self._municipalities[_bare(name, _AROUND_MUNICIPALITY)] = code
            elif code != NATION:
                self._counties.update(dict.fromkeys(_county_names(name), code))
                self._counties[_bare(name, _AROUND_COUNTY)] = code

    def has(self, code: str) -> bool:
        """Whether a code is that of an area, or of a group, whose members a publisher chooses."""
        return code in self._codes or bool(_GROUP.fullmatch(code))

    def find_all(self, labels: Iterable[str]) -> dict[str, str]:
        """Return the code of every label that names an area.

        A name that is both a county's and a municipality's (Uppsala) is the municipality where
        the labels hold a name that only a municipality has, else the county.
        """
        labels = list(dict.fromkeys(labels))
        holds_municipalities = any(
            self.municipality(label) and not self.county(label) for label in labels
        )
        found = {}
        for label in labels:
            municipality, county = self.municipality(label), self.county(label)
            first, second = (
                (municipality, county) if holds_municipalities else (county, municipality)
            )
            if code := self._written(label) or first or second:
                found[label] = code
        return found

    def municipality(self, label: str) -> str | None:
        if _says_county(label):
            return None
        return self._municipalities.get(_bare(label, _AROUND_MUNICIPALITY))

    def county(self, label: str) -> str | None:
        if _says_municipality(label):
            return None
        return self._counties.get(_bare(label, _AROUND_COUNTY))

    def _written(self, label: str) -> str | None:
        """Return the code that stands in the label itself, or the nation's."""
        label = label.strip()
        if code := area_code(label):
            return code
        if match := _LEADING_CODE.fullmatch(label):
            return area_code(match[1])
        return NATION if fold(label) in _NATION_NAMES else None


@lru_cache(maxsize=1)
def swedish_areas() -> AreaNames:
    """The names of the nation, all counties and all municipalities."""
    from livskraft.shared.shapes import area_names

    return AreaNames(area_names())


def _bare(name: str, around: re.Pattern[str]) -> str:
    return " ".join(around.sub("", fold(name).strip()).split())


def _county_names(name: str) -> set[str]:
    """Return the ways to write a county: "västmanlands", "västmanland", "jämtland härjedalen"."""
    bare = _bare(name, _AROUND_COUNTY)
    forms = {bare}
    if bare.endswith("s"):
        forms.add(bare[:-1])
    if bare.startswith("jämtland"):
        forms |= {"jämtland härjedalen", "jämtlands och härjedalens"}
    return forms


def _says_county(label: str) -> bool:
    return bool(_AROUND_COUNTY.search(fold(label).strip()))


def _says_municipality(label: str) -> bool:
    return bool(_AROUND_MUNICIPALITY.search(fold(label).strip()))
