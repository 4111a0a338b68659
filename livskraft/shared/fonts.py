"""Cuts the two typefaces down to the letters we use, from their packages, as WOFF2."""

import hashlib
import importlib.metadata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Package, file in it, file that we serve.
FONTS = (
    ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "source-serif-4.woff2"),
    ("fontpkg_public_sans", "PublicSans[wght].ttf", "public-sans.woff2"),
)
LETTERS = (
    *range(0x20, 0x7F),  # Latin
    # With Swedish, Northern Sámi and Europe's other Latin letters. The serif has no Ŧ, in its
    # package neither: that letter comes from the reader's own fonts.
    *range(0xA0, 0x180),
    *range(0x2010, 0x2016), *map(ord, "‘’‚“”„†•…‰′″‹›⁄€№™"),
    *map(ord, "←↑→↓−×÷≈≠≤≥½¼¾²³°·"),
    0x202F, 0xFEFF,  # a narrow space that does not break; nothing
)  # fmt: skip
FEATURES = ("kern", "liga", "locl", "ccmp", "mark", "mkmk", "calt", "tnum", "lnum", "pnum", "opsz")


def build_fonts(folder: Path) -> list[Path]:
    """Write the fonts beneath a folder of static files and return them, in at most 15 seconds.

    Does nothing when they are there and neither the packages nor this file has changed.
    """
    target = folder / "livskraft" / "fonts"
    files = [target / served for _package, _file, served in FONTS]
    stamp = target / "made-from.txt"
    made_from = _made_from()
    is_made = all(file.exists() for file in files) and stamp.exists()
    if is_made and stamp.read_text() == made_from:
        return files
    target.mkdir(parents=True, exist_ok=True)
    for (package, name, _served), file in zip(FONTS, files, strict=True):
        _cut(_font_file(package, name), file)
    stamp.write_text(made_from)
    return files


def font_file(name: str) -> Path:
    """Return the whole typeface by the name that we serve it under, for drawings and documents."""
    package, file = next((package, file) for package, file, served in FONTS if served == name)
    return _font_file(package, file)


def _font_file(package: str, name: str) -> Path:
    distribution = importlib.metadata.distribution(package.replace("_", "-"))
    return Path(str(distribution.locate_file(f"{package}/files/{name}")))


def _made_from() -> str:
    """Return what decides the result: the packages' versions and this module."""
    versions = [importlib.metadata.version(package.replace("_", "-")) for package, _, _ in FONTS]
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return " ".join([*versions, own])


def _leave_spaces(font: TTFont) -> None:
    """Take away the kerning of spaces: in "musik- eller" it would leave none."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            pairs = getattr(part, "ExtSubTable", part)
            if lookup.LookupType not in (2, 9) or getattr(pairs, "PairSet", None) is None:
                continue
            for first, found in zip(pairs.Coverage.glyphs, pairs.PairSet, strict=True):
                found.PairValueRecord = [
                    pair
                    for pair in found.PairValueRecord
                    if "space" not in (first, pair.SecondGlyph)
                ]
                found.PairValueCount = len(found.PairValueRecord)


def _cut(source: Path, file: Path) -> None:
    """Write one font with our letters and all its axes, whole or not at all."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # Names, copyright and licence.
    options.notdef_outline = True
    font = TTFont(source, lazy=True)
    _leave_spaces(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    draft = file.with_suffix(".draft")
    subset.save_font(font, str(draft), options)
    draft.replace(file)
