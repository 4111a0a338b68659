"""Reads drawings back: where their words stand, and whether they keep apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from livskraft.shared.charts.labels import Box
from livskraft.shared.charts.lettering import ASCENT, BOLD, DESCENT, REGULAR, text_width

SVG = "{http://www.w3.org/2000/svg}"
_HAIR = 0.11  # Places are written with one decimal.


@dataclass(frozen=True)
class Words:
    text: str
    classes: tuple[str, ...]
    box: Box


def parse(svg: str) -> ElementTree.Element:
    """Return the drawing as a tree; raises when it is not well-formed."""
    return ElementTree.fromstring(svg)


def size(svg: str) -> Box:
    _, _, width, height = map(float, parse(svg).attrib["viewBox"].split())
    return Box(0, 0, width, height)


def words(svg: str) -> list[Words]:
    """Return each line of text with the room that it takes."""
    return list(_words(parse(svg)))


def _words(drawing: ElementTree.Element) -> Iterator[Words]:
    for element in drawing.iter(f"{SVG}text"):
        classes = tuple(element.attrib.get("class", "").split())
        text = "".join(element.itertext())
        width = text_width(text, weight=BOLD if "chart-label" in classes else REGULAR)
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[
            element.attrib.get("text-anchor", "start")
        ]
        left = x - width * share
        yield Words(text, classes, Box(left, y - ASCENT, left + width, y + DESCENT))


def collisions(svg: str) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie over each other."""
    found = words(svg)
    return [
        (one.text, other.text)
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if _shrunk(one.box).overlaps(_shrunk(other.box))
    ]


def outside(svg: str) -> list[str]:
    """Return the texts that leave the drawing."""
    room = size(svg)
    return [each.text for each in words(svg) if not _shrunk(each.box).is_inside(room)]


def _shrunk(box: Box) -> Box:
    return Box(box.left + _HAIR, box.top + _HAIR, box.right - _HAIR, box.bottom - _HAIR)
