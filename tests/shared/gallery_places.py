"""Drawings of places, of women and men, and of the way to a target, for the gallery."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from livskraft.shared import shapes
from livskraft.shared.charts.axis import Axis, Reference
from livskraft.shared.charts.classes import Classes, classes
from livskraft.shared.charts.distance import DistanceChart, Stage, draw_distance
from livskraft.shared.charts.dumbbell import DumbbellChart, Pair, draw_dumbbell
from livskraft.shared.charts.outlines import Outline
from livskraft.shared.charts.scatter import ScatterChart, ScatterSpot, draw_scatter
from livskraft.shared.charts.spread import Spot, SpreadChart, draw_spread
from livskraft.shared.charts.strip import Peer, StripChart, draw_strip
from livskraft.shared.charts.value_map import MapArea, ValueMap, draw_value_map

MUNICIPALITIES = {
    "1980": ("Västerås", 25),
    "1981": ("Sala", 17),
    "1983": ("Köping", 16),
    "1961": ("Hallstahammar", 15),
    "1982": ("Fagersta", 14),
    "1984": ("Arboga", 14),
    "1907": ("Surahammar", 12),
    "1960": ("Kungsör", 11),
    "1962": ("Norberg", 9),
    "1904": ("Skinnskatteberg", 7),
}
MARGINS = (2.6, 4.1, 4, 4.6, 4.8, 4.9, 5.3, 5.4, 5.6, 5.8)
FEW = "För få svar"


def figures(value: float, decimals: int) -> str:
    """Write a value as Swedish does."""
    written = f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    return written.replace("-", "−")


PERCENT = Axis(figures, "\u00a0%", with_zero=True)
NEAR = Axis(figures, "\u00a0%")


def spread(key: str, *, own: str = "", missing: tuple[str, ...] = ()) -> SpreadChart:
    spots = [
        Spot(name, None, reason=FEW)
        if name in missing
        else Spot(
            name,
            value,
            f"{value}\u00a0%",
            value - margin,
            value + margin,
            name == own,
            tip=f"{name} {value} %",
        )
        for (name, value), margin in zip(MUNICIPALITIES.values(), MARGINS, strict=True)
    ]
    references = [Reference(19, "länet 19", "own")]
    if own:
        references = [Reference(19, "länet 19", "nation"), Reference(22, "riket 22", "nation")]
    return SpreadChart(
        key, "Andel per kommun", "Högst i Västerås", tuple(spots), PERCENT, tuple(references)
    )


def comparison() -> StripChart:
    peers = (
        Peer("Västmanland", 19, "Västmanland 19", is_own=True),
        Peer("Västra Götaland", 33, "Västra Götaland 33"),
        Peer("Stockholm", 57, "Stockholm 57"),
    )
    return StripChart(
        "counties", "Län", "Sjätte högst", peers, (Reference(31, "Riket 31"),), PERCENT
    )


def all_counties() -> StripChart:
    random = Random(3)
    names = [name for code, name in shapes.area_names().items() if len(code) == 2 and code != "00"]
    peers = [Peer(name, round(random.gauss(24, 7), 1)) for name in names[:-2]]
    own = Peer("Västmanland", 19, "Västmanland 19", is_own=True)
    high, low = Peer("Stockholm", 57, "Stockholm 57"), Peer("Gotland", 8, "Gotland 8")
    return StripChart(
        "all-counties",
        "Län",
        "",
        (*peers, own, high, low),
        (Reference(31, "Riket 31"), Reference(29.5, "ovägt medelvärde 29,5", "peer")),
        PERCENT,
    )


def all_municipalities() -> StripChart:
    random = Random(4)
    peers = [Peer(f"K{index}", round(random.gauss(78, 4), 1)) for index in range(289)]
    return StripChart(
        "all-places",
        "Kommuner",
        "",
        (*peers, Peer("Sala", 80.6, "Sala 80,6", is_own=True)),
        (Reference(79.1, "länet 79,1", "own"), Reference(79.5, "riket 79,5")),
        NEAR,
    )


def peers(
    key: str, numbers: str, own: float, county: float, nation: float, *, missing: int = 0
) -> StripChart:
    rest = [name for name, _ in MUNICIPALITIES.values() if name != "Sala"]
    found = [
        Peer(name, None if index < missing else float(number), reason=FEW, tip=f"{name} {number}")
        for index, (name, number) in enumerate(zip(rest, numbers.split(), strict=True))
    ]
    sala = Peer("Sala", own, f"Sala {figures(own, 1 if own % 1 else 0)}", is_own=True)
    references = (
        Reference(county, f"länet {figures(county, 1 if county % 1 else 0)}", "own"),
        Reference(nation, f"riket {figures(nation, 1 if nation % 1 else 0)}"),
    )
    return StripChart(key, "Sala bland kommunerna", "", (*found, sala), references)


def empty() -> StripChart:
    peers = tuple(
        Peer(name, None, reason="Källan redovisar bara länet")
        for name, _ in MUNICIPALITIES.values()
    )
    return StripChart("empty", "Inga värden", "", peers)


def sexes() -> DumbbellChart:
    return DumbbellChart(
        "sexes",
        "Kvinnor och män",
        "",
        (
            Pair(
                "Trygga i sitt bostadsområde",
                90,
                93,
                "kvinnor 90",
                "män 93",
                "18 år och äldre, 2022",
            ),
            Pair("Mår bra eller mycket bra", 55, 76, "flickor 55", "pojkar 76", "årskurs 9, 2020"),
        ),
    )


def places_by_sex() -> DumbbellChart:
    return DumbbellChart(
        "places-by-sex",
        "Kvinnor och män",
        "",
        (
            Pair("Sala", 91, 96, "kvinnor 91", "män 96", is_own=True),
            Pair("Länet", 90, 93, "90", "93"),
            Pair("Norberg", None, None, reason=FEW),
            Pair("Kungsör", 94, None, "94", reason="För få män svarade"),
            Pair("Arboga", 93, 92, "93", "92"),
        ),
    )


def distances() -> Mapping[str, DistanceChart]:
    target = Stage(30, "mål 30", "2030")

    def distance(
        key: str, now: Stage, goal: Stage, base: Stage | None, left: str, **more: object
    ) -> DistanceChart:
        return DistanceChart(key, "Avstånd", "", now, goal, base, left, **more)  # type: ignore[arg-type]

    return {
        "Avstånd till mål": distance(
            "distance",
            Stage(19, "19", "2019"),
            target,
            Stage(9, "9", "2010"),
            "11 kvar",
            from_zero=True,
        ),
        "Ska minska": distance(
            "less",
            Stage(11.2, "11,2", "2022"),
            Stage(8, "mål högst 8", "2030"),
            Stage(14.1, "14,1", "2015"),
            "3,2 kvar",
            grows=False,
        ),
        "Fel riktning": distance(
            "wrong",
            Stage(15, "15", "2022"),
            target,
            Stage(19, "19", "2015"),
            "15 kvar",
            from_zero=True,
        ),
        "Nått": distance(
            "reached", Stage(33, "33", "2022"), target, Stage(19, "19", "2015"), "", from_zero=True
        ),
        "Nära mål, intervall": distance(
            "range",
            Stage(27.8, "27,8", "2022"),
            Stage(28, "mål 28–32", "2030"),
            Stage(27.6, "27,6", "2021"),
            "0,2 kvar",
            until=32,
        ),
        "Utan start": distance(
            "no-base",
            Stage(64, "64", "2022"),
            Stage(80, "mål 80", "2030"),
            None,
            "16 kvar",
            from_zero=True,
        ),
    }


def scatter(key: str, *, many: bool = False) -> ScatterChart:
    random = Random(7)
    places = [name for name, _ in MUNICIPALITIES.values()]
    if many:
        places = [name for code, name in shapes.area_names().items() if len(code) == 4]
    spots = [
        ScatterSpot(
            name,
            None if name == "Norberg" else (across := random.gauss(26, 6)),
            random.gauss(70, 4) + (across if name != "Norberg" else 0) / 2,
            name == "Sala",
            FEW,
            name,
        )
        for name in places
    ]
    return ScatterChart(
        key,
        "Utbildning och sysselsättning",
        "",
        tuple(spots),
        NEAR,
        NEAR,
        "Eftergymnasial utbildning 25–64 år, procent",
        "Sysselsatta 20–64 år, procent",
        "Diagrammet visar att två mått hänger ihop eller inte. Det visar inte att det ena orsakar det andra.",
    )


@cache
def outline(code: str) -> Outline:
    rings = tuple(tuple(ring) for ring in shapes.outlines([code])[code])
    return Outline(code, shapes.area_names()[code], rings)


def words_of(found: Classes, decimals: int) -> tuple[str, ...]:
    words = []
    for low, high in found.bounds(decimals):
        if low is None:
            words.append(f"under {figures(high or 0, decimals)}" if high is not None else "alla")
        elif high is None:
            words.append(f"{figures(low, decimals)}–")
        else:
            words.append(f"{figures(low, decimals)}–{figures(high, decimals)}")
    return tuple(words)


def county(
    key: str, *, own: str = "", missing: tuple[str, ...] = (), neighbours: bool = True
) -> ValueMap:
    areas = tuple(
        MapArea(outline(code), None, reason=FEW)
        if code in missing
        else MapArea(outline(code), value, str(value), tip=f"{name} {value} %")
        for code, (name, value) in MUNICIPALITIES.items()
    )
    found = classes([value for _, value in MUNICIPALITIES.values()], decimals=0)
    around = [outline(code) for code in shapes.around(tuple(MUNICIPALITIES))]
    return ValueMap(
        key,
        "Andel per kommun",
        "Högst i Västerås",
        areas,
        found,
        words_of(found, 0),
        tuple(around) if neighbours else (),
        own=own,
    )


def country(key: str, length: int) -> ValueMap:
    random = Random(11)
    codes = [code for code in shapes.area_names() if len(code) == length and code != "00"]
    values = {code: round(random.gauss(78, 4), 1) for code in codes}
    lacking = codes[5:6] if length == 2 else codes[40:46]
    areas = tuple(
        MapArea(outline(code), None, reason=FEW)
        if code in lacking
        else MapArea(outline(code), values[code], figures(values[code], 0) if length == 2 else "")
        for code in codes
    )
    found = classes(values.values(), decimals=1)
    borders = [outline(code) for code in shapes.area_names() if len(code) == 2 and code != "00"]
    return ValueMap(
        key,
        "Hela landet",
        "",
        areas,
        found,
        words_of(found, 1),
        borders=tuple(borders) if length == 4 else (),
        own="19" if length == 2 else "1981",
    )


PLACES: Mapping[str, Callable[[float], str]] = {
    "Spridning": lambda width: draw_spread(spread("spread"), width),
    "Spridning med egen kommun och saknade värden": lambda width: draw_spread(
        spread("own", own="Sala", missing=("Norberg", "Kungsör")), width
    ),
    "Jämförelse": lambda width: draw_strip(comparison(), width),
    "Alla län": lambda width: draw_strip(all_counties(), width),
    "Alla kommuner": lambda width: draw_strip(all_municipalities(), width),
    "Tio kommuner, 84": lambda width: draw_strip(
        peers("p1", "74 75.5 76.8 78.9 81.3 81.2 87.3 88 90.1", 84, 85, 88), min(width, 410)
    ),
    "Tio kommuner, några saknas": lambda width: draw_strip(
        peers("p2", "0 0 78.1 78.2 78.8 79.3 81.5 81.7 83", 80.6, 79.1, 79.5, missing=2),
        min(width, 410),
    ),
    "Inga värden": lambda width: draw_strip(empty(), min(width, 410)),
    "Kvinnor och män": lambda width: draw_dumbbell(sexes(), width),
    "Kvinnor och män per kommun": lambda width: draw_dumbbell(places_by_sex(), min(width, 410)),
    **{
        name: lambda width, chart=chart: draw_distance(chart, width)
        for name, chart in distances().items()
    },
    "Samband": lambda width: draw_scatter(scatter("scatter"), width),
    "Samband, alla kommuner": lambda width: draw_scatter(scatter("many", many=True), width),
    "Länet": lambda width: draw_value_map(county("county"), width),
    "Länet i liten karta": lambda width: draw_value_map(county("pair", neighbours=False), 268),
    "Länet med saknade värden": lambda width: draw_value_map(
        county("own-map", own="1981", missing=("1962", "1960")), width
    ),
    "Sveriges län": lambda width: draw_value_map(country("land", 2), width),
    "Sveriges kommuner": lambda width: draw_value_map(country("all", 4), width),
}
