"""What people have said of goals and indicators, all things weighed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from livskraft.indicators.models import Indicator, Judgement
from livskraft.indicators.queries.target_words import area_name
from livskraft.indicators.queries.verdict_words import verdict_word
from livskraft.plans.models import Goal


@dataclass(frozen=True)
class JudgementShown:
    """What a person says, all things weighed. `text`, `reason` and `author` are as written.

    `verdict` is "" where only words are given; `area` "" for the plan's own area. The newest
    `is_in_force`; the others stay as what was said then.
    """

    text: str
    verdict: str
    words: str
    reason: str
    author: str
    area: str
    area_name: str
    on: date
    is_in_force: bool
    is_example: bool


def judgements(of: Goal | Indicator) -> tuple[JudgementShown, ...]:
    """Return what people have said of a goal or an indicator, the newest first. One query."""
    rows = of.judgements.select_related("author").order_by("-created_at", "-pk")
    seen: set[str] = set()
    found = []
    for row in rows:
        found.append(_shown(row, is_in_force=row.area not in seen))
        seen.add(row.area)
    return tuple(found)


def goal_judgements(goals: Collection[int]) -> dict[int, JudgementShown]:
    """Return the judgement in force of each goal that has one, for the plan's own area. One query."""
    rows = Judgement.objects.filter(goal__in=list(goals), area="").select_related("author")
    found: dict[int, JudgementShown] = {}
    for row in rows.order_by("-created_at", "-pk"):
        if row.goal_id is not None and row.goal_id not in found:
            found[row.goal_id] = _shown(row, is_in_force=True)
    return found


def _shown(row: Judgement, *, is_in_force: bool) -> JudgementShown:
    return JudgementShown(
        text=row.text,
        verdict=row.verdict,
        words=verdict_word(row.verdict) if row.verdict else "",
        reason=row.reason,
        author=row.author.name,
        area=row.area,
        area_name=area_name(row.area) if row.area else "",
        on=row.judged_on,
        is_in_force=is_in_force,
        is_example=row.is_example,
    )
