"""Tables for the fakes of PxWeb, as SCB has them."""

from livskraft.indicators.sources.cube import Dimension


def labelled(code: str, role: str = "", can_eliminate: bool = False, **labels: str) -> Dimension:
    return Dimension(code, code.lower(), tuple(labels), labels, role, can_eliminate)


REGION = Dimension(
    "Region",
    "region",
    ("00", "01", "0114", "19", "1980", "1981"),
    {"00": "Riket", "19": "Västmanlands län", "1980": "Västerås", "1981": "Sala"},
    can_eliminate=True,
)
AGE = Dimension("Alder", "ålder", ("0-19", "20-64", "65+"), can_eliminate=True)
SEX = Dimension("Kon", "kön", ("1", "2"), {"1": "män", "2": "kvinnor"}, can_eliminate=True)
CONTENTS = Dimension("ContentsCode", "tabellinnehåll", ("X1", "X2"), {"X1": "Antal", "X2": "Andel"})
YEAR = Dimension("Tid", "år", ("2021", "2022", "2023", "2024"), role="time")
PEOPLE = (REGION, AGE, SEX, CONTENTS, YEAR)
