"""What a form of a record may choose among: each list in the order that people look for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from livskraft.plans.models import (
    Activity,
    Area,
    Document,
    Forum,
    Goal,
    Organisation,
    Plan,
)
from livskraft.plans.models.plan import PlanKind
from livskraft.shared.shapes import NATION, area_names
from livskraft.shared.swedish import sort_key


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: its key in a plan file, and its name. `depth` is its place in a tree."""

    value: str
    label: str
    depth: int = 0
    group: str = ""


class RecordChoices:
    """The lists for the records of a plan (None: of those that plans share).

    A list is read when it is first asked for, with one query.
    """

    def __init__(self, plan: Plan | None) -> None:
        self.plan = plan

    @cached_property
    def goals(self) -> list[Choice]:
        rows = Goal.objects.filter(plan=self.plan, archived_at=None)
        named = rows.values_list("slug", "number", "title", "depth")
        return [
            Choice(slug, _numbered(number, title), depth) for slug, number, title, depth in named
        ]

    @cached_property
    def all_goals(self) -> list[Choice]:
        """The goals of all plans as plan/goal, the own plan's first."""
        rows = Goal.objects.filter(archived_at=None, plan__archived_at=None).select_related("plan")
        own = self.plan.pk if self.plan else None
        goals = sorted(rows, key=lambda goal: (goal.plan_id != own, goal.plan_id))
        return [
            Choice(
                f"{goal.plan.slug}/{goal.slug}",
                _numbered(goal.number, goal.title),
                goal.depth,
                goal.plan.title,
            )
            for goal in goals
        ]

    @cached_property
    def activities(self) -> list[Choice]:
        rows = Activity.objects.filter(plan=self.plan, archived_at=None)
        return _tree(rows.values_list("pk", "parent", "slug", "title"))

    @cached_property
    def organisations(self) -> list[Choice]:
        rows = Organisation.objects.filter(archived_at=None).order_by("sort_key", "pk")
        return _tree(rows.values_list("pk", "parent", "slug", "title"))

    @cached_property
    def forums(self) -> list[Choice]:
        rows = Forum.objects.filter(archived_at=None).order_by("sort_key", "pk")
        return _tree(rows.values_list("pk", "reports_to", "slug", "title"))

    @cached_property
    def areas(self) -> list[Choice]:
        """The areas that plans are about: the nation, its counties, their municipalities."""
        rows = Area.objects.order_by("sort_key", "code")
        return _tree(rows.values_list("pk", "parent", "code", "title"))

    @cached_property
    def all_areas(self) -> list[Choice]:
        """Every area of Sweden. No query."""
        names = area_names()

        def place(code: str) -> tuple[bool, str, bool, str]:
            county = names.get(code[:2], "")
            return code != NATION, sort_key(county), len(code) > 2, sort_key(names[code])

        return [
            Choice(code, names[code], 0 if code == NATION else len(code) // 2)
            for code in sorted(names, key=place)
        ]

    @cached_property
    def plans(self) -> list[Choice]:
        """Plans that are no frame."""
        rows = Plan.objects.filter(archived_at=None).exclude(kind=PlanKind.FRAME).order_by("pk")
        return [Choice(slug, title) for slug, title in rows.values_list("slug", "title")]

    @cached_property
    def frames(self) -> list[Choice]:
        rows = Plan.objects.filter(archived_at=None, kind=PlanKind.FRAME).order_by("pk")
        return [Choice(slug, title) for slug, title in rows.values_list("slug", "title")]

    @cached_property
    def documents(self) -> list[Choice]:
        rows = Document.objects.order_by("title", "pk").values_list("slug", "title")
        return sorted(
            (Choice(slug, title) for slug, title in rows), key=lambda one: sort_key(one.label)
        )

    def among(self, name: str) -> list[Choice]:
        """Return a list by its name."""
        choices: list[Choice] = getattr(self, name)
        return choices


def without_branch(choices: Sequence[Choice], value: str) -> list[Choice]:
    """Return the choices but for this one and those below it: nothing lies under itself."""
    kept = []
    depth: int | None = None
    for choice in choices:
        if depth is not None and choice.depth > depth:
            continue
        depth = choice.depth if choice.value == value else None
        if depth is None:
            kept.append(choice)
    return kept


def _numbered(number: str, title: str) -> str:
    return f"{number}. {title}" if number else title


def _tree(rows: Iterable[tuple[int, int | None, str, str]]) -> list[Choice]:
    """Return rows of (key, key of the one above, value, label), each with those below it after it.

    One whose row above is not there stands at the top.
    """
    found = list(rows)
    keys = {key for key, *_rest in found}
    below: dict[int | None, list[tuple[int, str, str]]] = defaultdict(list)
    for key, parent, value, label in found:
        below[parent if parent in keys else None].append((key, value, label))
    choices: list[Choice] = []

    def add(parent: int | None, depth: int) -> None:
        for key, value, label in below[parent]:
            choices.append(Choice(value, label, depth))
            add(key, depth + 1)

    add(None, 0)
    return choices
