"""Writes a table as a PX file, in the ways that PX files are written."""

from collections.abc import Iterator, Sequence
from itertools import product

from livskraft.indicators.sources.cube import Cube


def quoted(text: str, width: int = 0) -> str:
    """Return a text in quotes, broken over lines of that width where one is given."""
    if not width:
        return f'"{text}"'
    pieces = [text[start : start + width] for start in range(0, len(text), width)] or [""]
    return "\n".join(f'"{piece}"' for piece in pieces)


def write_px(
    cube: Cube,
    *,
    stub: int,
    width: int = 0,
    keys: str = "",
    charset: str = 'CHARSET="ANSI";\n',
    codepage: str = "",
) -> str:
    """Return the file's text. `stub` dimensions go down; `keys` is CODES or VALUES or ""."""
    names = [dimension.code for dimension in cube.dimensions]

    def listed(texts: Sequence[str]) -> str:
        return ",\n".join(quoted(text, width) for text in texts)

    lines = [charset + (f'CODEPAGE="{codepage}";\n' if codepage else "")]
    lines.append(f"TITLE={quoted(cube.title, width)};\n")
    if stub:
        lines.append(f"STUB={listed(names[:stub])};\n")
    if stub < len(names):
        lines.append(f"HEADING={listed(names[stub:])};\n")
    for dimension in cube.dimensions:
        labels = [dimension.label_of(code) for code in dimension.values]
        lines.append(f'VALUES("{dimension.code}")={listed(labels)};\n')
        lines.append(f'CODES("{dimension.code}")={listed(dimension.values)};\n')
        if keys:
            lines.append(f'KEYS("{dimension.code}")={keys};\n')
    return "".join([*lines, "DATA=\n", *_rows(cube, stub, keys)]).rstrip() + ";\n"


def _rows(cube: Cube, stub: int, keys: str) -> Iterator[str]:
    """Yield the rows of figures; with keys, a row without any is left out."""
    rows = product(*(dimension.values for dimension in cube.dimensions[:stub]))
    across = 1
    for dimension in cube.dimensions[stub:]:
        across *= len(dimension.values)
    for number, row in enumerate(rows):
        cells = range(number * across, (number + 1) * across)
        if keys and all(cube.cells[n] is None and n not in cube.statuses for n in cells):
            continue
        written = [_cell(cube, place) for place in cells]
        if keys:
            pairs = zip(cube.dimensions, row, strict=False)
            written = [
                quoted(code if keys == "CODES" else dimension.label_of(code))
                for dimension, code in pairs
            ] + written
        yield " ".join(written) + " \n"


def _cell(cube: Cube, place: int) -> str:
    value = cube.cells[place]
    return f'"{cube.statuses[place]}"' if value is None else str(value)
