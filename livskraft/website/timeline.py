"""The list of activities that is also the timeline, ready for `website/_timeline.html`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from livskraft.plans.queries.activities import ActivityRow
from livskraft.shared.charts.timeline import axis_for, axis_svg, row_svg
from livskraft.shared.periods import short_period
from livskraft.shared.templatetags.look import status_sign


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One activity: `sign` is its status drawn and in words, `goals` which goals it serves."""

    activity: ActivityRow
    sign: SafeString
    goals: str
    period: str
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
    own = row.goal.label if row.goal.number else row.goal.title
    if not row.also:
        return own
    numbers = ", ".join(each.number for each in row.also if each.number)
    also = [gettext("goal %(numbers)s") % {"numbers": numbers}] if numbers else []
    also += [each.title for each in row.also if not each.number]
    return gettext("%(goal)s, also %(others)s") % {"goal": own, "others": ", ".join(also)}


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
    signs: dict[str, SafeString] = {}
    drawn = []
    for row in rows:
        bar = row.bar
        if bar.status not in signs:
            signs[bar.status] = status_sign(bar.status)
        drawn.append(
            TimelineRow(
                activity=row,
                sign=signs[bar.status],
                goals=words(row),
                period=short_period(bar.starts, bar.ends, language),
                drawing=mark_safe(row_svg(axis, bar)),  # noqa: S308
                is_overdue=row.is_overdue(on),
                has_own_tag=row.is_example and not is_example,
            )
        )
    head = mark_safe(axis_svg(axis, gettext("today"), has_hatching=is_first))  # noqa: S308
    return Timeline(head, tuple(drawn), on, is_example)
