"""The letters that drawings carry when they leave the site, cut from the typeface of the pages.

PNG is drawn with fixed weights, for its renderer knows no variable fonts; an SVG holds one small
file with all weights and few letters.
"""

import base64
import importlib.metadata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from livskraft.shared.fonts import LETTERS, font_file

WEIGHTS = (400, 600, 700)
FEATURES = ("kern", "tnum", "lnum", "ccmp", "mark", "locl")
FEW_LETTERS = (
    *range(0x20, 0x7F),
    *map(ord, "ÅÄÖÆØÜÉåäöæøüéèáàçèñšžđŋ§°·×±–−—’”…«»½²³≥≤≈\u00a0\u202f"),
)
_SERVED = "public-sans.woff2"


def letter_folder() -> Path:
    """Return the folder with the fixed weights; make them, in some seconds, unless they are there.

    Its name holds what decides the files, so that a new typeface makes a new folder.
    """
    version = importlib.metadata.version("fontpkg-public-sans")
    weights = "-".join(map(str, WEIGHTS))
    folder: Path = settings.LIVSKRAFT_DATA / "letters" / f"public-sans-{version}-{weights}"
    if not folder.exists():
        draft = folder.with_suffix(".draft")
        draft.mkdir(parents=True, exist_ok=True)
        letters = _cut(LETTERS, flavor=None)
        for weight in WEIGHTS:
            cut = instantiateVariableFont(
                TTFont(BytesIO(letters)), {"wght": weight}, updateFontNames=True
            )
            cut.save(draft / f"public-sans-{weight}.ttf")
        if not folder.exists():
            draft.rename(folder)
    return folder


@cache
def letters_inside() -> str:
    """Return the small file as an address that holds its content."""
    packed = base64.b64encode(_cut(FEW_LETTERS, flavor="woff2")).decode()
    return f"data:font/woff2;base64,{packed}"


def _cut(letters: Iterable[int], *, flavor: str | None) -> bytes:
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.notdef_outline = True
    font = TTFont(font_file(_SERVED))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    output = BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()
