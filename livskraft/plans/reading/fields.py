"""What is written out beside an activity: who, when, towards what, in cells or after a label."""

import re
from collections.abc import Callable

from livskraft.plans.reading import columns, times, vocabulary
from livskraft.plans.reading.findings import Activity, Findings, Topic
from livskraft.plans.reading.messages import _

_EMPTY = re.compile(r"^(?:[-–—?.]|saknas|ej angivet|n/?a|inga?)$", re.IGNORECASE)
_PERSON = re.compile(
    r"^[A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖÉ][a-zåäöé]+)? [A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖÉ][a-zåäöé]+)?$"
)
_ORGANISATION_WORD = re.compile(
    r"kommun|region|län|högskola|universitet|förbund|förening|nätverk|råd|enhet|stab|förvaltning|verk"
    r"|stad|bolag|AB|museum|folkh|sektor|teater|skola|polis|almi|grupp|forum|university|kontor|avdelning"
    r"|agency|council|centrum|center|nämnd|styrelse|institut|trafik|bibliotek|arkiv|biosfär|kyrka"
    r"|partner|swed|svensk|library|college|school|company|cooperative|municipality|cluster|association|board|ministry|authority|office|institute|national|regional|service",
    re.IGNORECASE,
)

_IN_BRACKETS = re.compile(r"\([^()]*:[^()]*\)[.;]?$")
_LABEL_IN_BRACKETS = re.compile(r"(?<=[(,;])\s*[a-zåäö][a-zåäö ]{1,30}:")


def _with_capitals(brackets: re.Match[str]) -> str:
    """Return "(ansvarig: HR, tid: 2024)" with its labels as they are written elsewhere."""
    return _LABEL_IN_BRACKETS.sub(_with_capital, brackets[0])


def _with_capital(label: re.Match[str]) -> str:
    text = label[0].lstrip()
    return f" {text.capitalize()}" if vocabulary.FIELD_LINE.match(text) else label[0]


_PARTS = re.compile(r"\s*[,;\n]\s*|\s*/\s*(?=[A-ZÅÄÖ])|\s+samt\s+|\s*\+\s*")
_WITH = re.compile(
    r"\s+(?:tillsammans|i samverkan|i samarbete|in cooperation|together) (?:med|with)\s+"
)


