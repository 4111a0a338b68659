"""What is on the page but not in the text: page numbers, running heads, contents; and hyphens."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from livskraft.plans.reading import columns, marks, vocabulary
from livskraft.plans.reading.blocks import Line

_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|]\s*)?(?:sid(?:a|an)?\.?\s*|page\s+|s\.\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:av|of|/|\()\s*\d{1,4}\)?)?(?:\s*[-–—|])?$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,4}$|\.{2,}\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"(?:\s|\t)(\d{1,4})$")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"([\w&:/]+(?:-[\w&:/]+)*)-$")
_FIRST_WORD = re.compile(r"^[\w&:/]+(?:-[\w&:/]+)*")

_PLAN = vocabulary.PLAN_WORD

TAIL = 100
"""Letters at the end of a line that are looked at: enough for a word or a page number."""
EDGE = 3
"""Lines at the top and the foot of a page among which running heads are looked for."""


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines without page numbers, running heads and contents, and those left out."""
    numbers = _page_numbers(lines, usual_gap(lines))
    heads = _running_heads(lines, numbers)
    contents = _contents(lines, numbers | heads)
    dropped = numbers | heads | contents
    kept = [
        replace(line, gap=9 if index - 1 in contents else 0) if index - 1 in dropped else line
        for index, line in enumerate(lines)
        if index not in dropped
    ]
    return kept, [lines[index] for index in sorted(dropped)]


def usual_gap(lines: Sequence[Line]) -> int:
    """Return the distance between two lines of running text: the smallest that is common."""
    gaps = Counter(line.gap for line in lines if line.gap)
    common = [gap for gap, count in gaps.items() if count >= 0.25 * gaps.total()]
    return min(common) if common else max(gaps, key=gaps.__getitem__, default=1)


def _page_numbers(lines: Sequence[Line], usual: int) -> set[int]:
    """Return which lines hold a page number only: it stands apart and counts with the pages."""
    found = {
        index
        for index, line in enumerate(lines)
        if len(line.text) <= 20
        and _PAGE_NUMBER.match(line.text)
        and (line.gap == 0 or line.gap > usual)
        and not (index and line.gap and lines[index - 1].text.endswith(("–", "-")))
    }
    steps = {
        index: int(numbers[0]) - lines[index].place.page
        for index in found
        if lines[index].place.page and (numbers := _DIGITS.findall(lines[index].text))
    }
    usual_step, count = Counter(steps.values()).most_common(1)[0] if steps else (0, 0)
    return {index for index in found if count < 2 or steps.get(index, usual_step) == usual_step}


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the lines that come back, but for their digits, beside the edges of many pages."""
    edges = _edges(lines, numbers)
    keys = {index: _key(lines[index].text) for index in edges}
    pages = max(1, sum(1 for line in lines if line.gap == 0), len(numbers))
    counts = Counter(keys.values())
    total = Counter(_key(line.text) for line in lines)
    needed = max(2 if pages < 4 else 3, min(pages * 0.25, 30))
    repeated = {
        index
        for index, key in keys.items()
        if re.search(r"[^\W\d_]{2}", key)
        and counts[key] >= needed
        and counts[key] >= 0.6 * total[key]
    }
    found = (repeated - _titles(lines, repeated)) | _small_print(lines, edges)
    return {
        index
        for index in found - numbers
        if not _is_content(lines[index].text) and not _goes_on(lines, index)
    }


def _titles(lines: Sequence[Line], heads: set[int]) -> set[int]:
    """Return the title page's own lines when their words also run along the edge of every page.

    They are set larger, stand a second time on the first page, or open the document.
    """
    found: set[int] = set()
    smallest: dict[str, float] = {}
    for index in heads:
        text = lines[index].text
        smallest[text] = min(smallest.get(text, 1000.0), lines[index].size)
    seen: set[str] = set()
    for index in sorted(heads):
        line = lines[index]
        is_again = line.place.page == 1 and line.text in seen
        is_large = line.size > 1.3 * smallest[line.text] > 0
        is_first = index < EDGE and not line.place.page and _PLAN.search(line.text) is not None
        if is_again or is_large or is_first:
            found.add(index)
        seen.add(line.text)
    return found


def _small_print(lines: Sequence[Line], edges: set[int]) -> set[int]:
    """Return the lines in small letters that stand apart at the top or the foot of a page."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    usual = usual_gap(lines)
    found = set()
    for index in sorted(edges, reverse=True):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else None
        is_top = line.gap == 0 and below is not None and below.gap > usual
        is_last = below is None or below.gap == 0 or index + 1 in found
        if body and 0 < line.size <= 0.85 * body and (is_top or (line.gap > usual and is_last)):
            found.add(index)
    return found


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line ends the sentence that the line above breaks off."""
    if index == 0 or not lines[index].text[0].islower():
        return False
    above = lines[index - 1].text
    return above.endswith(("-", ",")) or above.split()[-1].lower() in vocabulary.JOINING_WORDS


def _is_content(text: str) -> bool:
    """Say whether a line cannot be a running head: an item, or a table's heads on every page."""
    return marks.bullet(text) is not None or columns.is_head(columns.cells_of(text))


def _key(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))


def _edges(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the lines within reach of a page's edge: where a page begins or a number stands."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        starts_page = index == 0 or line.gap == 0 or line.place.page != lines[index - 1].place.page
        if starts_page:
            found.update(range(max(0, index - EDGE), min(len(lines), index + EDGE)))
        if index in numbers:
            found.update(range(max(0, index - EDGE), min(len(lines), index + EDGE + 1)))
    if lines and lines[-1].place.page:
        found.update(range(max(0, len(lines) - EDGE), len(lines)))
    return found - numbers


def _contents(lines: Sequence[Line], dropped: set[int]) -> set[int]:
    """Return the lines of tables of contents: those with leaders, and those under "Innehåll"."""
    found = {index for index, line in enumerate(lines) if _LEADER.search(line.text[-TAIL:])}
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
    waiting: list[int] = []
    last, entries = 0, {start}
    for index in range(start + 1, len(lines)):
        if index in dropped:
            entries.add(index)
            continue
        tail = lines[index].text[-TAIL:]
        match = _ENDS_IN_NUMBER.search(tail) or _LEADER.search(tail)
        page = int(_DIGITS.findall(tail)[-1][-9:]) if match else None
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
    ending, start = _LAST_WORD.search(left[-TAIL:]), _FIRST_WORD.match(right)
    if not ending or not start:
        is_tight = re.search(r"\d[–—]$", left[-2:]) and right[:1].isdigit()
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
