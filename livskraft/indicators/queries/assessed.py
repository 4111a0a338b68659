"""What the rules say of an indicator's figures, as they are or as they were on another day.

Nothing is stored here: `services.assessing` keeps it, `queries.verdicts` reads what is kept.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from livskraft.indicators.assessment import RULES, Outcome, by_base, outcomes, standing
from livskraft.indicators.cases import (
    Definition,
    Question,
    Series,
    flagged_breaks,
    questions,
    relations,
    series_of,
)
from livskraft.indicators.messages import stored
from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Figures, Observation
from livskraft.indicators.targets import declared_targets

_DEFINING = ("baseline", "targets", "breaks", "bounds", "rate_of_change", "margin")


@dataclass(frozen=True)
class Assessed:
    """What the rules say of one series: all of them, the one that counts, and from other bases.

    `target` is the key of the target that it is held against, "" for none. Other bases are worked
    out for the area that the plan leads with.
    """

    area: str
    sex: str
    target: str
    standing: Outcome
    outcomes: tuple[Outcome, ...]
    by_base: tuple[tuple[str, Outcome], ...]


def definition_on(indicator: Indicator, main: str, on: date | None = None) -> Definition:
    """Return what decides how an indicator is assessed; `on` counts as today where it is given.

    A plan that looks back knows nothing that came later; nor does a day that is asked for.
    """
    known_by = on or indicator.plan.as_of
    return Definition(
        direction=indicator.direction,
        declaration=indicator.declaration,
        targets=declared_targets(indicator.declaration, main),
        main=main,
        today=known_by or timezone.localdate(),
        known_by=known_by,
    )


def definition_sha256(indicator: Indicator, main: str, hiding: str) -> str:
    """Return what changes when figures would be assessed otherwise than before.

    `hiding` are the rules by which figures of a few people are hidden: these are not assessed.
    """
    of_rules = {name: rule.version for name, rule in RULES.items()}
    told = [
        indicator.direction,
        {key: indicator.declaration.get(key) for key in _DEFINING},
        main,
        str(indicator.plan.as_of or ""),
        of_rules,
        hiding,
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def assess(observations: Iterable[Observation], definition: Definition) -> list[Assessed]:
    """Return what the rules say of each area and sex, by each target that is for it. No query."""
    figures = Figures.of(observations)
    series = series_of(figures, definition.known_by)
    flagged = flagged_breaks(figures)
    found = [_of_series(one, definition.main) for one in questions(series, definition, flagged)]
    found += _of_several(series, definition)
    return found


def _of_series(question: Question, main: str) -> Assessed:
    said = outcomes(question.case)
    target = question.target.key if question.target else ""
    return Assessed(
        area=question.area,
        sex=question.sex,
        target=target,
        standing=standing(said),
        outcomes=said,
        by_base=by_base(question.case) if question.area == main else (),
    )


def _of_several(series: Series, definition: Definition) -> Iterator[Assessed]:
    """Yield what is said of targets that rest on more than one series."""
    for target, outcome in relations(series, definition):
        yield Assessed(target.area, target.sex, target.key, outcome, (outcome,), ())


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as it is stored and told by `assess --json`, with its reason as a message."""
    return {
        "rule": outcome.rule,
        "version": outcome.version,
        "verdict": str(outcome.verdict),
        "value": outcome.value,
        "inputs": dict(outcome.inputs),
        "reason": stored(outcome.reason) if outcome.reason else None,
        "is_old": outcome.is_old,
        "is_provisional": outcome.is_provisional,
        "asks_final": outcome.asks_final,
        "value_kind": outcome.value_kind,
    }


def main_or_nation(indicator: Indicator, mains: Mapping[int, str]) -> str:
    """Return the area that an indicator's plan leads with; the nation where it has several."""
    return mains.get(indicator.plan_id, NATION)
