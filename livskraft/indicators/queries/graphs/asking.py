"""Which graph an address asks for: its kind, areas and sexes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict

from livskraft.indicators.queries.graphs.graph import KIND_WORDS, Kind

_AREA = re.compile(r"\d{2}|\d{4}|G\d{1,8}")
_SEXES = ("T", "K", "M")
MOST_AREAS = 12
KINDS: dict[str, Kind] = {word: kind for kind, word in KIND_WORDS.items()}


@dataclass(frozen=True)
class Asked:
    """What an address names; nothing where it leaves the choice to the figures.

    `other` is the address of a second indicator, for a graph of two.
    """

    kind: Kind | None = None
    areas: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    other: str = ""
    is_known: bool = True

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """Read "diagram=linje&omrade=1980&omrade=1981&kon=K&mot=…"; what is no code is left out.

        A kind that does not exist asks for a graph that does not exist either.
        """
        named = query.get("diagram", "")
        return cls(
            kind=KINDS.get(named),
            areas=_each(query.getlist("omrade"), _AREA.fullmatch)[:MOST_AREAS],
            sexes=_each(query.getlist("kon"), _SEXES.__contains__),
            other=query.get("mot", "").replace("\0", ""),
            is_known=not named or named in KINDS,
        )


def _each(written: Iterable[str], is_right: Callable[[str], object]) -> tuple[str, ...]:
    parts = [part.strip() for text in written for part in text.split(",")]
    return tuple(dict.fromkeys(part for part in parts if is_right(part)))
