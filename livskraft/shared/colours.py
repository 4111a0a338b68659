"""A region's own colours: the contrast they must keep, and the style sheet they become."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
TEXT, GRAPHICS = 4.5, 3.0

WHITE, BLACK_ON_BUTTON = "#FFFFFF", "#0B1418"
PAPER = {"light": "#FFFFFF", "dark": "#11181C"}
MIST = {"light": "#F3F4F1", "dark": "#182226"}
INK = {"light": "#182025", "dark": "#EAEFEE"}
FIELD_SECOND_TEXT, FIELD_BORDER = "#C3D5DF", "#7FA6BC"
FIELD_SIGNS = ("#7FE0D6", "#C9C8C3")  # Improvement; all other verdicts.


@dataclass(frozen=True)
class Palette:
    """One theme's colours as "#RRGGBB"; None where the region keeps ours. `map` is low to high."""

    field: str | None = None
    link: str | None = None
    own: str | None = None
    map: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortfall:
    """A colour that misses the contrast it must keep against another."""

    key: str
    colour: str
    against: str
    other: str
    ratio: float
    demanded: float


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" as WCAG defines it, 0 black to 1 white."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return the colour with a share of the other, channel by channel."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def field_area(field: str) -> str:
    """Return the colour of the map's areas on the start page's field."""
    return mix(field, FIELD_BORDER, 0.2)


def _demands(palette: Palette, theme: str) -> Iterator[tuple[str, str, str, str, float]]:
    """Yield (key, colour, name of the other in English, the other, demanded ratio)."""
    for key in ("link", "own"):
        colour = getattr(palette, key)
        if colour:
            yield key, colour, gettext_noop("paper"), PAPER[theme], TEXT
            yield key, colour, gettext_noop("mist"), MIST[theme], TEXT
    if palette.link and theme == "dark":
        yield "link", palette.link, gettext_noop("text on the button"), BLACK_ON_BUTTON, TEXT
    if palette.field:
        yield "field", palette.field, gettext_noop("white text"), WHITE, TEXT
        yield "field", palette.field, gettext_noop("second text"), FIELD_SECOND_TEXT, TEXT
        for colour in FIELD_SIGNS:
            yield "field", palette.field, gettext_noop("a sign"), colour, GRAPHICS
        yield (
            "field",
            field_area(palette.field),
            gettext_noop("white names on the map"),
            WHITE,
            TEXT,
        )
        yield (
            "field",
            field_area(palette.field),
            gettext_noop("borders on the map"),
            FIELD_BORDER,
            GRAPHICS,
        )
    for place, colour in enumerate(palette.map, 1):
        other = INK if place <= 3 else PAPER
        yield f"map {place}", colour, gettext_noop("figures"), other[theme], TEXT


def shortfalls(palette: Palette, theme: str) -> list[Shortfall]:
    """Return what misses its contrast in a theme, "light" or "dark"; empty when all is well."""
    return [
        Shortfall(key, colour, name, other, contrast(colour, other), demanded)
        for key, colour, name, other, demanded in _demands(palette, theme)
        if contrast(colour, other) < demanded
    ]


def is_scale(palette: Palette, theme: str) -> bool:
    """Whether the map's five colours go steadily from pale to strong."""
    lights = [luminance(colour) for colour in palette.map]
    return lights == sorted(lights, reverse=theme == "light")


def style_sheet(light: Palette, dark: Palette) -> str:
    """Return the CSS that puts the region's colours in place of ours; "" when it has none."""
    rules = _declarations(light)
    dark_rules = _declarations(dark)
    parts = []
    if rules:
        parts.append(f":root {{\n{rules}}}\n")
    if dark_rules:
        parts.append(
            f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark_rules}}}\n}}\n"
        )
    return "".join(parts)


def _declarations(palette: Palette) -> str:
    colours = {"field": palette.field, "link": palette.link, "own": palette.own}
    if palette.field:
        colours["field-area"] = field_area(palette.field)
        colours["field-divider"] = mix(palette.field, FIELD_BORDER, 0.38)
    colours |= {f"map-{place}": colour for place, colour in enumerate(palette.map, 1)}
    if palette.map:
        colours["map-pale"] = palette.map[0]
    return "".join(f"  --{key}: {colour};\n" for key, colour in colours.items() if colour)
