"""How figures stand in a graph: with the sign of percent, or as bare numbers beside their unit."""

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import figure, symbol, uncertainty
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.sources.observation import Observation
from livskraft.shared.charts.axis import Axis
from livskraft.shared.charts.reading import Reading

_NO_BREAK = "\N{NO-BREAK SPACE}"
_SHARES = ("procent", "andel", "promille")


def is_share(unit: str) -> bool:
    """Whether figures are parts of a whole, whose axis begins at zero."""
    return unit.startswith(_SHARES) or unit.startswith("antal av ")


def sign_of(unit: str) -> str:
    """Return what stands after a figure in a drawing: " %" for percent, else nothing."""
    return f"{_NO_BREAK}%" if unit.startswith("procent") else ""


def short(ground: Ground, value: float) -> str:
    """Return a figure for a drawing: "19 %", "141"."""
    return figure(value, ground.decimals) + sign_of(ground.indicator.unit)


def told(ground: Ground, one: Observation) -> str:
    """Return a figure with all that the source says of it: "19 % ± 2, preliminary"."""
    if one.value is None:
        return symbol(one.status, has_value=False).word
    width = uncertainty(one, ground.decimals)
    word = symbol(one.status, has_value=True).word
    shown = " ".join(filter(None, [short(ground, one.value), width]))
    return ", ".join(filter(None, [shown, word]))


def axis_of(ground: Ground) -> Axis:
    """Return how the axis of the figures is written."""
    unit = ground.indicator.unit
    return Axis(figure, unit=sign_of(unit), with_zero=is_share(unit))


def reading(*, has_series: bool = False) -> Reading:
    """Return the words of what the script adds to a drawing."""
    return Reading(gettext("Read values"), gettext("Show series") if has_series else "")
