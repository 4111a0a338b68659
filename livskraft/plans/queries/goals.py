"""Goals as lists show them: the tree of a plan with the activities that each goal has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.translation import get_language, gettext, ngettext

from livskraft.plans.models import Activity, Goal, Plan
from livskraft.plans.models.activities import Status

ORDER_OF_STATUSES = (
    Status.ONGOING,
    Status.DONE,
    Status.PLANNED,
    Status.PAUSED,
    Status.CANCELLED,
    Status.IDEA,
)
GOAL_FIELDS = (
    *("address", "number", "title", "title_en", "is_priority", "is_horizontal"),
    *("depth", "position", "parent"),
)
"""What `goal_brief` and `level_name` read of a goal."""


@dataclass(frozen=True)
class GoalBrief:
    """What any mention of a goal needs; `title` is in the page's language where there is one."""

    pk: int
    address: str
    number: str
    title: str
    is_translated: bool
    is_priority: bool
    is_horizontal: bool
    depth: int
    parent: int | None
    level_name: str
    is_level_named: bool

    @property
    def is_label_content(self) -> bool:
        """Whether the label is a word of the plan's, not of the site's."""
        return self.is_level_named and not self.number

    @property
    def label(self) -> str:
        """Its printed number ("Goal 7"), or what the plan calls goals of this level."""
        if self.number:
            return gettext("Goal %(number)s") % {"number": self.number}
        return self.level_name


@dataclass(frozen=True)
class StatusCount:
    """How many activities have a status."""

    status: str
    number: int

    @property
    def phrase(self) -> str:
        """As in "5 ongoing", in the page's language."""
        return status_phrase(self.status, self.number)


@dataclass(frozen=True)
class ActivityCounts:
    """How many activities serve a goal.

    `by_status` counts those in `primary` for a single goal; for a group of goals it counts each
    activity of the group once, and `total` is its sum.
    """

    primary: int
    secondary: int
    by_status: tuple[StatusCount, ...] = ()

    @property
    def total(self) -> int:
        return sum(count.number for count in self.by_status)


@dataclass(frozen=True)
class GoalRow:
    """A goal with its activities, as one row."""

    goal: GoalBrief
    counts: ActivityCounts
    has_goals_below: bool = False


@dataclass(frozen=True)
class GoalGroup:
    """A goal at the top of the tree with the goals below it; None where goals stand alone there.

    `rows` are all goals below, in the plan's order; `leaves` those that have none below themselves.
    """

    goal: GoalBrief | None
    counts: ActivityCounts
    rows: tuple[GoalRow, ...]

    @property
    def leaves(self) -> tuple[GoalRow, ...]:
        return tuple(row for row in self.rows if not row.has_goals_below)


@dataclass(frozen=True)
class GoalOverview:
    """All goals of a plan; the horizontal ones, which cut across the others, apart."""

    groups: tuple[GoalGroup, ...]
    horizontal: tuple[GoalGroup, ...]
    counts: ActivityCounts

    @property
    def leaves(self) -> tuple[GoalRow, ...]:
        """The goals that are followed up one by one."""
        return tuple(row for group in self.groups for row in group.leaves)

    @property
    def priority_count(self) -> int:
        return sum(
            row.goal.is_priority for group in self.groups + self.horizontal for row in group.rows
        )

    @property
    def sum_over_goals(self) -> int:
        """Each activity counted at its primary goal and at each of its secondary ones."""
        return self.counts.primary + self.counts.secondary


def status_phrase(status: str, number: int) -> str:
    """Return "5 ongoing" in the page's language."""
    phrases = {
        Status.ONGOING: ngettext("%(number)d ongoing", "%(number)d ongoing", number),
        Status.DONE: ngettext("%(number)d done", "%(number)d done", number),
        Status.PLANNED: ngettext("%(number)d planned", "%(number)d planned", number),
        Status.PAUSED: ngettext("%(number)d paused", "%(number)d paused", number),
        Status.CANCELLED: ngettext("%(number)d cancelled", "%(number)d cancelled", number),
        Status.IDEA: ngettext("%(number)d idea", "%(number)d ideas", number),
    }
    return phrases[Status(status)] % {"number": number}


