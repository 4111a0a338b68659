"""What values of several places say: who has least and most, and where one stands among others."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from livskraft.indicators.findings.finding import Finding, Measured, Voice, finding, joined
from livskraft.indicators.findings.line import when
from livskraft.indicators.findings.unit import Kind, Unit
from livskraft.indicators.sources.errors import Message, _

FEWEST = 3
"""So many places are needed for the least and the most of them to say anything."""

_SPREAD: dict[Kind, str] = {
    "share": _("Lowest share in %(lowest)s, highest in %(highest)s."),
    "count": _("Lowest number in %(lowest)s, highest in %(highest)s."),
    "rank": _("Best place for %(lowest)s, worst for %(highest)s."),
    "value": _("Lowest value in %(lowest)s, highest in %(highest)s."),
}
_ALIKE: dict[Kind, str] = {
    "share": _("The share is %(now)s everywhere."),
    "count": _("The number is %(now)s everywhere."),
    "rank": _("All have %(now)s."),
    "value": _("The value is %(now)s everywhere."),
}


def spread_finding(places: Sequence[Measured], unit: str, voice: Voice) -> Finding:
    """Return who has the least and the most, and how many cannot be told apart.

    Nothing for fewer than three. Where the margins of the lowest and the highest overlap, neither
    is named.
    """
    spoken = Unit.of(unit, voice)
    ordered = sorted(places, key=lambda place: (place.value, place.name))
    messages: list[Message] = []
    if len(ordered) >= FEWEST:
        lowest, highest = ordered[0], ordered[-1]
        if lowest.value == highest.value:
            now = spoken.amount(voice.figure(lowest.value))
            messages = [Message(_ALIKE[spoken.kind], {"now": now})]
        elif lowest.overlaps(highest):
            messages = [Message(_("The differences lie within the margins of error."))]
        else:
            parameters = {
                "lowest": joined([one.name for one in ordered if one.value == lowest.value]),
                "highest": joined([one.name for one in ordered if one.value == highest.value]),
            }
            messages = [Message(_SPREAD[spoken.kind], parameters), *_not_ranked(ordered, voice)]
    return finding(messages, "spread", sorted(map(repr, places)), unit)


def _not_ranked(ordered: Sequence[Measured], voice: Voice) -> list[Message]:
    """Return how many places have a margin that overlaps a neighbour's in the order of values."""
    if not any(place.half_width for place in ordered):
        return []
    meeting: set[int] = set()
    for place, (one, other) in enumerate(pairwise(ordered)):
        if one.overlaps(other):
            meeting |= {place, place + 1}
    if not meeting:
        return []
    if len(meeting) == len(ordered):
        return [Message(_("The order in between is not certain: the margins of error overlap."))]
    count = {"count": voice.number(len(meeting)), "places": voice.number(len(ordered))}
    return [
        Message(_("%(count)s of %(places)s cannot be ranked: the margins of error overlap."), count)
    ]


Side = Literal["above", "below", "same", "unsure"]


def comparison_finding(
    own: Measured, others: Sequence[Measured], unit: str, voice: Voice
) -> Finding:
    """Return where a place lies beside others, whose names are said as in "above the county"."""
    sides = _sides(own, others, Unit.of(unit, voice), voice)
    messages = [_beside(own, sides)] if others else []
    return finding(messages, "comparison", own, tuple(others), unit)


def _sides(
    own: Measured, others: Sequence[Measured], unit: Unit, voice: Voice
) -> dict[Side, list[str]]:
    """Return the others' names by where the place lies beside them; the first place is above all."""
    sides: dict[Side, list[str]] = {}
    for side in _ORDER:
        names = [other.name for other in others if _side(own, other, unit, voice) == side]
        if names:
            sides[side] = names
    return sides


_ORDER: tuple[Side, ...] = ("above", "below", "same", "unsure")


def _side(own: Measured, other: Measured, unit: Unit, voice: Voice) -> Side:
    if voice.figure(own.value) == voice.figure(other.value):
        return "same"
    if not own.differs_from(other):
        return "unsure"
    is_more = own.value > other.value
    return "above" if is_more != (unit.kind == "rank") else "below"


_ALONE: dict[Side, str] = {
    "above": _("%(place)s lies above %(above)s."),
    "below": _("%(place)s lies below %(below)s."),
    "same": _("%(place)s lies level with %(same)s."),
    "unsure": _("%(place)s does not differ for certain from %(unsure)s."),
}
_TOGETHER: dict[tuple[Side, ...], str] = {
    ("above", "below"): _("%(place)s lies above %(above)s but below %(below)s."),
    ("above", "same"): _("%(place)s lies above %(above)s and level with %(same)s."),
    ("above", "unsure"): _(
        "%(place)s lies above %(above)s but does not differ for certain from %(unsure)s."
    ),
    ("below", "same"): _("%(place)s lies below %(below)s and level with %(same)s."),
    ("below", "unsure"): _(
        "%(place)s lies below %(below)s but does not differ for certain from %(unsure)s."
    ),
    ("same", "unsure"): _(
        "%(place)s lies level with %(same)s and does not differ for certain from %(unsure)s."
    ),
}


def _beside(own: Measured, sides: dict[Side, list[str]]) -> Message:
    """Return one sentence; of more than two sides the first two are told, which are the clearest."""
    told = tuple(sides)[:2]
    names: dict[str, object] = {side: joined(sides[side]) for side in told}
    template = _ALONE[told[0]] if len(told) == 1 else _TOGETHER[told]
    return Message(template, {"place": own.name, **names})


_VALUE_IN: dict[Kind, str] = {
    "share": _("In %(place)s the share was %(now)s in %(when)s."),
    "count": _("%(when)s the number in %(place)s was %(now)s."),
    "rank": _("%(when)s %(place)s had %(now)s."),
    "value": _("%(when)s the value in %(place)s was %(now)s."),
}
_BESIDE: dict[Side, str] = {
    "above": _("It is higher than in %(above)s."),
    "below": _("It is lower than in %(below)s."),
    "same": _("It is the same level as in %(same)s."),
    "unsure": _("The difference from %(unsure)s is not certain."),
}
_BESIDE_RANK: dict[Side, str] = {
    **_BESIDE,
    "above": _("It is a better place than that of %(above)s."),
    "below": _("It is a worse place than that of %(below)s."),
    "same": _("It is the same place as that of %(same)s."),
}


def place_finding(
    own: Measured, period: str, others: Sequence[Measured], unit: str, voice: Voice
) -> Finding:
    """Return sentences to read aloud: the value of a place, and how it lies beside others."""
    spoken = Unit.of(unit, voice)
    parameters: dict[str, object] = {
        "place": own.name,
        "now": spoken.amount(voice.figure(own.value)),
        "when": voice.period(period) if spoken.kind == "share" else when(period, voice),
    }
    beside = _BESIDE_RANK if spoken.kind == "rank" else _BESIDE
    messages = [
        Message(_VALUE_IN[spoken.kind], parameters),
        *(
            Message(beside[side], {side: joined(names)})
            for side, names in _sides(own, others, spoken, voice).items()
        ),
    ]
    return finding(messages, "place", own, period, tuple(others), unit)
