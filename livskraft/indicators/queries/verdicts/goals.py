"""How it goes with goals, by their measures: counted, and what the key measure says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from livskraft.indicators.assessment import Verdict, badness, counted
from livskraft.indicators.models import GoalRole, Indicator, IndicatorGoal, Snapshot
from livskraft.indicators.queries.assessed import main_or_nation
from livskraft.indicators.queries.latest import Latest
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.quality import quality_of
from livskraft.indicators.queries.target_words import area_name
from livskraft.indicators.queries.verdict_words import verdict_word
from livskraft.indicators.queries.verdicts.judged import Judged, verdicts

CANNOT = Verdict.CANNOT_ASSESS.value


@dataclass(frozen=True)
class GoalVerdict:
    """How it goes with a goal in the area that its plan leads with.

    `counts` are its key and supporting measures by verdict, the best first. `standing` is what the
    key measure says. Where that cannot be assessed, a supporting one with fresh figures may stand in
    its place: `is_by_supporting`. `reason` is short, for lists. `latest` has the figures of women and
    men where the source has none of all.
    """

    verdict: str
    words: str
    sentence: str
    reason: str
    is_old: bool
    is_by_supporting: bool
    counts: Mapping[str, int]
    standing: Judged | None
    latest: Latest | None
    measures: tuple[Judged, ...]
    measure_count: int
    with_figures: int

    @property
    def can_assess(self) -> bool:
        return self.verdict != CANNOT


@dataclass(frozen=True)
class _Measure:
    """A measure that judges a goal, with what is said of it in the leading area."""

    indicator: Indicator
    is_key: bool
    has_figures: bool
    area: str
    judged: Judged | None
    latest: Latest | None

    @property
    def is_assessed(self) -> bool:
        return self.judged is not None and self.judged.verdict != CANNOT

    @property
    def is_fresh(self) -> bool:
        return self.is_assessed and self.judged is not None and not self.judged.is_old


def goal_verdicts(goals: Collection[int]) -> dict[int, GoalVerdict]:
    """Return how it goes with each of the goals, by their keys. Five queries."""
    rows = IndicatorGoal.objects.filter(goal__in=list(goals), indicator__archived_at=None)
    has_figures = Exists(Snapshot.objects.filter(indicator=OuterRef("indicator")))
    roles = list(
        rows.annotate(has_figures=has_figures)
        .select_related("indicator__plan")
        .order_by("position", "pk")
    )
    indicators = {role.indicator_id: role.indicator for role in roles}
    mains = main_areas(one.plan_id for one in indicators.values())
    main_of = {pk: main_or_nation(one, mains) for pk, one in indicators.items()}
    said = verdicts(list(indicators.values()), areas=set(main_of.values()))
    measures: dict[int, list[_Measure]] = defaultdict(list)
    numbers: dict[int, int] = defaultdict(int)
    for role in roles:
        numbers[role.goal_id] += 1
        if _is_judging(role):
            one, area = role.indicator, main_of[role.indicator_id]
            has: bool = role.has_figures
            judged = _of_area(said[one.pk], area)
            latest = _latest(judged, said[one.pk])
            measures[role.goal_id].append(
                _Measure(one, role.role == GoalRole.KEY, has, area, judged, latest)
            )
    return {goal: _verdict(measures[goal], numbers[goal]) for goal in goals}


def _is_judging(role: IndicatorGoal) -> bool:
    """Whether a measure judges the goal: context does not, nor one that is too weak for it."""
    quality = quality_of(role.indicator.declaration)
    return role.role != GoalRole.CONTEXT and not (quality and quality.is_context_only)


def _of_area(said: Sequence[Judged], area: str) -> Judged | None:
    """Return what is said of a measure in an area: of all, else the weaker of women and men.

    Of several targets the first counts whose time is not out.
    """
    of_area = [one for one in said if one.area == area]
    whole = [one for one in of_area if one.sex == "T"] or of_area
    by_sex: dict[str, Judged] = {}
    for one in sorted(whole, key=lambda one: one.asks_final):
        by_sex.setdefault(one.sex, one)
    return _weakest(by_sex.values())


def _latest(judged: Judged | None, said: Sequence[Judged]) -> Latest | None:
    """Return the newest figure of what judges: of women and men beside each other."""
    if judged is None or judged.latest is None or judged.sex == "T":
        return judged.latest if judged else None
    by_sex = {
        one.sex: one.latest.figures
        for one in said
        if one.area == judged.area and one.latest and one.latest.period == judged.latest.period
    }
    both = [figure for sex in ("K", "M") for figure in by_sex.get(sex, ())]
    return replace(judged.latest, figures=tuple(both))


def _weakest(said: Iterable[Judged]) -> Judged | None:
    """Return the worst; what cannot be assessed only where nothing can."""
    said = list(said)
    assessed = [one for one in said if one.verdict != CANNOT] or said
    return max(assessed, key=lambda one: badness(Verdict(one.verdict)), default=None)


def _verdict(measures: Sequence[_Measure], number: int) -> GoalVerdict:
    standing, is_by_supporting = _standing(measures)
    said = [one.judged for one in measures if one.judged]
    unsaid = len(measures) - len(said)
    counts = counted([*(Verdict(one.verdict) for one in said), *([Verdict.CANNOT_ASSESS] * unsaid)])
    judged = standing.judged if standing else None
    verdict = judged.verdict if judged else CANNOT
    reason, sentence = _why(standing, measures, number)
    if verdict != CANNOT and judged:
        sentence = judged.sentence
        reason = judged.reason
    if is_by_supporting:
        reason = gettext("by a supporting measure")
    return GoalVerdict(
        verdict=verdict,
        words=verdict_word(verdict),
        sentence=sentence,
        reason=reason,
        is_old=bool(judged and judged.is_old and verdict != CANNOT),
        is_by_supporting=is_by_supporting,
        counts={str(one): count for one, count in counts.items()},
        standing=judged,
        latest=standing.latest if standing else None,
        measures=tuple(said),
        measure_count=number,
        with_figures=sum(one.has_figures for one in measures),
    )


def _standing(measures: Sequence[_Measure]) -> tuple[_Measure | None, bool]:
    """Return the measure that decides, and whether it is a supporting one.

    The weakest of the key measures with fresh figures, else of those with old ones. Where no key
    measure can be assessed, the weakest supporting one with fresh figures; else the first key one.
    """
    keys = [one for one in measures if one.is_key]
    supporting = [one for one in measures if not one.is_key and one.is_fresh]
    for candidates, is_by_supporting in (
        ([one for one in keys if one.is_fresh], False),
        ([one for one in keys if one.is_assessed], False),
        (supporting, True),
    ):
        if candidates:
            return max(candidates, key=_badness), is_by_supporting
    said = [one for one in keys if one.judged] or keys
    return (said[0] if said else None), False


def _badness(measure: _Measure) -> int:
    assert measure.judged is not None
    return badness(Verdict(measure.judged.verdict))


def _why(standing: _Measure | None, measures: Sequence[_Measure], number: int) -> tuple[str, str]:
    """Return why a goal cannot be assessed, short and as a sentence."""
    if not number:
        return gettext("no measure entered"), gettext(
            "No measure is entered for the goal, so there is no value to judge."
        )
    if not measures:
        return gettext("only context"), gettext(
            "The goal has only measures that give context, and none that judges it."
        )
    if not any(one.has_figures for one in measures):
        told = ngettext(
            "No value is loaded for the goal's measure.",
            "No value is loaded for any of the goal's %(number)d measures.",
            len(measures),
        )
        return gettext("no value loaded"), told % {"number": len(measures)}
    if standing is None:
        return gettext("no key measure"), gettext(
            "No key measure is chosen for the goal; supporting ones do not decide by themselves."
        )
    if standing.judged:
        return standing.judged.reason, standing.judged.sentence
    if standing.has_figures:
        told = gettext("The key measure has values, but none for %(area)s.")
        short = gettext("no value for %(area)s")
        where = {"area": area_name(standing.area)}
        return short % where, told % where
    return gettext("no value of the key measure"), gettext(
        "No value is loaded for the goal's key measure."
    )
