"""Which bare words of a file are not text: numbers, true, false and nothing.

Dates stay text, and so do `yes` and `no`. Reading and writing share these rules, so that what is
written bare is read back as the same value.
"""

import math
import re

NULL = re.compile(r"\A(?:~|null|Null|NULL|)\Z")
BOOLEAN = re.compile(r"\A(?:true|True|TRUE|false|False|FALSE)\Z")
INTEGER = re.compile(r"\A[-+]?[0-9]+\Z")
FLOAT = re.compile(r"\A[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?\Z")
DATE = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Scalar = str | int | float | bool | None


def bare_value(text: str) -> Scalar:
    """Return what an unquoted word means."""
    if NULL.match(text):
        return None
    if BOOLEAN.match(text):
        return text.lower() == "true"
    if INTEGER.match(text) and len(text) < 20:
        return int(text)
    if FLOAT.match(text) and math.isfinite(number := float(text)):
        return number
    return text
