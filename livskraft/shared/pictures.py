"""Drawings of the pages as pictures that stand alone: SVG with its own colours and letters, and PNG.

On a page a drawing takes its colours from the page; alone it has the light theme's, the region's
own among them.
"""

import hashlib
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

from livskraft.shared.letters import letter_folder, letters_inside
from livskraft.shared.site import colour_styles

_STYLES = Path(__file__).parent / "static" / "livskraft"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_USE = re.compile(r"var\(--([a-z0-9-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_PIXELS_PER_INCH = 192  # Two for each of the drawing, of which there are 96 to an inch.
_FRAME = (
    ".picture-paper{fill:var(--paper)}"
    ".picture-heading{font-size:21px;font-weight:600;color:var(--ink)}"
    ".picture-heading--narrow{font-size:18px}"
)
_SOURCE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'


def standalone(svg: str) -> str:
    """Return a drawing with its colours and letters inside; it loads nothing from elsewhere."""
    face = (
        f'@font-face{{font-family:"Public Sans";font-weight:100 900;src:url({letters_inside()})}}'
    )
    return _with_style(svg, face + drawing_style())


def as_png(svg: str) -> bytes:
    """Return a drawing as a picture of pixels, two for each of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(_with_style(svg, drawing_style()), encoding="utf-8")
        (folder / "page.typ").write_text(_SOURCE, encoding="utf-8")
        picture = typst.compile(
            folder / "page.typ",
            root=folder,
            format="png",
            ppi=_PIXELS_PER_INCH,
            font_paths=[letter_folder()],
            ignore_system_fonts=True,
        )
    assert isinstance(picture, bytes)
    return picture


def drawing_version() -> str:
    """Return what changes when the same drawing would look otherwise."""
    return hashlib.sha256(drawing_style().encode()).hexdigest()[:16]


def drawing_style() -> str:
    """Return the style of drawings with the light theme's colours in place of their names."""
    return _style(colour_styles()[0])


@cache
def _style(region: str) -> str:
    light = region.partition("@media")[0]
    tokens = dict(_TOKEN.findall(_first_block((_STYLES / "tokens.css").read_text())))
    tokens |= dict(_TOKEN.findall(light))
    written = _COMMENT.sub("", (_STYLES / "charts.css").read_text()) + _FRAME
    return " ".join(_resolved(_without_media(written), tokens).split())


def _first_block(styles: str) -> str:
    return styles[: styles.index("}")]


def _without_media(styles: str) -> str:
    """Return the rules that hold everywhere: neither those of dark pages nor those of paper."""
    kept, depth, is_skipped, start = [], 0, False, 0
    for place, letter in enumerate(styles):
        if letter == "{":
            is_skipped = is_skipped or (depth == 0 and "@" in styles[start:place])
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                if not is_skipped:
                    kept.append(styles[start : place + 1])
                is_skipped, start = False, place + 1
    return "".join(kept)


def _resolved(styles: str, tokens: Mapping[str, str]) -> str:
    """Return styles without names of colours; one that nobody has set becomes nothing."""
    while _USE.search(styles):
        styles = _USE.sub(lambda found: tokens.get(found[1], "none"), styles)
    return styles


def _with_style(svg: str, style: str) -> str:
    head, _end, rest = svg.partition(">")
    if "xmlns=" not in head:
        head = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{head}><style>{style}</style>{rest}"
