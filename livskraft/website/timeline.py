"""The list of activities that is also the timeline, ready for `website/_timeline.html`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from livskraft.plans.queries.activities import ActivityRow
from livskraft.plans.queries.goals import GoalBrief
from livskraft.shared.charts.timeline import axis_for, axis_svg, row_svg
from livskraft.shared.periods import short_period
from livskraft.shared.templatetags.look import status_sign


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One activity: `sign` is its status drawn and in words, `goals` which goals it serves.

    A list may have thousands of rows, so all that is known to hold no markup is marked as safe.
    """

    title: str
    link: SafeString
    lead: str
    sign: SafeString
    goals: str
    period: SafeString
    drawing: SafeString
    is_overdue: bool
    has_own_tag: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows under the head that has the years and "today".

    `is_example` says that every row has something invented, so that the head tells it for all.
    """

    head: SafeString
    rows: tuple[TimelineRow, ...]
    today: date
    is_example: bool


def goal_words(row: ActivityRow) -> str:
    """Return "Goal 9, also goal 7, 11", with its title where a goal has no number."""
    return _goal_words(row.goal, row.also, get_language())


@lru_cache(maxsize=4096)
def _goal_words(goal: GoalBrief, also: tuple[GoalBrief, ...], language: str | None) -> str:
    """Return the words in the page's language; many rows serve the same goals."""
    own = goal.label if goal.number else goal.title
    if not also:
        return own
    numbers = ", ".join(each.number for each in also if each.number)
    others = [gettext("goal %(numbers)s") % {"numbers": numbers}] if numbers else []
    others += [each.title for each in also if not each.number]
    return gettext("%(goal)s, also %(others)s") % {"goal": own, "others": ", ".join(others)}


def timeline(
    rows: Iterable[ActivityRow],
    *,
    on: date,
    first_day: date | None,
    last_day: date | None,
    words: Callable[[ActivityRow], str] = goal_words,
    is_first: bool = True,
) -> Timeline:
    """Draw rows on an axis that reaches from `first_day` to `last_day`; `on` is today.

    `words` says of a row which goals it serves. Only the first timeline of a page may carry the
    hatching that all refer to.
    """
    rows = tuple(rows)
    is_example = bool(rows) and all(row.is_example for row in rows)
    axis = axis_for([first_day, last_day], on)
    language = get_language() or "sv"
    list_address = reverse("activities")
    undated = gettext("no dates in the plan")
    signs = {status: status_sign(status) for status in {row.status for row in rows}}
    drawn = tuple(
        TimelineRow(
            title=row.title,
            link=SafeString(f"{list_address}{row.address}/"),
            lead=row.lead,
            sign=signs[row.status],
            goals=words(row),
            period=SafeString(short_period(row.bar.starts, row.bar.ends, language) or undated),
            drawing=SafeString(row_svg(axis, row.bar)),
            is_overdue=row.is_overdue(on),
            has_own_tag=row.is_example and not is_example,
        )
        for row in rows
    )
    head = SafeString(axis_svg(axis, gettext("today"), has_hatching=is_first))
    return Timeline(head, drawn, on, is_example)
