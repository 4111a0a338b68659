"""The list of activities: the rows, by target area, and how many there are of each status."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from livskraft.plans.models import Activity, Milestone, Plan, StatusChange
from livskraft.plans.models.activities import Status
from livskraft.plans.queries.activity_choices import (
    Choices,
    Selection,
    branch,
    choices,
    condition,
    public_activities,
    understood,
)
from livskraft.plans.queries.goals import GoalBrief
from livskraft.plans.queries.plan import today
from livskraft.shared.charts.timeline import Bar, Step

_DRAWN_FIELDS = frozenset({"starts", "ends", "status"})


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity in a list; `also` are its secondary goals, `lead` is "" where none is named."""

    pk: int
    title: str
    address: str
    lead: str
    goal: GoalBrief
    also: tuple[GoalBrief, ...]
    bar: Bar
    is_example: bool

    @property
    def status(self) -> str:
        return self.bar.status

    def is_overdue(self, on: date) -> bool:
        """Whether it still goes on although its last day has passed."""
        return is_overdue(self.bar.status, self.bar.ends, on)


@dataclass(frozen=True, slots=True)
class StatusChoice:
    """How many activities have a status among those that all other filters leave."""

    status: str
    number: int


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """The activities of one target area; `number` counts those too that are not shown.

    `plan` is its plan's title, "" where there is only one plan.
    """

    goal: GoalBrief
    plan: str
    number: int
    rows: tuple[ActivityRow, ...]

    @property
    def heading(self) -> str:
        return f"{self.goal.title} · {self.plan}" if self.plan else self.goal.title


@dataclass(frozen=True, slots=True)
class ActivityList:
    """A page of the list.

    `total` is all activities, `found` those asked for, `as_primary` those of them whose primary goal
    is the goal asked for or below it, all where no goal is; `in_whole_county` those that would be found
    if the whole county were asked for in place of a municipality. `unknown` names the filters whose
    value stands for nothing; they filter nothing.
    """

    selection: Selection
    unknown: tuple[str, ...]
    total: int
    found: int
    as_primary: int
    in_whole_county: int
    groups: tuple[ActivityGroup, ...]
    statuses: tuple[StatusChoice, ...]
    choices: Choices
    first_day: date | None
    last_day: date | None
    today: date

    @property
    def as_secondary(self) -> int:
        return self.found - self.as_primary

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def is_overdue(status: str, ends: date | None, on: date) -> bool:
    """Whether something still goes on although its last day has passed."""
    return status == Status.ONGOING and ends is not None and ends < on


def activity_list(
    selection: Selection, leading: Plan | None, *, shown: int | None = None
) -> ActivityList:
    """Return the activities asked for, at most `shown` of them, by target area in the plan's order.

    Those of the `leading` plan come first; its day is today. Twelve queries, whatever the number of
    activities; one more where a municipality is chosen.
    """
    known = choices()
    selection, unknown = understood(selection, known)
    keys = found_keys(selection, known, leading)
    numbers = Counter(key.status for key in keys)
    if selection.statuses:
        keys = [key for key in keys if key.status in selection.statuses]
    total = public_activities().count()
    first_day, last_day = _first_and_last(total)
    return ActivityList(
        selection=selection,
        unknown=unknown,
        total=total,
        as_primary=_as_primary(keys, selection, known),
        found=len(keys),
        in_whole_county=_in_whole_county(selection, known),
        groups=tuple(_groups(keys, shown, known)),
        statuses=tuple(StatusChoice(status, numbers[status]) for status in Status.values),
        choices=known,
        first_day=first_day,
        last_day=last_day,
        today=today(leading),
    )


class Key(NamedTuple):
    """What is read of every activity that is found; `goal` is its primary one."""

    pk: int
    plan: int
    goal: int
    status: str
    position: int


def found_keys(selection: Selection, known: Choices, leading: Plan | None) -> list[Key]:
    """Return what all filters but that of status find, in the order of the list. One query.

    Where a goal is asked for, activities that have it as primary goal come first. Then the leading
    plan comes first, then the target areas, then the order of the plan.
    """
    own = _branch(selection, known)
    first = leading.pk if leading else 0
    places = {pk: place for place, pk in enumerate(known.goals)}
    areas = {pk: places[top.pk] for pk, top in known.tops.items()}
    found = public_activities().filter(condition(selection, known))
    keys = found.values_list("pk", "plan", "primary_goal", "status", "position")
    return sorted(
        map(Key._make, keys),
        key=lambda key: (
            key.goal not in own,
            *(key.plan != first, key.plan, areas[key.goal], key.position, key.pk),
        ),
    )


