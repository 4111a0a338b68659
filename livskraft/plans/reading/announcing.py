"""Lines that announce a list of activities or goals, and what they say of it."""

import re

from livskraft.plans.reading import times, vocabulary
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.findings import Goal, ItemList

_QUALIFIERS = (
    r"(?:(?:planerade|prioriterade|övergripande|pågående|kommande|genomförda|våra|årets|följande"
    r"|övriga|andra|ytterligare|fler|other|further|viktiga|konkreta|gemensamma|strategiska|kopplade|regionala|nya|de|det|planned|main|key|joint"
    r"|proposed|föreslagna|särskilda|nämndens|styrelsens|förvaltningens|huvudsakliga|prioriterade)"
    r"\s+){0,3}"
)
_LIST_TITLE = re.compile(
    rf"^(?:(?:samman)?ställning\w*\s+(?:av\s+|över\s+)?|sammanställning\s+|lista\s+(?:över|på)\s+|översikt\s+(?:av|över)\s+)?"
    rf"{_QUALIFIERS}(?:\w*aktiviteter|\w*insatser|\w*åtgärder|projekt|\w*uppdrag|aktivitetsplan"
    r"|aktivitetslista|(?:det här|detta|så här|så|det|vad) (?:ska |vill )?(?:gör|göra|ska|vill|arbetar)? ?vi"
    r"(?: ska| vill)?(?: göra| arbeta)?(?=\W*$| för att| framåt| under)|vi (?:gör|ska göra)|att göra"
    r"|(?:vad|hur) (?:ska|behöver|måste|kan) (?:vi )?gör(?:a|as)|hur gör vi"
    r"|(?:hur|så) når vi (?:dit|mål(?:en|et))|vägen dit"
    r"|actions|activities|measures|what we will do)\b",
    re.IGNORECASE,
)
_GOALS_TITLE = re.compile(
    rf"^{_QUALIFIERS}(?:mål|delmål|målområden|visionsmål|effektmål|inriktningsmål|fokusområden"
    r"|utvecklingsområden|insatsområden|prioriteringar|nämndmål|strategiska mål|övergripande mål"
    r"|goals|objectives)\s*:?$",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"\b(?:ska(?:ll)?|kommer|vill|avser|planerar|genom|will|shall|by)\b[^.!?]*:$|\b(?:att|to)\s*:$",
    re.IGNORECASE,
)
# What follows is called something else: "Åtgärder prövas i följande ordning:".
_FOLLOWING = re.compile(r"\bföljande \w+\s*:$", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r"^(.{3,300}?[.:!?])(?:\s|$)")


def first_sentence(text: str) -> str:
    match = _FIRST_SENTENCE.match(text)
    return match[1] if match else text[:300]


def is_list_title(line: str) -> bool:
    """Say whether a line begins, with a capital, as the title of a list of activities does."""
    return line[:1].isupper() and _LIST_TITLE.match(line) is not None


def is_title_of_list(line: str) -> bool:
    """Say whether a short line names activities of someone: "Kommunernas aktiviteter"."""
    return is_list_title(line) or (
        len(line.split()) <= 6 and vocabulary.ACTIVITIES_END.search(line) is not None
    )


def leads_in(text: str) -> bool:
    """Say whether a line breaks off before what is to be done: "Under perioden ska vi:"."""
    last = re.split(r"(?<=[.!?])\s", text[-300:])[-1]
    return last.endswith(":") and _LEADS_IN.search(last) is not None


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
    follows = _FOLLOWING.search(last)
    if follows and not vocabulary.ACTIVITY_NOUN.search(follows[0]):
        return False
    return last.endswith(":") and bool(vocabulary.ACTIVITY_NOUN.search(last))


def _has_verb(sentence: str) -> bool:
    """Say whether it is a statement rather than a title; "som är planerade …" is part of a title."""
    title = re.sub(r",?\s*\b(?:som|vilka)\b.*", "", sentence)
    return bool(
        re.search(r"\b(?:är|har|ska|kan|kommer|blir|var|bör|bidrar|innebär|handlar)\b", title)
    )


def announces_goals(block: Block | None) -> bool:
    return block is not None and is_title_of_goals(block.text)


def is_title_of_goals(text: str) -> bool:
    return _GOALS_TITLE.match(text) is not None


def is_list_of_activities(found: ItemList) -> bool:
    if announces_activities(found.intro):
        return True
    return found.section.heading is not None and announces_activities(found.section.heading)


def is_in_chapter_of_activities(found: ItemList) -> bool:
    """Say whether a list's heading stands in a chapter that announces activities: "Åtgärder"."""
    for section in found.section.ancestors():
        heading = section.heading
        if heading is None or not heading.level or vocabulary.GENERIC.match(heading.text):
            return False
        if announces_activities(heading):
            return True
    return False


def leads_in_list(found: ItemList) -> bool:
    """Say whether a list goes on with a sentence that breaks off: "Under perioden ska vi:"."""
    return found.intro is not None and leads_in(found.intro.text)


def title_of(found: ItemList) -> str:
    """Return the words that announce the list."""
    if announces_activities(found.intro) and found.intro:
        return found.intro.text
    if leads_in_list(found) and found.intro:
        return found.intro.text
    return found.section.title or (found.intro.text if found.intro else "")


def led_by(title: str) -> str:
    """Return whose activities a list's title says they are: "Uppdrag till kulturnämnden"."""
    match = vocabulary.LIST_OF.match(title)
    kinds = vocabulary.ORGANISATION_KINDS.values()
    is_name = match is not None and any(kind.search(match["name"]) for kind in kinds)
    return match["name"] if match and is_name else ""


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
