"""Words in brackets at the end of an activity that say who leads it and when: "(HR, 2024)"."""

import re

from livskraft.plans.reading import actors, fields, times, vocabulary
from livskraft.plans.reading.findings import Activity, Findings, Topic
from livskraft.plans.reading.messages import _

_BRACKETS = re.compile(
    r"^(?P<text>.{4,}?)\s*[(\[](?P<inside>[^()\[\]]{2,120})[)\]][.;]?$", re.DOTALL
)
HABIT = 0.25
"""Share of activities with a time in brackets from which it is theirs: one may be part of a name."""
NAMES = 0.6
"""Share of activities with names in brackets from which all of them are who does it."""
MOST_WORDS = 3
"""Words of a name that begins with a small letter."""
_GOALS = re.compile(
    r"^(?:(?:del|effekt|nämnd|verksamhets)?mål(?:en|et)?|goals?)\s+#?"
    r"(?P<numbers>\w+(?:\.\w+)*(?:(?:\s*,\s*|\s+och\s+|\s+and\s+)#?\w+(?:\.\w+)*)*)$",
    re.IGNORECASE,
)
_NONE = _("Which goal has this number? The document holds none with it.")
_SEVERAL = _("Several goals have this number. The first of them was put in. Which one is meant?")
_ABBREVIATION = re.compile(r"^[A-ZÅÄÖ][A-ZÅÄÖ&]{1,7}$")


def take(findings: Findings) -> None:
    """Take brackets out of the titles where every word in them is a time or a name; ask once.

    Brackets that name a goal by its number are taken without a question.
    """
    for activity in findings.activities:
        _take_goals(activity, findings)
    known = _known(findings)
    taken: list[tuple[Activity, str]] = []
    for activity in findings.activities:
        activity.title = _in_brackets(activity.title)
    found = [(activity, _BRACKETS.match(activity.title)) for activity in findings.activities]
    insides = [match["inside"] for _activity, match in found if match]
    is_habit = _is_habit(sum(map(_is_time, insides)), len(found))
    if len(insides) > 1 and len(insides) >= NAMES * len(found) and all(map(_names_all, insides)):
        known.update(part.lower() for inside in insides for part in _parts(inside))
    if _is_habit(sum(any(map(_is_time, _parts(inside))) for inside in insides), len(found)):
        # Where brackets so often hold a time, what else is in them is who does it.
        known.update(
            part.lower()
            for inside in insides
            for part in _parts(inside)
            if len(part.split()) <= MOST_WORDS and any(map(_is_time, _parts(inside)))
        )
    for activity, match in found:
        if match and _is_time(match["inside"]) and not is_habit:
            continue
        if match and _take(activity, match["inside"], known, findings):
            activity.title = match["text"].rstrip(" ,;")
            taken.append((activity, match["inside"]))
    if taken:
        findings.ask(
            taken[0][0].place,
            "; ".join(f"({inside})" for _activity, inside in taken)[:1500],
            _(
                "The brackets after %(count)d activities were read as who leads them and when, and taken "
                "out of the text. Is that right?"
            ),
            Topic.GROUP,
            [activity for activity, _inside in taken],
            count=len(taken),
        )


def _take_goals(activity: Activity, findings: Findings) -> None:
    """Give an activity the goals that its brackets name: "(mål 1.1)"; ask where there is none."""
    match = _BRACKETS.match(activity.title)
    said = _GOALS.match(match["inside"].strip()) if match else None
    if not match or not said:
        return
    goals = findings.all_goals()
    named = []
    for number in re.split(r"\s*,\s*|\s+och\s+|\s+and\s+", said["numbers"]):
        numbered = [goal for goal in goals if goal.number == number.lstrip("#")]
        if len(numbered) != 1:
            question = _SEVERAL if numbered else _NONE
            findings.ask(activity.place, activity.title, question, Topic.GOAL, [activity])
            activity.scope = numbered[0] if numbered else activity.scope
            return
        named += numbered
    activity.scope, activity.suggested, activity.is_scope_exact = named[0], None, True
    activity.other_goals += [goal for goal in named[1:] if goal not in activity.other_goals]
    activity.title = match["text"].rstrip(" ,;")


def _in_brackets(title: str) -> str:
    """Return "Ta fram en plan – HR – 2025" with who and when in brackets, as most plans set them."""
    text, *parts = re.split(r"\s[–—-]\s", title.rstrip("."))
    is_whole = text.count("(") == text.count(")") and not all(map(_is_time, parts))
    is_aside = is_whole and len(parts) <= 3 and any(map(_is_time, parts))
    if is_aside and all(_is_time(part) or _is_name(part, set()) for part in parts):
        return f"{text} ({', '.join(parts)})"
    return title


def _names_all(inside: str) -> bool:
    """Say whether every part of the brackets could be a name."""
    return all(_is_name(part, set()) or actors.kind_of(part) != "other" for part in _parts(inside))


def _is_habit(count: int, of_all: int) -> bool:
    return count > 1 and count >= HABIT * of_all


def _parts(inside: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*[,;]\s*", inside) if part.strip()]


def _known(findings: Findings) -> set[str]:
    names = {actor.title.lower() for actor in findings.organisations}
    for activity in findings.activities:
        names.update(name.lower() for name in (activity.lead, *activity.partners) if name)
    return names


def _take(activity: Activity, inside: str, known: set[str], findings: Findings) -> bool:
    """Give the activity what its brackets say; False when they say something else as well."""
    parts = _parts(inside)
    spans = [part for part in parts if _is_time(part)]
    names = [part for part in parts if part not in spans]
    is_sure = bool(spans) or all(
        name.lower() in known or actors.kind_of(name) != "other" or fields.is_person(name)
        for name in names
    )
    if not is_sure or not all(_is_name(name, known) for name in names):
        return False
    for name in names:
        fields.take(activity, "partners" if activity.lead else "lead", name, findings)
    if spans and (activity.has_list_time or not (activity.starts or activity.ends)):
        fields.take(activity, "time", ", ".join(spans), findings)
    return True


def _is_time(text: str) -> bool:
    return bool(
        times.is_time(text)
        or vocabulary.RUNNING.fullmatch(text)
        or vocabulary.WHOLE_PERIOD.match(text)
    )


def _is_name(text: str, known: set[str]) -> bool:
    if text.lower() in known or _ABBREVIATION.match(text):
        return True
    return text[0].isupper() and len(text.split()) <= 6 and not re.search(r"\d|[.:]", text)
