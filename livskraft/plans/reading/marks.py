"""Marks at the start of a line: bullets, list numbers, heading numbers, labels, hashes."""

import re
from dataclasses import dataclass

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.blocks import Mark

_BULLET = re.compile(
    r"^(?P<mark>[•‣◦▪●○■□▫◾◆◇►▸➢➤✓✔❖∙·⁃☐☑☒✅\uf0a7\uf0b7\uf02d\uf0d8\uf076\uf0fc]|[*+o–—-](?=\s))\s*"
    r"(?P<text>\S.*)$"
)
_BOX = re.compile(r"^\[(?P<tick>[ xXvV✓✔]?)\]\s+(?P<text>\S.*)$")
_LISTED = re.compile(r"^(?P<mark>\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,4})\)|\d{1,3}\.)\s+(?P<text>\S.*)$")
_ITEM = re.compile(
    r"^(?P<number>\d{1,3}(?:[.:]\d{1,3}){0,4}[a-z]?|[A-ZÅÄÖ](?:[.:]?\d{1,3}){1,4}[a-z]?|[a-z](?=[.)]))"
    r"(?P<point>[.):]?)\s+(?P<text>[A-ZÅÄÖ”\"“].*)$"
)
_HASH = re.compile(r"^#\s?(?P<number>\d{1,3}(?:\.\d{1,3})*)?(?P<point>[.:)]?)\s*(?P<text>\S.*)$")
_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<text>\S.*?)\s*#*$")
_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,3}){0,4}|\d{1,2}:\d{1,2}(?!\d)|[A-ZÅÄÖ](?:[.:]?\d{1,2}){1,4})"
    r"(?P<point>[.:)]?)\s+(?P<text>\S.*)$"
)
_LETTER = re.compile(r"^(?P<number>[A-Z]|[IVX]{2,5})[.:)]\s+(?P<text>\S.*)$")
_LABELS = "|".join(
    re.escape(label) for label in sorted(vocabulary.GOAL_LABELS, key=len, reverse=True)
)
_LABEL = re.compile(
    rf"^(?P<label>{_LABELS})(?:\s+(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})*[a-z]?|[A-Z]\.?[0-9.]*|[IVX]{{1,4}}))?"
    r"\s*(?P<point>[.:–—-]|\s)\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^(?P<label>{_LABELS})\s+(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})*[a-z]?|[A-Z]\.?[0-9.]*|[IVX]{{1,4}})"
    r"\s*[.:–—-]?$",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    rf"^(?P<label>{'|'.join(vocabulary.ACTIVITY_LABELS)})\s+"
    r"(?P<number>\d{1,3}(?:[.:]\d{1,3})*[a-z]?|[A-ZÅÄÖ](?:[.:]?\d{1,3})*)(?:\s*[.:–—-]\s*|\s+)(?P<text>\S.*)$",
    re.IGNORECASE,
)
_ACTIVITY_TITLE = re.compile(
    rf"^(?:{'|'.join(vocabulary.ACTIVITY_LABELS)})\s*(?::|\s[–—-])\s+(?P<text>[A-ZÅÄÖ].*)$",
    re.IGNORECASE,
)
_ACTIVITY_ALONE = re.compile(
    rf"^(?:{'|'.join(vocabulary.ACTIVITY_LABELS)})\s+(?P<number>\d{{1,3}}(?:[.:]\d{{1,3}})*[a-z]?|[A-Z]\d{{0,3}})"
    r"\s*[.:–—-]?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]$")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    mark: Mark
    text: str
    number: str = ""
    label: str = ""
    level: int = 0
    section: str = ""
    is_sure: bool = True
    """False when the same mark could open an item of a list: "1. …"."""


def bullet(text: str) -> tuple[str, str] | None:
    """Return a bullet and the text after it; None if the text begins with none."""
    match = _BULLET.match(text)
    return (match["mark"], match["text"].strip()) if match else None


def listed(text: str) -> tuple[str, str] | None:
    """Return "a)" or "1." and the text after it."""
    match = _LISTED.match(text)
    return (match["mark"], match["text"].strip()) if match else None


def ticked(text: str) -> tuple[str, str] | None:
    """Return status and text of "[x] …" and "[ ] …"; the status is "done" or "planned"."""
    match = _BOX.match(text)
    return ("done" if match["tick"].strip() else "planned", match["text"]) if match else None


def item(text: str) -> tuple[str, str, str] | None:
    """Return number, the point after it and the text of "A1.2 …", "3. …", however long it is."""
    match = _ITEM.match(text)
    return (match["number"], match["point"], match["text"].strip()) if match else None


