"""Writes a page with every kind of drawing, for looking at: python -m tests.shared.gallery FOLDER.

Each drawing stands in two widths. The page follows the theme of the browser; it needs no server.
"""

import sys
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from livskraft.shared.charts.line import (
    Baseline,
    Break,
    Event,
    Forecast,
    Gap,
    LineChart,
    Milestone,
    Series,
    Target,
    Value,
    draw_line,
)
from livskraft.shared.charts.multiples import Multiples, Panel, draw_multiples
from livskraft.shared.charts.reading import Reading
from livskraft.shared.charts.series import Role
from livskraft.shared.fonts import font_file
from tests.shared.gallery_places import PLACES

STATIC = Path(__file__).parents[2] / "livskraft" / "shared" / "static" / "livskraft"
WIDTHS = (820, 300)
PANDEMIC = Event(2020, 2022, "pandemin")
READING = Reading("Läs av värden", "Visa serier")


def figures(value: float, decimals: int) -> str:
    """Write a value as Swedish does."""
    written = f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    return written.replace("-", "−")


def values(
    first: float,
    numbers: str,
    *,
    step: float = 1,
    decimals: int = 0,
    margin: float = 0,
    preliminary: int = 0,
) -> tuple[Value, ...]:
    """Read values from words, "-" for a year without one; the last ones may be preliminary."""
    found = []
    words = numbers.split()
    for index, word in enumerate(words):
        if word != "-":
            number, time = float(word), first + index * step
            found.append(
                Value(
                    time,
                    number,
                    figures(number, decimals),
                    f"{time:g}",
                    number - margin if margin else None,
                    number + margin if margin else None,
                    is_preliminary=index >= len(words) - preliminary,
                )
            )
    return tuple(found)


def series(name: str, role: Role, numbers: tuple[Value, ...], unit: str = "\u00a0%") -> Series:
    return Series(name.lower(), name, role, f"{name} {numbers[-1].shown}{unit}", numbers)


def chart(key: str, *lines: Series, **more: object) -> LineChart:
    settings = {"with_zero": True, "reading": READING} | more
    return LineChart(key, key, "Exempel", lines, figures, **settings)  # type: ignore[arg-type]


def transit() -> LineChart:
    """The chart that the look shows."""
    return chart(
        "transit",
        series("Västmanland", "own", values(2010, "9 - - - - - 13 - - 19")),
        series("Riket", "nation", values(2010, "21 - - - - - - - - 31")),
        target=Target(30, "Mål 30 %", 2030, "2030", start=(2019, 19), path_words="målbana"),
        events=(PANDEMIC,),
        gaps=(Gap(2020, 2023, "inga värden efter 2019"),),
    )


def employment() -> LineChart:
    own = "78.1 77.4 76.8 77.9 78.6 79.0 79.3 79.6 80.1 79.8 78.5 80.2 81.4 81.0"
    nation = "79.2 78.0 77.9 79.1 79.5 80.2 80.9 81.2 81.6 82.0 80.9 81.9 82.9 83.0"
    return chart(
        "employment",
        series("Västmanland", "own", values(2009, own, decimals=1, preliminary=1)),
        series("Riket", "nation", values(2009, nation, decimals=1, preliminary=1)),
        with_zero=False,
        events=(PANDEMIC,),
        breaks=(Break(2019, "ny metod 2019"),),
    )


def trust() -> LineChart:
    return chart(
        "trust",
        series("Kvinnor", "women", values(2008, "62 - 60 - 64 - 66 - 68 - 67 - 61 - 63", margin=3)),
        series("Män", "men", values(2008, "66 - 65 - 66 - 69 - 70 - 72 - 70 - 71", margin=3)),
        events=(PANDEMIC,),
    )


def survey() -> LineChart:
    """Margins, milestones, a baseline, a forecast, a gap between values."""
    return chart(
        "survey",
        series("Västmanland", "own", values(2012, "40 42 45 44 - - 51 50 53 55", margin=2.5)),
        target=Target(
            70,
            "Mål minst 70 %",
            2030,
            "2030",
            start=(2015, 44),
            path_words="målbana",
            milestones=(Milestone(2024, 60, "60 till 2024"),),
            baseline=Baseline(2015, 44, "basår"),
        ),
        gaps=(Gap(2015.5, 2017.5, "ingen enkät 2016 och 2017"),),
        forecasts=(
            Forecast("Prognos", "Prognos 61 %", values(2022, "56 58 59 60 61", margin=1.5)),
        ),
        events=(PANDEMIC,),
    )


