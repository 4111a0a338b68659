"""Which way a verdict says that it goes: one answer wherever verdicts are counted."""

from typing import Literal

Way = Literal["right", "slow", "wrong", "unsure", "unknown"]

_WAYS: dict[str, Way] = {
    "achieved": "right",
    "on_track": "right",
    "significant_improvement": "right",
    "moderate_improvement": "right",
    "too_slow": "slow",
    "insufficient": "slow",
    "no_certain_trend": "unsure",
    "within_margin": "unsure",
    "moderate_deterioration": "wrong",
    "wrong_direction": "wrong",
    "significant_deterioration": "wrong",
}


def way_of(verdict: str) -> Way:
    """Return the way; "slow" is the right way, but not fast enough for the target."""
    return _WAYS.get(verdict, "unknown")
