"""An activity in words: where it stands, and its addresses for filters."""

from datetime import date

from django.utils.translation import get_language, gettext

from livskraft.plans.queries.activity_page import ActivityPage
from livskraft.shared.periods import day, month


def status_sentences(page: ActivityPage) -> tuple[str, str]:
    """Return where an activity stands, and what its dates say, each as whole sentences."""
    return _status(page), _dates(page)


def _status(page: ActivityPage) -> str:
    language = get_language() or "sv"
    since = page.steps[-1].since if page.steps else None
    words = {
        "idea": (gettext("An idea."), gettext("An idea since %(month)s.")),
        "planned": (gettext("Planned."), gettext("Planned since %(month)s.")),
        "ongoing": (gettext("Ongoing."), gettext("Ongoing since %(month)s.")),
        "paused": (gettext("Paused."), gettext("Paused since %(month)s.")),
        "done": (gettext("Done."), gettext("Done since %(month)s.")),
        "cancelled": (gettext("Cancelled."), gettext("Cancelled in %(month)s.")),
    }
    without, dated = words[page.status]
    return dated % {"month": month(since, language)} if since else without


def _dates(page: ActivityPage) -> str:
    """Return the dates that matter where the activity stands now."""
    starts, ends = page.bar.starts, page.bar.ends
    if page.status in ("idea", "planned"):
        return " ".join(filter(None, [_start(starts, page.today), _end(ends, page.today)]))
    if page.status in ("ongoing", "paused"):
        return _end(ends, page.today) or gettext("The plan does not say when it ends.")
    if page.status == "done":
        return gettext("That an activity is done does not mean that the goal is reached.")
    return ""


def _start(starts: date | None, on: date) -> str:
    if starts is None:
        return gettext("The plan does not say when it starts.")
    words = {"day": day(starts, get_language() or "sv")}
    if starts < on:
        return gettext("It should have started on %(day)s.") % words
    return gettext("It starts on %(day)s.") % words


def _end(ends: date | None, on: date) -> str:
    if ends is None:
        return ""
    words = {"day": day(ends, get_language() or "sv")}
    if ends < on:
        return gettext("The last day, %(day)s, has passed.") % words
    return gettext("It should be done by %(day)s.") % words