def written_out(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Part "Ta fram en plan. Ansvarig: Enheten A. Tid: 2022" into text and (label, value)."""
    text = _IN_BRACKETS.sub(_with_capitals, text)
    matches = list(vocabulary.FIELD_LABEL.finditer(text))
    if not matches or (
        matches[0].start() > 0 and len(matches) == 1 and _is_weak(matches[0]["label"])
    ):
        return text, []
    found = []
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        value = text[match.end() : after.start() if after else len(text)]
        found.append((match["label"], value.strip(" .;,|(")))
    if text.rstrip().endswith(")") and text.count("(") and found:
        label, value = found[-1]
        if value.count(")") > value.count("("):
            found[-1] = (label, value[: value.rindex(")")])
    before = text[: matches[0].start()].rstrip(" ;,|(–-")
    return before, found


def _is_weak(label: str) -> bool:
    """Say whether a label is a common word, so that alone it proves nothing."""
    return label in ("Mål", "Tid", "Start", "När", "Samverkan", "Status", "Period", "Ansvar")


def take(activity: Activity, role: str, value: str, findings: Findings) -> None:
    """Give an activity what a cell or a written-out field says."""
    value = " ".join(value.split())
    if not value or _EMPTY.match(value):
        return
    taker = _TAKERS.get(role)
    if taker:
        taker(activity, value, findings)
    elif value not in activity.summary:
        activity.summary.append(value)


def take_written_out(
    activity: Activity, found: list[tuple[str, str]], findings: Findings
) -> list[str]:
    """Take every labelled value; return what is said of goals, for the caller to look up."""
    goals = []
    for label, value in found:
        role = columns.role_of(label) or "description"
        if role == "goal":
            goals.append(value)
        else:
            take(activity, role, value, findings)
    return goals


def _lead(activity: Activity, value: str, findings: Findings) -> None:
    value, *others = _WITH.split(value, maxsplit=1)
    for other in others:
        _partners(activity, other, findings)
    names = split_names(value)
    if len(names) == 1 and is_person(names[0]):
        activity.note = f"Ansvarig enligt underlaget: {names[0]}"
        findings.ask(
            activity.place,
            value,
            _(
                "This looks like a person's name. It was kept as an internal note, since activities are "
                "led by organisations. Which unit leads “%(activity)s”?"
            ),
            Topic.LEAD,
            [activity],
            activity=activity.title,
        )
        return
    if activity.lead and names and names[0] != activity.lead:
        activity.partners.extend(name for name in names if name not in activity.partners)
        return
    activity.lead = names[0] if names else ""
    activity.partners.extend(name for name in names[1:] if name not in activity.partners)
    if len(names) > 1:
        findings.ask(
            activity.place,
            value,
            _(
                "Several are responsible. %(lead)s was taken as lead, the others as partners. Is that right?"
            ),
            Topic.LEAD,
            [activity],
            lead=names[0],
        )


def is_person(name: str) -> bool:
    """Say whether a name looks like a person's: two words with capitals that name no organisation."""
    if not _PERSON.match(name) or _ORGANISATION_WORD.search(name):
        return False
    first, last = (word.lower() for word in name.split(" "))
    return first not in vocabulary.ORGANISATION_FIRST and last not in vocabulary.PLACES


def split_names(value: str) -> list[str]:
    """Return the names in "Region A, Sala kommun/Köpings kommun; Länsstyrelsen"."""
    names = _PARTS.split(value)
    names = [part.strip(" .") for name in names for part in _parted(name)]
    return list(dict.fromkeys(name for name in names if name and len(name) < 200))


def _parted(name: str) -> list[str]:
    """Return both of "Kommunen och Region A"; "Kultur- och fritidsnämnden" is one."""
    parts = re.split(r"\s+(?:och|and|&)\s+(?=[A-ZÅÄÖ])", name)
    is_list = all(_is_organisation(part) and not part.endswith("-") for part in parts)
    return parts if is_list else [name]


def _is_organisation(name: str) -> bool:
    patterns = vocabulary.ORGANISATION_KINDS.values()
    return bool(
        _ORGANISATION_WORD.search(name) or any(pattern.search(name) for pattern in patterns)
    )


def _partners(activity: Activity, value: str, _findings: Findings) -> None:
    for name in split_names(value):
        if name not in activity.partners and name != activity.lead:
            activity.partners.append(name)


def _time(activity: Activity, value: str, findings: Findings) -> None:
    span = times.span_of(value, findings.period)
    if span:
        activity.starts, activity.ends = span[0] or activity.starts, span[1] or activity.ends
        return
    _not_understood(activity, value, findings)


def _starts(activity: Activity, value: str, findings: Findings) -> None:
    span = times.span_of(value, findings.period)
    if span:
        activity.starts = span[0] or span[1]
    else:
        _not_understood(activity, value, findings)


def _ends(activity: Activity, value: str, findings: Findings) -> None:
    span = times.span_of(value, findings.period)
    if span:
        activity.ends = span[1] or span[0]
        if span[0][:4] < span[1][:4] and not activity.starts:
            activity.starts = span[0]
    else:
        _not_understood(activity, value, findings)


def _not_understood(activity: Activity, value: str, findings: Findings) -> None:
    activity.summary.append(f"Tid: {value}")
    if vocabulary.RUNNING.match(value):
        activity.status = activity.status or "ongoing"
        activity.is_running = True
        return
    findings.ask(
        activity.place,
        value,
        _(
            "When does “%(activity)s” begin and end? The document's own words were kept in the summary."
        ),
        Topic.TIME,
        [activity],
        activity=activity.title,
    )


def _status(activity: Activity, value: str, findings: Findings) -> None:
    for status, pattern in vocabulary.STATUSES.items():
        if pattern.search(value):
            activity.status = status
            return
    activity.summary.append(f"Status: {value}")
    if vocabulary.COLOUR.fullmatch(value):
        activity.colour = value
        return
    findings.ask(
        activity.place,
        value,
        _("Which status is meant? Choose idea, planned, ongoing, paused, done or cancelled."),
        Topic.STATUS,
        [activity],
    )


def _indicator(activity: Activity, value: str, _findings: Findings) -> None:
    for part in re.split(r"\s*;\s*|\n", value):
        if part and part not in activity.indicators:
            activity.indicators.append(part.strip(" ."))


def _budget(activity: Activity, value: str, _findings: Findings) -> None:
    activity.budget = f"{activity.budget}; {value}".strip("; ")


def _number(activity: Activity, value: str, _findings: Findings) -> None:
    activity.number = value


_TAKERS: dict[str, Callable[[Activity, str, Findings], None]] = {
    "lead": _lead,
    "partners": _partners,
    "time": _time,
    "starts": _starts,
    "ends": _ends,
    "status": _status,
    "indicator": _indicator,
    "budget": _budget,
    "number": _number,
}
