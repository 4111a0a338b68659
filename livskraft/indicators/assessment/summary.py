"""Several verdicts together: counted and the weakest, never a mean; and one verdict as a score."""

from collections import Counter
from collections.abc import Iterable

from livskraft.indicators.assessment.outcome import Outcome, Verdict

_HIGHEST, _LOWEST = 5.0, -5.0
_CUT = 0.6
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def counted(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    """Return how often each verdict occurs, the best first and what cannot be assessed last."""
    counts = Counter(verdicts)
    return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}


def weakest(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Return the worst verdict; None where nothing can be assessed."""
    told = [verdict for verdict in verdicts if verdict is not Verdict.CANNOT_ASSESS]
    return max(told, key=badness, default=None)


def badness(verdict: Verdict) -> int:
    """Return a key that sorts verdicts from the best to the worst, what cannot be assessed last."""
    return _ORDER[verdict]


def score(outcome: Outcome) -> float | None:
    """Return Statistics Canada's score from -5 to 5; by the share of the way done (A, C).

    Limits at -2.5, 0 and 2.5 part the classes. None where no such share was counted.
    """
    if outcome.verdict is Verdict.ACHIEVED:
        return _HIGHEST
    ratio = outcome.value
    if ratio is None or outcome.rule not in ("A", "C"):
        return None
    if ratio >= _CUT:
        return min(_HIGHEST, (50 * ratio - 30) / 7)
    return max(_LOWEST, (25 * ratio - 15) / 6)