def _branch(selection: Selection, known: Choices) -> frozenset[int]:
    """Return the goal that is asked for and those below it, all goals where none is."""
    if not selection.goal:
        return frozenset(known.goals)
    return frozenset(branch(known, known.goal_addresses[selection.goal]))


def _as_primary(keys: Sequence[Key], selection: Selection, known: Choices) -> int:
    own = _branch(selection, known)
    return sum(key.goal in own for key in keys)


def _first_and_last(total: int) -> tuple[date | None, date | None]:
    """Return the days between which nearly all activities lie. Two queries.

    The three percent that begin first, and those that end last, do not stretch the axis.
    """
    left_out = total * 3 // 100
    starts = public_activities().exclude(starts=None).order_by("starts")
    ends = public_activities().exclude(ends=None).order_by("-ends")
    first = list(starts.values_list("starts", flat=True)[left_out : left_out + 1])
    last = list(ends.values_list("ends", flat=True)[left_out : left_out + 1])
    return (first[0] if first else None), (last[0] if last else None)


def activity_rows(pks: Sequence[int], goals: Mapping[int, GoalBrief]) -> list[ActivityRow]:
    """Return rows in the given order; `goals` must hold the goals that are to be named.

    Four queries.
    """
    children = {"activity__in": pks}
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    invented = set()
    changes = StatusChange.objects.filter(**children).order_by("position", "pk")
    for pk, status, since, is_example in changes.values_list(
        "activity", "status", "since", "is_example"
    ):
        steps[pk].append(Step(status, since))
        if is_example:
            invented.add(pk)
    milestones: defaultdict[int, list[date]] = defaultdict(list)
    for pk, when in Milestone.objects.filter(**children).values_list("activity", "date"):
        milestones[pk].append(when)
    also: defaultdict[int, list[GoalBrief]] = defaultdict(list)
    secondary = Activity.secondary_goals.through.objects.filter(**children)
    for pk, goal in secondary.order_by("goal__position").values_list("activity", "goal"):
        if goal in goals:
            also[pk].append(goals[goal])
    rows = {}
    for pk, title, address, lead, goal, status, starts, ends, example in (
        Activity.objects.filter(pk__in=pks)
        .order_by()
        .values_list(
            *("pk", "title", "address", "lead__title", "primary_goal", "status", "starts", "ends"),
            "example_fields",
        )
    ):
        rows[pk] = ActivityRow(
            pk=pk,
            title=title,
            address=address,
            lead=lead or "",
            goal=goals[goal],
            also=tuple(also[pk]),
            bar=Bar(status, starts, ends, tuple(steps[pk]), tuple(milestones[pk])),
            is_example=pk in invented or not _DRAWN_FIELDS.isdisjoint(example),
        )
    return [rows[pk] for pk in pks]


def _groups(keys: Sequence[Key], shown: int | None, known: Choices) -> Iterator[ActivityGroup]:
    """Yield the target areas with the rows that are shown."""
    numbers = Counter(known.tops[key.goal].pk for key in keys)
    members: defaultdict[int, list[ActivityRow]] = defaultdict(list)
    for row in activity_rows([key.pk for key in keys[:shown]], known.goals):
        members[known.tops[row.goal.pk].pk].append(row)
    titles = {plan.pk: plan.title for plan in known.plans}
    for top, rows in members.items():
        plan = titles[known.plan_of_goal[top]] if len(titles) > 1 else ""
        yield ActivityGroup(known.goals[top], plan, numbers[top], tuple(rows))


def _in_whole_county(selection: Selection, known: Choices) -> int:
    """Count the activities of the whole county, where a municipality is asked for."""
    area = known.area(selection.area) if selection.area else None
    if area is None or known.county is None or area == known.county:
        return 0
    found = public_activities().filter(condition(replace(selection, area=known.county.slug), known))
    if selection.statuses:
        found = found.filter(status__in=selection.statuses)
    return found.count()