def goal_brief(goal: Goal, level_name: str = "") -> GoalBrief:
    """Return the public part of a goal. No query."""
    in_english = bool(goal.title_en) and (get_language() or "sv").startswith("en")
    return GoalBrief(
        pk=goal.pk,
        address=goal.address,
        number=goal.number,
        title=goal.title_en if in_english else goal.title,
        is_translated=in_english,
        is_priority=goal.is_priority,
        is_horizontal=goal.is_horizontal,
        depth=goal.depth,
        parent=goal.parent_id,
        level_name=level_name or _level_word(goal),
        is_level_named=bool(level_name),
    )


def plan_goals(plan: Plan) -> tuple[GoalBrief, ...]:
    """Return a plan's goals, parents before children. One query."""
    goals = list(
        Goal.objects.filter(plan=plan, archived_at=None)
        .only("plan", *GOAL_FIELDS)
        .order_by("position", "pk")
    )
    levels = 1 + max((goal.depth for goal in goals), default=0)
    return tuple(goal_brief(goal, level_name(plan, goal, levels)) for goal in goals)


def level_name(plan: Plan, goal: Goal, levels: int) -> str:
    """Return what the plan calls goals of this depth, "" where it has no word for it.

    The plan's names belong to its lowest levels: the last one to the deepest goals.
    """
    place = goal.depth - levels + len(plan.level_names)
    if (goal.is_horizontal and goal.depth == 0) or not 0 <= place < len(plan.level_names):
        return ""
    return str(plan.level_names[place])


def _level_word(goal: Goal) -> str:
    """Return what a goal is where its plan has no name for its level."""
    is_vision = goal.is_horizontal and goal.depth == 0
    return gettext("Vision goal") if is_vision else gettext("Goal")


def descendants(goals: Iterable[GoalBrief], top: int) -> tuple[GoalBrief, ...]:
    """Return the goals below one, in the given order, which has parents before children."""
    below = {top}
    found = []
    for goal in goals:
        if goal.parent in below:
            below.add(goal.pk)
            found.append(goal)
    return tuple(found)


def ancestors(goals: Iterable[GoalBrief], goal: GoalBrief) -> tuple[GoalBrief, ...]:
    """Return the goals above one, the topmost first."""
    by_pk = {other.pk: other for other in goals}
    above: list[GoalBrief] = []
    parent = goal.parent
    while parent in by_pk:
        above.insert(0, by_pk[parent])
        parent = by_pk[parent].parent
    return tuple(above)


def count_rows(goals: Sequence[GoalBrief]) -> tuple[GoalRow, ...]:
    """Return the goals with the activities of each. Two queries."""
    statuses, secondary = _primary_statuses(goals), _secondary_numbers(goals)
    parents = {goal.parent for goal in goals}
    return tuple(
        GoalRow(
            goal,
            ActivityCounts(
                statuses[goal.pk].total(), secondary[goal.pk], by_status(statuses[goal.pk])
            ),
            goal.pk in parents,
        )
        for goal in goals
    )


def by_status(numbers: Mapping[str, int]) -> tuple[StatusCount, ...]:
    """Return the counts that are not zero, what is going on first."""
    return tuple(
        StatusCount(status.value, numbers[status.value])
        for status in ORDER_OF_STATUSES
        if numbers.get(status.value)
    )


