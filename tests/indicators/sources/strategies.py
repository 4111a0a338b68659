"""Any table of figures, for properties."""

import math
from typing import Any

from hypothesis import strategies as st

from livskraft.indicators.sources.cube import Cube, Dimension

TEXTS = (
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters='"#\x85'
        ),
        min_size=1,
        max_size=8,
    )
    .map(str.strip)
    .filter(bool)
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(float),
)


@st.composite
def dimensions(draw: st.DrawFn, names: st.SearchStrategy[str] = TEXTS) -> tuple[Dimension, ...]:
    codes = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    found = []
    for code in codes:
        values = tuple(draw(st.lists(TEXTS, min_size=1, max_size=4, unique=True)))
        labels = draw(st.lists(TEXTS, min_size=len(values), max_size=len(values), unique=True))
        found.append(Dimension(code, draw(TEXTS), values, dict(zip(values, labels, strict=True))))
    return tuple(found)


@st.composite
def cubes(draw: st.DrawFn, symbols: st.SearchStrategy[str] = TEXTS) -> Cube:
    found = draw(dimensions())
    size = math.prod(len(dimension.values) for dimension in found)
    cells: list[Any] = draw(st.lists(st.one_of(st.none(), NUMBERS), min_size=size, max_size=size))
    statuses = draw(st.dictionaries(st.integers(0, size - 1), symbols))
    return Cube(draw(TEXTS), found, cells, statuses)
