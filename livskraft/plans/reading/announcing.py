"""Lines that announce a list of activities or goals, and what they say of it."""

import re

from livskraft.plans.reading import times, vocabulary
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.findings import Goal, ItemList

_QUALIFIERS = (
    r"(?:(?:planerade|prioriterade|övergripande|pågående|kommande|genomförda|våra|årets|följande"
    r"|viktiga|konkreta|gemensamma|strategiska|kopplade|regionala|nya|de|det)\s+){0,3}"
)
_LIST_TITLE = re.compile(
    rf"^(?:(?:samman)?ställning\w*\s+(?:av\s+|över\s+)?|sammanställning\s+|lista\s+(?:över|på)\s+|översikt\s+(?:av|över)\s+)?"
    rf"{_QUALIFIERS}(?:\w*aktiviteter|\w*insatser|\w*åtgärder|projekt|aktivitetsplan|aktivitetslista"
    r"|det här gör vi|så gör vi|vi ska göra|att göra)\b",
    re.IGNORECASE,
)
_GOALS_TITLE = re.compile(
    rf"^{_QUALIFIERS}(?:mål|delmål|målområden|visionsmål|effektmål|inriktningsmål|fokusområden"
    r"|utvecklingsområden|insatsområden|prioriteringar)\s*:?$",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r"^(.{3,300}?[.:!?])(?:\s|$)")


def first_sentence(text: str) -> str:
    match = _FIRST_SENTENCE.match(text)
    return match[1] if match else text[:300]


def is_list_title(line: str) -> bool:
    """Say whether a line begins, with a capital, as the title of a list of activities does."""
    return line[:1].isupper() and _LIST_TITLE.match(line) is not None


def announces_activities(block: Block | None) -> bool:
    """Say whether a heading or a line in front of a list calls its items activities."""
    if block is None:
        return False
    sentence = first_sentence(block.text)
    if block.kind is Kind.HEADING:
        return bool(_LIST_TITLE.match(block.text)) and not block.label
    if block.kind is not Kind.PARAGRAPH:
        return False
    if _LIST_TITLE.match(sentence) and len(sentence) < 250:
        return sentence.endswith(":") or not _has_verb(sentence)
    last = re.split(r"(?<=[.!?])\s", block.text)[-1]
    return last.endswith(":") and bool(vocabulary.ACTIVITY_NOUN.search(last))


def _has_verb(sentence: str) -> bool:
    """Say whether it is a statement rather than a title; "som är planerade …" is part of a title."""
    title = re.sub(r",?\s*\b(?:som|vilka)\b.*", "", sentence)
    return bool(
        re.search(r"\b(?:är|har|ska|kan|kommer|blir|var|bör|bidrar|innebär|handlar)\b", title)
    )


def announces_goals(block: Block | None) -> bool:
    return block is not None and bool(_GOALS_TITLE.match(block.text))


def is_list_of_activities(found: ItemList) -> bool:
    if announces_activities(found.intro):
        return True
    return found.section.heading is not None and announces_activities(found.section.heading)


def title_of(found: ItemList) -> str:
    """Return the words that announce the list."""
    if announces_activities(found.intro) and found.intro:
        return found.intro.text
    return found.section.title or (found.intro.text if found.intro else "")


def when(title: str) -> tuple[str, str] | None:
    """Return the days that a list's title names: "planerade under 2021"."""
    return times.span_of(title) if re.search(r"\b(?:19|20)\d\d\b", title) else None


def status_said(title: str) -> str:
    """Return the status that a list's title gives its items, "" if none."""
    if vocabulary.ONGOING.search(title):
        return "ongoing"
    if vocabulary.PLANNED.search(title):
        return "planned"
    return "done" if vocabulary.FINISHED.search(title) else ""


def goal_named(text: str, goals: list[Goal]) -> tuple[Goal | None, str]:
    """Return the goal whose title or number the text names, and the word in front of it."""
    plain = _plain(text)
    named = [
        goal
        for goal in goals
        if len(_plain(goal.title)) > 5 and f" {_plain(goal.title)} " in f" {plain} "
    ]
    if named:
        goal = max(named, key=lambda goal: len(goal.title))
        before = plain[: plain.index(_plain(goal.title))].split()
        label = next((word for word in reversed(before[-4:]) if _label(word)), "")
        return goal, _label(label)
    match = re.search(
        r"(?:#|\b(?:delmål|målområde|mål)\s+#?)(\d+(?:\.\d+)*[a-z]?|[A-Z]\b)", text, re.I
    )
    if match:
        numbered = [goal for goal in goals if goal.number == match[1]]
        if len(numbered) == 1:
            return numbered[0], ""
    return None, ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _label(word: str) -> str:
    for ending in ("", "et", "en", "t"):
        if word.endswith(ending) and word[: len(word) - len(ending)] in vocabulary.GOAL_LABELS:
            return word[: len(word) - len(ending)]
    return ""