def goal_overview(plan: Plan) -> GoalOverview:
    """Return a plan's goals with their activities. Four queries, whatever the size."""
    goals = plan_goals(plan)
    rows = {row.goal.pk: row for row in count_rows(goals)}
    tops = _tops(goals)
    extra = _secondary_only(tops)
    members: dict[int, list[GoalRow]] = defaultdict(list)
    for pk, row in rows.items():
        members[tops[pk]].append(row)
    groups = [_group(rows[top], members[top], extra[top]) for top in members]
    return GoalOverview(
        groups=_without_areas_together(
            [group for group in groups if group.goal is None or not group.goal.is_horizontal]
        ),
        horizontal=tuple(group for group in groups if group.goal and group.goal.is_horizontal),
        counts=_sum([row.counts for row in rows.values()]),
    )


def _group(top: GoalRow, rows: list[GoalRow], extra: Counter[str]) -> GoalGroup:
    """Make a group of a topmost goal; one with nothing below and no theme of its own is a leaf."""
    summed = _sum([row.counts for row in rows])
    numbers = Counter({count.status: count.number for count in summed.by_status}) + extra
    counts = ActivityCounts(summed.primary, summed.secondary, by_status(numbers))
    if len(rows) == 1 and not top.goal.is_horizontal:
        return GoalGroup(None, counts, (top,))
    return GoalGroup(top.goal, counts, tuple(row for row in rows if row is not top))


def _without_areas_together(groups: list[GoalGroup]) -> tuple[GoalGroup, ...]:
    """Join the goals that stand alone at the top into one group, last."""
    alone = [group for group in groups if group.goal is None]
    joined = GoalGroup(
        None,
        _sum([group.counts for group in alone]),
        tuple(row for group in alone for row in group.rows),
    )
    areas = tuple(group for group in groups if group.goal is not None)
    return (*areas, joined) if alone else areas


def _sum(counts: Sequence[ActivityCounts]) -> ActivityCounts:
    numbers: Counter[str] = Counter()
    for each in counts:
        numbers.update({count.status: count.number for count in each.by_status})
    return ActivityCounts(
        sum(each.primary for each in counts),
        sum(each.secondary for each in counts),
        by_status(numbers),
    )


def _tops(goals: Iterable[GoalBrief]) -> dict[int, int]:
    """Return for every goal the one at the top of its branch."""
    tops: dict[int, int] = {}
    for goal in goals:
        tops[goal.pk] = tops.get(goal.parent or 0, goal.pk)
    return tops


def _primary_statuses(goals: Sequence[GoalBrief]) -> defaultdict[int, Counter[str]]:
    """Count activities by primary goal and status. One query."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        Activity.objects.filter(primary_goal__in=[goal.pk for goal in goals], archived_at=None)
        .order_by()
        .values_list("primary_goal", "status")
        .annotate(number=Count("pk"))
    )
    for goal, status, number in rows:
        found[goal][status] = number
    return found


def _secondary_numbers(goals: Sequence[GoalBrief]) -> Counter[int]:
    """Count activities by secondary goal. One query."""
    through = Activity.secondary_goals.through.objects
    rows = (
        through.filter(goal__in=[goal.pk for goal in goals], activity__archived_at=None)
        .order_by()
        .values_list("goal")
        .annotate(number=Count("pk"))
    )
    return Counter(dict(rows))


def _secondary_only(tops: Mapping[int, int]) -> defaultdict[int, Counter[str]]:
    """Count, by topmost goal and status, activities that reach a branch only as a secondary goal.

    With these added to the primary ones each activity is counted once in a branch. One query.
    """
    branches: defaultdict[int, list[int]] = defaultdict(list)
    for goal, top in tops.items():
        branches[top].append(goal)

    def branch(field: str) -> Case:
        whens = [When(**{f"{field}__in": pks, "then": Value(top)}) for top, pks in branches.items()]
        return Case(*whens, default=Value(0), output_field=IntegerField())

    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        Activity.secondary_goals.through.objects.filter(
            goal__in=list(tops), activity__archived_at=None
        )
        .order_by()
        .values_list(branch("goal_id"), branch("activity__primary_goal_id"), "activity__status")
        .annotate(number=Count("activity", distinct=True))
    )
    for top, home, status, number in rows:
        if top != home:
            found[top][status] += number
    return found
