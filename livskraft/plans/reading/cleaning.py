"""What is on the page but not in the text: page numbers, running heads, contents; and hyphens."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.blocks import Line

_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|]\s*)?(?:sid(?:a|an)?\.?\s*|page\s+|s\.\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:av|of|/|\()\s*\d{1,4}\)?)?(?:\s*[-–—|])?$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,4}$|\.{2,}\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"(?:\s|\t)(\d{1,4})$")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[\w-]*\w")
_LAST_WORD = re.compile(r"([\w&:/-]*\w)-$")
_FIRST_WORD = re.compile(r"^[\w&:/-]*\w")

EDGE = 3
"""Lines at the top and the foot of a page among which running heads are looked for."""


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without page numbers, running heads and feet, and tables of contents."""
    numbers = _page_numbers(lines)
    heads = _running_heads(lines, numbers)
    dropped = numbers | heads | _contents(lines, numbers | heads)
    kept: list[Line] = []
    has_dropped = False
    for index, line in enumerate(lines):
        if index in dropped:
            has_dropped = True
            continue
        kept.append(replace(line, gap=0) if has_dropped and index - 1 in dropped else line)
        has_dropped = False
    return kept


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Return which lines hold a page number only; a lone year that ends a line above is none."""
    found = set()
    for index, line in enumerate(lines):
        if not _PAGE_NUMBER.match(line.text) or len(line.text) > 20:
            continue
        above = lines[index - 1].text if index else ""
        if above.endswith(("–", "-")) and line.gap == 1:
            continue
        below = lines[index + 1] if index + 1 < len(lines) else None
        is_apart = line.gap != 1 or below is None or below.gap != 1
        is_year = re.match(r"^(?:19|20)\d\d$", line.text)
        if is_apart and not (is_year and line.gap == 1):
            found.add(index)
    return found


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the lines that come back, but for their digits, beside the edges of many pages."""
    edges = _edges(lines, numbers)
    keys = {index: _DIGITS.sub("#", lines[index].text) for index in edges}
    pages = max(1, sum(1 for line in lines if line.gap == 0), len(numbers))
    counts = Counter(keys.values())
    total = Counter(_DIGITS.sub("#", line.text) for line in lines)
    needed = max(3, min(pages * 0.25, 30))
    return {
        index
        for index, key in keys.items()
        if counts[key] >= needed
        and counts[key] >= 0.6 * total[key]
        and not lines[index].text.startswith("•")
        and index not in numbers
    }


def _edges(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the lines within reach of a page's edge: where a page begins or a number stands."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        starts_page = index == 0 or line.gap == 0 or line.place.page != lines[index - 1].place.page
        if starts_page:
            found.update(range(max(0, index - EDGE), min(len(lines), index + EDGE)))
        if index in numbers:
            found.update(range(max(0, index - EDGE), min(len(lines), index + EDGE + 1)))
    return found - numbers


def _contents(lines: Sequence[Line], dropped: set[int]) -> set[int]:
    """Return the lines of tables of contents: those with leaders, and those under "Innehåll"."""
    found = {index for index, line in enumerate(lines) if _LEADER.search(line.text)}
    for index, line in enumerate(lines):
        if vocabulary.CONTENTS.match(line.text):
            found |= _entries_under(lines, index, dropped)
    for index in sorted(found):
        # An entry over two lines: its first line has no number.
        above = lines[index - 1] if index else None
        if above and index - 2 in found and index - 1 not in found and len(above.text) < 90:
            found.add(index - 1)
    return found


def _entries_under(lines: Sequence[Line], start: int, dropped: set[int]) -> set[int]:
    last, waiting, entries = 0, [], {start}
    for index in range(start + 1, len(lines)):
        if index in dropped:
            entries.add(index)
            continue
        match = _ENDS_IN_NUMBER.search(lines[index].text) or _LEADER.search(lines[index].text)
        page = int(_DIGITS.findall(lines[index].text)[-1]) if match else None
        if page is not None and last <= page < 2000:
            entries.update([*waiting, index])
            last, waiting = page, []
        elif len(waiting) < 2:
            waiting.append(index)
        else:
            break
    return entries if len(entries) > 2 else set()


def words_of(texts: Iterable[str]) -> Counter[str]:
    """Count a document's words in small letters, hyphens inside words kept."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word.lower() for word in _WORD.findall(text))
    return counts


def join(left: str, right: str, words: Counter[str]) -> tuple[str, bool]:
    """Return two lines as one, and whether it is certain how they belong together.

    A hyphen at the end stays when it is a real one: before "och" (hälso- och sjukvård), after an
    abbreviation (EU-frågor), or when the document writes the word so elsewhere.
    """
    ending, start = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if not ending or not start:
        is_tight = re.search(r"\d[–—]$", left) and right[:1].isdigit()
        return (f"{left}{right}" if is_tight else f"{left} {right}"), True
    first, second = ending[1], start[0]
    if second.lower() in vocabulary.SUSPENDED:
        return f"{left} {right}", True
    if not first[-1].islower() or not second[0].islower() or re.search(r"\d", first):
        return left + right, True
    whole, parted = f"{first}{second}".lower(), f"{first}-{second}".lower()
    if words[whole]:
        return left[:-1] + right, True
    if words[parted]:
        return left + right, True
    tail = whole[: max(len(first) + 4, len(whole) - 4)]
    if any(word.startswith(tail) for word in words if len(word) > len(tail) - 1):
        return left[:-1] + right, True
    return left[:-1] + right, False