def activity_label(text: str) -> tuple[str, str] | None:
    """Return number and text of "Aktivitet 3: …", and of "Aktivitet: …" with an empty number."""
    if match := _ACTIVITY.match(text):
        title = match["text"].strip()
        return (match["number"], title) if title[0].isupper() or title[0] in '”"“' else None
    match = _ACTIVITY_TITLE.match(text)
    return ("", match["text"].strip()) if match else None


def activity_number(text: str) -> str | None:
    """Return the number of a line that says no more than "Åtgärd 3"."""
    match = _ACTIVITY_ALONE.match(text)
    return match["number"] if match else None


def is_markdown(text: str) -> bool:
    """Say whether a line is a heading of Markdown: "## Mål"."""
    return _MARKDOWN.match(text) is not None


def label_alone(text: str) -> HeadingMark | None:
    """Return the mark of a line that says no more than "Delmål 4": the title stands below it."""
    match = _ALONE.match(text)
    if not match:
        return None
    return HeadingMark(Mark.LABEL, "", match["number"].rstrip("."), match["label"].lower())


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text[-20:].rstrip("”\"'’) "))) and not text.endswith("(?)")


def heading(text: str) -> HeadingMark | None:
    """Return what the text's start says of it as a heading; None if it says nothing."""
    if len(text) > 250 or "\t" in text:
        return None
    return _hash(text) or _numbered(text) or labelled(text)


def labelled(text: str) -> HeadingMark | None:
    """Return the mark of "Målområde: …", "Delmål 4. …", "Mål 1.2 …"."""
    match = _LABEL.match(text)
    if not match:
        return None
    number, point = match["number"] or "", match["point"]
    if not number and point not in ":–—":
        return None
    title = match["text"].strip()
    if not title[0].isupper() and not title[0].isdigit() and title[0] not in '”"“#':
        return None
    if ends_sentence(title) and len(title) > 100:
        return None
    label = match["label"].lower()
    return HeadingMark(Mark.LABEL, title, number.rstrip("."), label)


def _hash(text: str) -> HeadingMark | None:
    if not text.startswith("#"):
        return None
    if match := _MARKDOWN.match(text):
        inner = heading(match["text"])
        level = len(match["hashes"])
        if inner is None or inner.mark is Mark.STYLE:
            return HeadingMark(Mark.STYLE, match["text"].strip(), level=level)
        mark = Mark.STYLE if inner.mark is Mark.NUMBER else inner.mark
        return HeadingMark(mark, inner.text, inner.number, inner.label, level, inner.section)
    match = _HASH.match(text)
    if not match:
        return None
    title = match["text"].strip()
    is_title = bool(match["number"]) or (len(title.split()) <= 8 and not ends_sentence(title))
    if not is_title or not title[0].isupper():
        return None
    return HeadingMark(Mark.HASH, title, match["number"] or "")


def _numbered(text: str) -> HeadingMark | None:
    match = _NUMBER.match(text) or _LETTER.match(text)
    if not match:
        return None
    title = match["text"].strip()
    number = match["number"]
    if not (title[0].isupper() or title[0] in '”"“#') or ends_sentence(title) or len(title) > 200:
        return None
    inner = labelled(title) or _hash(title)
    depth = len(re.findall(r"\d+|[A-ZÅÄÖ](?=\.?\d)", number)) or 1
    point = match.groupdict().get("point") or ""
    is_sure = depth > 1 or point == ""
    if inner:
        return HeadingMark(inner.mark, inner.text, inner.number, inner.label, depth, number)
    return HeadingMark(Mark.NUMBER, title, number, "", depth, is_sure=is_sure)


def follows(number: str, last: str | None) -> bool:
    """Say whether a chapter number may come after `last`: the next one, or a first one below it.

    It may also be the first one below the next: 2.1 after 1.3, when 2 is not printed as a chapter.
    """
    if number[:1].isalpha() and "." in number:
        return True
    now = [int(part) for part in re.findall(r"\d+", number)]
    if not now or not last:
        return not now or now[-1] <= 1 or len(now) > 1
    before = [int(part) for part in re.findall(r"\d+", last)]
    if len(now) > len(before):
        return now[: len(before)] == before and max(now[len(before) :]) <= 2
    shared = next(
        (at for at, (one, two) in enumerate(zip(now, before, strict=False)) if one != two), len(now)
    )
    is_next = shared < len(now) and 0 < now[shared] - before[shared] <= 3
    return is_next and all(part <= 1 for part in now[shared + 1 :])
