"""The part that an organisation has in activities: its words, and its rows on the timeline."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from livskraft.plans.queries.activities import ActivityRow
from livskraft.shared.templatetags.content import in_swedish
from livskraft.website.timeline import Timeline, goal_words, timeline


def role_words(role: str, who: str) -> SafeString:
    """Return "Sala kommun takes part", with the name marked as Swedish where the page is not."""
    words = {
        "leads": gettext("%(who)s leads"),
        "coordinates": gettext("%(who)s coordinates"),
        "finances": gettext("%(who)s finances"),
        "participates": gettext("%(who)s takes part"),
    }[role]
    return naming(words, who=who)


def naming(words: str, **name: str) -> SafeString:
    """Return words with a name in its place, marked as Swedish where the page is not."""
    [(place, title)] = name.items()
    before, after = words.split(f"%({place})s")
    return format_html("{}{}{}", before, in_swedish(title), after)


def timeline_of(
    rows: Sequence[ActivityRow],
    *,
    on: date,
    words: Callable[[ActivityRow], str] = goal_words,
    is_first: bool = True,
) -> Timeline:
    """Draw rows on an axis that is as long as they are."""
    days = [
        day for row in rows for day in (row.bar.starts, row.bar.ends, *row.bar.milestones) if day
    ]
    return timeline(
        rows,
        on=on,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        words=words,
        is_first=is_first,
    )
