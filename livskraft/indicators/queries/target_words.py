"""Targets in words: what is to be reached, by when, and who has decided it."""

from django.utils.translation import gettext, pgettext

from livskraft.indicators.models import Direction, Indicator
from livskraft.indicators.queries.figure_words import figure, sex_word, with_unit
from livskraft.indicators.queries.latest import decimals_of
from livskraft.indicators.targets import Target
from livskraft.shared.shapes import area_names


def target_words(target: Target, indicator: Indicator, *, with_year: bool = True) -> str:
    """Return a target as a phrase: "98 procent 2025", "minst 60 procent i 8 av 10 kommuner"."""
    words = _aimed(target, indicator)
    if with_year and target.year:
        words = gettext("%(target)s by %(year)d") % {"target": words, "year": target.year}
    who = sex_word(target.sex)
    return f"{words}, {who}" if who and target.kind != "gap" else words


def _aimed(target: Target, indicator: Indicator) -> str:
    value = "" if target.value is None else figure(target.value, decimals_of(indicator))
    shown = with_unit(value, indicator.unit)
    told = {"value": shown, "needed": target.needed, "number": len(target.against)}
    if target.kind == "reach":
        if indicator.direction == Direction.DECREASE:
            return gettext("at most %(value)s in %(needed)d of %(number)d areas") % told
        return gettext("at least %(value)s in %(needed)d of %(number)d areas") % told
    if target.kind == "gap":
        return gettext("at most %(value)s between %(first)s and %(second)s") % {
            "value": shown,
            **dict(zip(("first", "second"), gap_ends(target), strict=True)),
        }
    if target.kind == "comparison":
        return _compared(target, shown)
    if target.low is not None and target.high is not None:
        low, high = (figure(end, decimals_of(indicator)) for end in (target.low, target.high))
        return with_unit(f"{low}–{high}", indicator.unit)
    if target.low is not None or target.high is not None:
        end = target.low if target.low is not None else target.high
        assert end is not None
        told["value"] = with_unit(figure(end, decimals_of(indicator)), indicator.unit)
        template = (
            gettext("at least %(value)s")
            if target.low is not None
            else gettext("at most %(value)s")
        )
        return template % told
    return shown


def _compared(target: Target, shown: str) -> str:
    others = ", ".join(area_name(code) for code in target.against)
    if not shown:
        return gettext("as good as %(others)s") % {"others": others}
    return gettext("%(value)s from %(others)s at most") % {"value": shown, "others": others}


def gap_ends(target: Target) -> tuple[str, str]:
    """Return between whom a gap is, in words."""
    if len(target.against) == 2:
        first, second = map(area_name, target.against)
        return first, second
    return gettext("women"), gettext("men")


def area_name(code: str) -> str:
    """Return what an area is called; the nation in the language of the moment."""
    if code == "00":
        return pgettext("area", "the nation")
    return area_names().get(code, code)


def decided_words(target: Target) -> str:
    """Return who decided a target, and with which decision: "Regionfullmäktige, RF § 78"."""
    return ", ".join(filter(None, [target.decided_by, target.decision]))
