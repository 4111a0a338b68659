"""What women's and men's values say beside each other, and how many of several have come far."""

from collections.abc import Sequence

from livskraft.indicators.findings.finding import Finding, Measured, Voice, finding
from livskraft.indicators.findings.unit import Kind, Unit
from livskraft.indicators.sources.errors import Message, _

_MORE: dict[Kind, str] = {
    "share": _("The share is higher among %(more)s than among %(less)s: %(high)s against %(low)s."),
    "count": _(
        "The number is larger among %(more)s than among %(less)s: %(high)s against %(low)s."
    ),
    "rank": _("The place is worse for %(more)s than for %(less)s: %(high)s against %(low)s."),
    "value": _("The value is higher among %(more)s than among %(less)s: %(high)s against %(low)s."),
}
_SAME: dict[Kind, str] = {
    "share": _("The share is the same among %(first)s and %(second)s."),
    "count": _("The number is the same among %(first)s and %(second)s."),
    "rank": _("The place is the same for %(first)s and %(second)s."),
    "value": _("The value is the same among %(first)s and %(second)s."),
}
_UNSURE = _("The difference between %(first)s and %(second)s lies within the margin of error.")


def sexes_finding(
    first: Measured,
    second: Measured,
    unit: str,
    voice: Voice,
    earlier: tuple[Measured, Measured, str] | None = None,
) -> Finding:
    """Return which of two groups has more, and whether the difference has grown since `earlier`.

    The groups' names are said as in "among women". `earlier` are both groups in an earlier period.
    """
    spoken = Unit.of(unit, voice)
    messages = [_difference(first, second, spoken, voice)]
    if earlier:
        messages += _since(first, second, earlier, spoken, voice)
    return finding(messages, "sexes", first, second, earlier, unit)


def _difference(first: Measured, second: Measured, unit: Unit, voice: Voice) -> Message:
    names: dict[str, object] = {"first": first.name, "second": second.name}
    if voice.figure(first.value) == voice.figure(second.value):
        return Message(_SAME[unit.kind], names)
    if not first.differs_from(second):
        return Message(_UNSURE, names)
    more, less = (first, second) if first.value > second.value else (second, first)
    parameters: dict[str, object] = {
        "more": more.name,
        "less": less.name,
        "high": voice.figure(more.value),
        "low": unit.amount(voice.figure(less.value)),
    }
    return Message(_MORE[unit.kind], parameters)


def _since(
    first: Measured,
    second: Measured,
    earlier: tuple[Measured, Measured, str],
    unit: Unit,
    voice: Voice,
) -> list[Message]:
    """Return how the difference has changed; nothing where it is said the same as then."""
    one, other, period = earlier
    before, now = abs(one.value - other.value), abs(first.value - second.value)
    if voice.figure(before) == voice.figure(now):
        return []
    parameters: dict[str, object] = {
        "before": voice.number(before),
        "now": unit.difference(now, voice),
        "when": voice.period(period),
    }
    if now < before:
        template = _("The difference has shrunk since %(when)s, from %(before)s to %(now)s.")
    else:
        template = _("The difference has grown since %(when)s, from %(before)s to %(now)s.")
    return [Message(template, parameters)]


def every_finding(
    pairs: Sequence[tuple[Measured, Measured]], unit: str, noun: str, voice: Voice
) -> Finding:
    """Return in how many places the values have risen, or fallen where that is more.

    Each pair is a place before and now; what differs by less than its margin has done neither.
    """
    spoken = Unit.of(unit, voice)
    certain = [(one, other) for one, other in pairs if one.differs_from(other)]
    risen = sum(other.value > one.value for one, other in certain)
    fallen = len(certain) - risen
    most, has_risen = max(risen, fallen), risen >= fallen
    parameters: dict[str, object] = {
        "subject": spoken.subject,
        "most": voice.number(most),
        "fewest": voice.number(min(risen, fallen)),
        "places": voice.number(len(pairs)),
        "noun": noun,
    }
    messages = [Message(_every(most, risen, fallen, len(pairs), has_risen), parameters)]
    return finding(messages if pairs else [], "every", tuple(pairs), unit, noun)


def _every(most: int, risen: int, fallen: int, places: int, has_risen: bool) -> str:
    if not most:
        return _("%(subject)s has not changed for certain in any of %(places)s %(noun)s.")
    if most == places:
        rose = _("%(subject)s rose in all %(places)s %(noun)s.")
        return rose if has_risen else _("%(subject)s fell in all %(places)s %(noun)s.")
    if risen and fallen:
        if has_risen:
            return _("%(subject)s rose in %(most)s of %(places)s %(noun)s and fell in %(fewest)s.")
        return _("%(subject)s fell in %(most)s of %(places)s %(noun)s and rose in %(fewest)s.")
    rose = _("%(subject)s rose in %(most)s of %(places)s %(noun)s.")
    return rose if has_risen else _("%(subject)s fell in %(most)s of %(places)s %(noun)s.")
