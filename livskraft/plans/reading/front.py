"""What a plan says of itself: title, period, vision."""

import re
from collections import Counter
from pathlib import PurePath

from livskraft.plans.reading import imprint, times, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Mark, Place
from livskraft.plans.reading.findings import Findings, Section, Topic
from livskraft.plans.reading.messages import _

_VISION = re.compile(
    r"\bvision(?:en)?(?:\s+(?:för|om)\s+[^.:]{0,60}?)?\s*(?::|\bär\b(?:\s+att)?|\blyder\b:?)\s*"
    r"[”\"“«']?(?P<text>[A-ZÅÄÖ][^.:!?”\"»]{8,200}?)(?=[.!?”\"»]|$)"
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d|\d\d))?$")
_HOLDS = re.compile(
    r"^(?:gäller|giltig|period|planperiod|avser|valid)\b[^.]{0,30}?((?:19|20)\d\d)\s*(?:[-–—]|till)\s*((?:19|20)\d\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")


def read(root: Section, blocks: list[Block], said_title: str, findings: Findings) -> None:
    """Find what a plan says of itself; ask where the document does not say it plainly."""
    _title(root, blocks, said_title, findings)
    _period(blocks, findings)
    _vision(root, blocks, findings)
    imprint.read(blocks, findings)


def _title(root: Section, blocks: list[Block], said_title: str, findings: Findings) -> None:
    first = blocks[0]
    opening = [section.heading for section in root.walk() if section.heading]
    if said_title and (vocabulary.PLAN_WORD.search(said_title) or not opening):
        findings.title, findings.title_place = said_title, first.place
        return
    if front := _front_block(blocks):
        _take_front(front, blocks, findings)
    elif named := _named(opening):
        findings.title, findings.title_place = named.text, named.place
        findings.ask(
            named.place,
            named.text,
            _(
                "The document has no title page; this heading was taken as the plan's title. "
                "What is the plan called?"
            ),
            Topic.TITLE,
        )
    else:
        _take_file_name(first, said_title, findings)


def _take_front(front: Block, blocks: list[Block], findings: Findings) -> None:
    """Take the title of the first page, with the years below it."""
    findings.title, findings.title_place = front.text, front.place
    below = blocks[blocks.index(front) + 1 :][:1]
    has_years = below and _YEARS.match(below[0].text) and times.years_of(below[0].text)
    if has_years and not times.years_of(front.text):
        findings.title = f"{front.text} {below[0].text}"
    if not vocabulary.PLAN_WORD.search(front.text):
        findings.ask(
            front.place,
            front.text,
            _("The first line was taken as the plan's title. Is it?"),
            Topic.TITLE,
        )


def _named(headings: list[Block]) -> Block | None:
    """Return the first heading that calls itself a plan of some years."""
    for heading in headings:
        says_so = vocabulary.PLAN_WORD.search(heading.text) and re.search(
            r"\b(?:19|20)\d\d\b", heading.text
        )
        if says_so and heading.level and not heading.label:
            return heading
    return None


def _take_file_name(first: Block, said_title: str, findings: Findings) -> None:
    fallback = (
        said_title
        or PurePath(findings.file).stem.replace("_", " ").replace("-", " ").strip()
        or "Plan"
    )
    findings.title, findings.title_place = fallback[:300], first.place
    findings.ask(
        first.place,
        fallback,
        _("No title was found; this one is from the file. What is the plan called?"),
        Topic.TITLE,
    )


def _front_block(blocks: list[Block]) -> Block | None:
    """Return the title on the first page: it stands before the first chapter."""
    candidates: list[Block] = []
    for block in blocks[:12]:
        if block.kind is Kind.ROW or block.kind is Kind.BULLET:
            break
        if block.mark in (Mark.NUMBER, Mark.LABEL, Mark.HASH) or block.section:
            break
        if block.mark is Mark.STYLE and block.number:
            break
        if block.kind is Kind.HEADING or len(block.text) < 120:
            candidates.append(block)
    named = [block for block in candidates if vocabulary.PLAN_WORD.search(block.text)]
    if named and len(named[0].text) < 200:
        return named[0]
    is_sheet = blocks[0].text == blocks[0].place.sheet
    if (
        candidates
        and candidates[0].kind is Kind.HEADING
        and candidates[0] is blocks[0]
        and not is_sheet
    ):
        is_generic = vocabulary.GENERIC.match(candidates[0].text)
        return None if is_generic or candidates[0].level > 1 else candidates[0]
    return None


def _period(blocks: list[Block], findings: Findings) -> None:
    single = re.search(r"\b((?:19|20)\d\d)\b", findings.title)
    is_yearly = single is not None and vocabulary.YEARLY.search(findings.title) is not None
    findings.period = times.years_of(findings.title) or next(
        (
            (int(match[1]), int(match[2]))
            for block in blocks[:20]
            if (match := _HOLDS.match(block.text))
        ),
        (int(single[1]), int(single[1])) if single and is_yearly else None,
    )
    if findings.period:
        return
    counts, places = _ranges(blocks)
    if counts:
        span = counts.most_common(1)[0][0]
        findings.period = span
        findings.ask(
            places[span],
            f"{span[0]}–{span[1]}",
            _(
                "The title names no period; this one stands most often in the text. Is it the plan's?"
            ),
            Topic.PERIOD,
        )
    elif single:
        findings.period = int(single[1]), int(single[1])
        findings.ask(
            blocks[0].place,
            findings.title,
            _("The title names a single year. Which years does the plan hold for?"),
            Topic.PERIOD,
        )
    else:
        findings.ask(
            blocks[0].place,
            findings.title,
            _("No period was found. Which years does the plan hold for?"),
            Topic.PERIOD,
        )


def _ranges(blocks: list[Block]) -> tuple[Counter[tuple[int, int]], dict[tuple[int, int], Place]]:
    """Count the spans of years in the text, those of activities left aside, and say where each is."""
    counts: Counter[tuple[int, int]] = Counter()
    places: dict[tuple[int, int], Place] = {}
    for block in blocks:
        if block.kind in (Kind.ROW, Kind.BULLET) or vocabulary.FIELD_LINE.match(block.text):
            continue
        weight = 5 if block.kind is Kind.HEADING else 1
        for first, last in _RANGE.findall(block.text[:3000]):
            span = int(first), int(last)
            if span[0] < span[1] <= span[0] + 30:
                counts[span] += weight
                places.setdefault(span, block.place)
    return counts, places


def _vision(root: Section, blocks: list[Block], findings: Findings) -> None:
    for section in root.walk():
        if section.heading and re.match(
            r"^(?:vår |länets |regionens )?vision(?:en)?\b", section.title, re.I
        ):
            inside = re.match(r"^.*?vision(?:en)?\s*[:–—]\s*(.{8,})$", section.title, re.I)
            prose = [block.text for block in section.blocks if block.kind is Kind.PARAGRAPH]
            if inside or prose:
                findings.vision = (inside[1] if inside else prose[0])[:1000].strip('”"“ ')
                return
            if section.children and section.children[0].heading:
                findings.vision = section.children[0].title
                return
    found = Counter(
        " ".join(match["text"].split())
        for block in blocks
        for match in _VISION.finditer(block.text)
    )
    if found:
        findings.vision = found.most_common(1)[0][0]
