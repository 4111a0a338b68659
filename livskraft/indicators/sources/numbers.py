"""Numbers as people write them, and the symbols that stand where there is none."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from livskraft.indicators.sources.errors import AnswerError, _

Number = float | int

MISSING = frozenset(
    {
        *("", ".", "..", "...", "....", "…", "-", "–", "—", "−", ":", "*", "**", "x", "X", "N"),
        *("n/a", "N/A", "NA", "na", "#N/A", "#SAKNAS!", "NaN", "null", "NULL", "u.s.", "i.u."),
    }
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")
_PLAIN = re.compile(r"-?[0-9]{1,300}(?:([.,])[0-9]{1,300})?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = {sign: re.compile(rf"[+-]?\d{{1,3}}(?:\{sign}\d{{3}})+") for sign in ",."}
_FLAGGED = re.compile(
    r"(?P<number>[-+\d](?:[\d\s\u00a0\u2007\u2009\u202f.,]*\d)?)(?P<flag>\s*\*{1,3}|\s?[a-z]|\s[a-z]{2,3})"
)


@lru_cache(maxsize=20_000)
def number_of(text: str, decimal: str = ",") -> Number | None:
    """Return the number that a text is, None if it is none.

    Spaces group thousands ("1 234,5"), "−" is a minus, "%" may follow. `decimal` is the sign
    before the decimals; the other one may group thousands.
    """
    if (plain := _PLAIN.fullmatch(text)) and plain[1] in (None, decimal):
        return float(text.replace(",", ".")) if plain[1] else int(text)
    text = _SPACES.sub("", text.replace("−", "-").replace("–", "-"))
    text = text.removesuffix("%")
    other = "." if decimal == "," else ","
    whole, _sign, rest = text.partition(decimal)
    if other in whole and _GROUPED[other].fullmatch(whole):
        whole = whole.replace(other, "")
    if other in whole or other in rest:
        return None
    text = f"{whole}.{rest}" if _sign else whole
    if not _NUMBER.fullmatch(text):
        return None
    if text.lstrip("+-").isdecimal():
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else None


def value_and_status(
    text: str, decimal: str = ",", missing: Iterable[str] = MISSING
) -> tuple[Number | None, str | None]:
    """Read a cell: a number, a number with a flag ("12,5*", "85 p"), or a symbol for none.

    Raises AnswerError for a text that is none of them.
    """
    value, status, is_known = read_cell(text, decimal, missing)
    if not is_known:
        raise AnswerError(
            _(
                '"%(text)s" stands where a number was expected. Correct it, or name it as a '
                "symbol for a missing value."
            ),
            text=text[:40],
        )
    return value, status


def read_cell(
    text: str, decimal: str = ",", missing: Iterable[str] = MISSING
) -> tuple[Number | None, str | None, bool]:
    """Return value, status, and whether the text could be understood at all."""
    text = text.strip()
    if text in missing or (text in MISSING and not text.strip(".…:*-–—−")):
        return None, text or None, True
    number = number_of(text, decimal)
    if number is not None:
        return number, None, True
    if match := _FLAGGED.fullmatch(text):
        number = number_of(match["number"], decimal)
        if number is not None:
            return number, match["flag"].strip(), True
    return None, text, False


def decimal_sign(texts: Iterable[str]) -> str:
    """Return the sign before decimals in these cells: "," unless they show that it is "."."""
    votes = {",": 0, ".": 0}
    for text, count in Counter(texts).items():
        if plain := _PLAIN.fullmatch(text):
            if plain[1]:
                votes[plain[1]] += count
            continue
        bare = _SPACES.sub("", text)
        if "," in bare and "." in bare:
            votes[max(",", ".", key=bare.rfind)] += 10 * count
        elif re.fullmatch(r"[+-]?\d*\.\d+%?", bare):
            votes["."] += count
        elif re.fullmatch(r"[+-]?\d*,\d+%?", bare):
            votes[","] += count
        elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3}){2,}", bare):
            votes["."] += 10 * count
    return "." if votes["."] > votes[","] else ","


def plain_number(value: Any) -> Number | None:
    """Return a JSON value as a number or None. Raises AnswerError for anything else."""
    if value is None or (type(value) in (int, float) and math.isfinite(value)):
        return cast(Number | None, value)
    if isinstance(value, str):
        return value_and_status(value, ".")[0]
    raise AnswerError(_('"%(text)s" stands where a number was expected.'), text=str(value)[:40])
