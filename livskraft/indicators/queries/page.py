"""Everything that may be known of one indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from livskraft.indicators.models import GoalRole, Indicator, IndicatorGoal, Origin, Snapshot
from livskraft.indicators.queries.definition import definition_of
from livskraft.indicators.queries.details import (
    Definition,
    Past,
    QualityPart,
    Record,
    definition,
    past_of,
    quality_parts,
    record_of,
)
from livskraft.indicators.queries.figure_words import around_figure, sex_word, symbol, uncertainty
from livskraft.indicators.queries.figures import failed_update
from livskraft.indicators.queries.finding import finding
from livskraft.indicators.queries.graphs.graph import Graph
from livskraft.indicators.queries.graphs.ground import Ground, grounds
from livskraft.indicators.queries.graphs.kinds import graphs_of
from livskraft.indicators.queries.grid import Grid, declared_breaks, make_grid
from livskraft.indicators.queries.latest import Latest, decimals_of, is_known_on, latest_of
from livskraft.indicators.queries.places import Place
from livskraft.indicators.queries.quality import Quality, quality_of
from livskraft.indicators.queries.sources import (
    Trouble,
    declared_publishers,
    failed_indicators,
    is_calculated,
    next_release,
    publisher_of,
    table_of,
    trouble_of,
    why_none,
)
from livskraft.indicators.queries.standing import Standing, standing_of
from livskraft.indicators.queries.unit_words import is_content
from livskraft.indicators.sources.observation import Observation
from livskraft.plans.models import Plan
from livskraft.plans.queries.goals import GoalBrief, goal_brief
from livskraft.plans.queries.links import PlanName, plan_name
from livskraft.plans.queries.sources import Origin as Document
from livskraft.plans.queries.sources import origin as document_of


@dataclass(frozen=True)
class MeasuredGoal:
    """A goal that the indicator measures, and what it is to it: "key measure"."""

    goal: GoalBrief
    role: str


@dataclass(frozen=True)
class NewestFigure:
    """The newest figure, of all or of women or men (`who`), and what the source says of it."""

    who: str
    figure: str
    uncertainty: str
    word: str


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator. Without figures `grid`, `record` and `latest` are None and `why_none` says why.

    `area` is the area that the plan leads with; `latest` is None also where that has no value.
    `finding` begins without a capital. `as_of` is set for a plan that looks back: later figures
    are shown, but are not the latest.
    `is_redefined`: the figures are of an earlier meaning than the declared one.
    """

    pk: int
    address: str
    title: str
    description: str
    plan: PlanName
    goals: tuple[MeasuredGoal, ...]
    definition: Definition
    publisher: str
    table: str
    is_calculated: bool
    quality: Quality | None
    quality_parts: tuple[QualityPart, ...]
    document: Document | None
    example_fields: tuple[str, ...]
    is_archived: bool
    as_of: date | None
    next_release: date | None
    area: Place | None
    latest: Latest | None
    newest: tuple[NewestFigure, ...]
    finding: str
    grid: Grid | None
    graphs: tuple[Graph, ...]
    standing: Standing | None
    record: Record | None
    past: Past
    trouble: Trouble | None
    is_redefined: bool
    why_none: str

    @property
    def around_figure(self) -> tuple[str, str]:
        """What stands beside a large figure, and what beneath it: "%", "av hushållen"."""
        return around_figure(self.definition.unit)

    @property
    def told(self) -> str:
        """What the first graph's figures say, beside the verdict of the leading area."""
        first = self.standing.first if self.standing else None
        if first is None or not self.graphs:
            return ""
        return self.graphs[0].headline.beside(first.sentence)

    @property
    def has_content_unit(self) -> bool:
        """Whether the unit is in Swedish where the page is not."""
        return is_content(self.definition.unit)


def indicator_page(address: str) -> IndicatorPage | None:
    """Return the indicator at an address, None if there is none.

    Without figures five queries. With figures 17, one more where it is judged, one more where it
    is calculated, and the read of the series; each revision that is shown is a read of two files.
    `failed_update` tells what more a calculated one costs.
    """
    indicator = (
        Indicator.objects.filter(address=address, plan__archived_at=None)
        .select_related("plan", "document")
        .first()
    )
    if indicator is None:
        return None
    found = grounds([indicator], everywhere=True)
    ground = found.get(indicator.pk)
    return _page(ground) if ground else _empty(indicator, is_lost=indicator.pk in found.lost)