def counties() -> LineChart:
    names = "Stockholm Uppsala Södermanland Östergötland Jönköping Kronoberg Kalmar Gotland"
    lines = [
        series(
            name,
            "peer",
            values(
                2012, " ".join(str(20 + index * 2 + (year * (index + 3)) % 5) for year in range(11))
            ),
        )
        for index, name in enumerate(names.split())
    ]
    own = series("Västmanland", "own", values(2012, "22 23 22 24 25 26 25 27 28 27 29"))
    nation = series("Riket", "nation", values(2012, "27 27 28 28 29 29 29 30 30 31 31"))
    return chart("counties", own, nation, *lines, events=(PANDEMIC,))


def quarters() -> LineChart:
    numbers = " ".join(str(400 + index * 3 + (index * 7) % 11 * 4) for index in range(44))
    return chart(
        "quarters",
        series("Lediga jobb", "own", values(2012, numbers, step=0.25), unit=""),
        with_zero=False,
        target=Target(480, "Mål minst 480"),
        events=(PANDEMIC,),
    )


def lonely() -> LineChart:
    return chart("lonely", series("Skinnskatteberg", "own", values(2019, "7")))


def growth() -> LineChart:
    return chart(
        "growth",
        series(
            "Västmanland",
            "own",
            values(2012, "1.2 0.4 2.1 3.0 1.8 0.9 -0.4 -1.1 -3.2 4.6 2.0", decimals=1),
        ),
        series(
            "Riket",
            "nation",
            values(2012, "0.9 1.1 2.6 4.1 2.4 2.0 1.4 0.9 -2.2 5.2 2.9", decimals=1),
        ),
        events=(PANDEMIC,),
    )


def towns() -> Multiples:
    names = "Västerås Sala Köping Hallstahammar Fagersta Arboga Surahammar Kungsör Skinnskatteberg"
    panels = [
        Panel(
            name.lower(),
            name,
            numbers := values(
                2016, " ".join(str(12 - at + year + (year * at) % 3) for year in range(7))
            ),
            numbers[-1].shown,
        )
        for at, name in enumerate(names.split())
    ]
    panels.append(Panel("norberg", "Norberg", (), reason="för få svar för att visas"))
    return Multiples(
        "towns",
        "Kommunerna",
        "Exempel",
        tuple(panels),
        values(2016, "12 12.5 13 13.6 14 15 15.5"),
        with_zero=True,
        events=(PANDEMIC,),
        reading=READING,
    )


DRAWINGS: Mapping[str, Callable[[float], str]] = {
    "Linje med målbana": lambda width: draw_line(transit(), width),
    "Brott i serien, preliminära värden": lambda width: draw_line(employment(), width),
    "Kvinnor och män över tid": lambda width: draw_line(trust(), width),
    "Felmarginal, delmål, prognos": lambda width: draw_line(survey(), width),
    "Många län": lambda width: draw_line(counties(), width),
    "Kvartal med nivå": lambda width: draw_line(quarters(), width),
    "Ett enda värde": lambda width: draw_line(lonely(), width),
    "Små diagram": lambda width: draw_multiples(towns(), width),
    "Över och under noll": lambda width: draw_line(growth(), width),
}

_STYLE = """
body { padding: 24px; max-width: 1240px; }
section { margin-top: 48px; }
.pair { display: flex; flex-wrap: wrap; gap: 40px; align-items: start; }
.pair > div:first-child { flex: 0 1 820px; min-width: 0; }
.pair > div:last-child { flex: none; width: 300px; }
@media (max-width: 700px) { .pair > div:first-child { display: none; } body { padding: 10px; } }
@media print { .pair > div:last-child { display: none; } }
"""


def page(drawings: Mapping[str, Callable[[float], str]] = DRAWINGS) -> str:
    font = font_file("public-sans.woff2").as_uri()
    styles = "".join(
        (STATIC / name).read_text()
        for name in ("tokens.css", "base.css", "charts.css", "chart-reading.css")
    )
    script = (STATIC / "charts.js").read_text()
    sections = "".join(
        f'<section><h2>{escape(name)}</h2><div class="pair">'
        + "".join(f'<div class="chart-frame">{draw(width)}</div>' for width in WIDTHS)
        + "</div></section>"
        for name, draw in drawings.items()
    )
    return (
        '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Diagram</title>'
        f'<style>@font-face{{font-family:"Public Sans";src:url("{font}");font-weight:100 900}}'
        f"{styles}{_STYLE}</style><body><main><h1>Diagram</h1>{sections}</main><script>{script}</script>"
    )


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    everything = {**DRAWINGS, **PLACES}
    (folder / "gallery.html").write_text(page(everything), encoding="utf-8")


if __name__ == "__main__":
    main()