def indicator_moved_to(address: str) -> str | None:
    """Return where the indicator that once had an address is now, None if none had it. One query."""
    rows = Indicator.objects.exclude(former_slugs=[]).filter(plan__archived_at=None)
    for current, plan, former in rows.order_by("archived_at", "-pk").values_list(
        "address", "plan__slug", "former_slugs"
    ):
        if address in former or address in [f"{slug}-{plan}" for slug in former]:
            return str(current)
    return None


def _page(ground: Ground) -> IndicatorPage:
    indicator, snapshot, observations = ground.indicator, ground.snapshot, list(ground.figures)
    main, known = ground.main, ground.places
    breaks = declared_breaks(indicator.declaration)
    latest = latest_of(observations, indicator, main)
    return _with_declared(
        indicator,
        snapshot,
        area=known[main],
        latest=latest,
        newest=tuple(_newest(observations, latest, decimals_of(indicator))),
        finding=finding(observations, indicator, latest, known, breaks),
        grid=make_grid(
            observations,
            {code: known[code] for code in {one.area for one in observations}},
            main=main,
            breaks=breaks,
            decimals=decimals_of(indicator),
            later=_later(observations, indicator.plan),
            told=snapshot.about.get("notes") or (),
        ),
        graphs=graphs_of(ground),
        standing=standing_of(indicator, main),
        record=record_of(indicator, snapshot),
        past=past_of(indicator, known),
        trouble=trouble_of(failed_update(indicator, snapshot)),
        is_redefined=snapshot.version.definition != definition_of(indicator),
        why_none="",
    )


def _empty(indicator: Indicator, *, is_lost: bool) -> IndicatorPage:
    has_failed = bool(failed_indicators([indicator.pk]))
    return _with_declared(
        indicator,
        None,
        area=None,
        latest=None,
        newest=(),
        finding="",
        grid=None,
        graphs=(),
        standing=None,
        record=None,
        past=Past((), (), 0),
        trouble=None,
        is_redefined=False,
        why_none=why_none(indicator, has_failed=has_failed, is_lost=is_lost),
    )


def _with_declared(
    indicator: Indicator, snapshot: Snapshot | None, **measured: object
) -> IndicatorPage:
    """Return the page of what is declared and what is measured. Two queries."""
    roles = (
        IndicatorGoal.objects.filter(indicator=indicator, goal__archived_at=None)
        .select_related("goal")
        .order_by("position", "pk")
    )
    return IndicatorPage(
        pk=indicator.pk,
        address=indicator.address,
        title=indicator.title,
        description=str(indicator.declaration.get("description") or ""),
        plan=plan_name(indicator.plan),
        goals=tuple(
            MeasuredGoal(goal_brief(role.goal), str(GoalRole(role.role).label)) for role in roles
        ),
        definition=definition(indicator),
        publisher=publisher_of(indicator, declared_publishers([indicator.plan_id])),
        table=table_of(indicator),
        is_calculated=is_calculated(indicator) or _is_own_work(snapshot),
        quality=quality_of(indicator.declaration),
        quality_parts=quality_parts(indicator.declaration),
        document=document_of(indicator.document, indicator.place),
        example_fields=tuple(indicator.example_fields),
        is_archived=indicator.archived_at is not None,
        as_of=indicator.plan.as_of,
        next_release=next_release(indicator, snapshot),
        **measured,  # type: ignore[arg-type]
    )


def _newest(
    observations: Sequence[Observation], latest: Latest | None, decimals: int | None
) -> Iterator[NewestFigure]:
    """Yield the figures of `latest`, each with its margin of error and its symbol."""
    if latest is None:
        return
    shown, wanted = dict(latest.figures), (latest.area, latest.period, ())
    for one in observations:
        who = sex_word(one.sex)
        is_newest = (one.area, one.period, one.dimensions) == wanted
        if is_newest and one.value is not None and who in shown:
            word = symbol(one.status, has_value=True).word
            yield NewestFigure(who, shown[who], uncertainty(one, decimals), word)


def _is_own_work(snapshot: Snapshot | None) -> bool:
    return snapshot is not None and snapshot.origin == Origin.DERIVED


def _later(observations: Sequence[Observation], plan: Plan) -> set[str]:
    """Return the periods that had not ended on the day that counts as today for the plan."""
    return {one.period for one in observations if not is_known_on(one.period, plan.as_of)}
