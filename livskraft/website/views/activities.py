"""The activities: the list that is also the timeline, one activity, and the list as a table."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.activities import ActivityList, activity_list
from livskraft.plans.queries.activity_page import ActivityPage, activity_moved_to, activity_page
from livskraft.plans.queries.activity_table import activity_records
from livskraft.plans.queries.goal_page import goal_moved_to
from livskraft.plans.queries.plan import leading_plan, today
from livskraft.reporting.queries.gates import public_gates
from livskraft.reporting.queries.public import activity_reporting, last_reports
from livskraft.shared.charts.timeline import axis_for, axis_svg, row_svg
from livskraft.shared.context import page_addresses
from livskraft.shared.periods import period
from livskraft.website.activity_csv import activities_as_csv
from livskraft.website.activity_filters import (
    FIRST,
    MOST,
    chips,
    fields,
    is_tidy,
    read_selection,
    read_shown,
    status_ticks,
    unknown_sentences,
    write_query,
)
from livskraft.website.activity_words import status_sentences
from livskraft.website.timeline import Timeline, timeline


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """List the activities asked for; an address with empty fields leads to the tidy one."""
    asked = read_selection(request.GET)
    if not is_tidy(request.GET, asked):
        return _to_list(write_query(asked))
    plan = leading_plan()
    shown = read_shown(request.GET)
    found = activity_list(asked, plan, shown=shown)
    if "goal" in found.unknown and (moved := goal_moved_to(asked.goal)):
        return _to_list(write_query(replace(asked, goal=moved.address)))
    query = write_query(found.selection)
    chosen = fields(found)
    more = min(FIRST, found.found - found.shown, MOST - found.shown)
    context = {
        "menu": "activities",
        "leading_plan": plan,
        "found": found,
        "groups": [
            (group, drawn) for group, drawn in zip(found.groups, _timelines(found), strict=True)
        ],
        "fields": chosen,
        "statuses": status_ticks(found),
        "chips": chips(found, chosen),
        "unknown": unknown_sentences(asked, found.unknown),
        "addresses": page_addresses(request, query),
        "query": query,
        "in_county": _in_county(found),
        "more": more,
        "is_cut": found.shown == MOST < found.found,
        "most": MOST,
        "more_query": write_query(found.selection, shown=found.shown + more),
    }
    return render(request, "website/activities.html", context)


@require_safe
def activity(request: HttpRequest, address: str) -> HttpResponse:
    """Show one activity; a former address leads to the present one."""
    page = activity_page(address)
    if page is None:
        moved = activity_moved_to(address)
        if moved is None:
            raise Http404(_("There is no activity with that address."))
        return redirect("activity", moved, permanent=True)
    status, dates = status_sentences(page)
    context = {
        "menu": "activities",
        "page": page,
        "status_sentence": status,
        "dates_sentence": dates,
        "period": period(page.bar.starts, page.bar.ends, get_language() or "sv"),
        "drawing": _drawing(page),
        "steps": page.steps[::-1],
        "reporting": activity_reporting(address, on=page.today),
        "gates": public_gates(address),
        "parts_done": sum(part.status == "done" for part in page.parts),
    }
    return render(request, "website/activity.html", context)


@require_safe
def activities_csv(request: HttpRequest) -> HttpResponse:
    """Give the activities asked for as a table that Excel opens as it is.

    What stands for nothing is refused, so that nobody takes all activities for those asked for.
    """
    asked = read_selection(request.GET)
    records, unknown = activity_records(asked)
    if unknown:
        text = "\n".join(unknown_sentences(asked, unknown))
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    reported = last_reports([one.pk for one in records], on=today(leading_plan()))
    name = _("activities")
    list_address = page_addresses(request).root + reverse("activities")
    return HttpResponse(
        activities_as_csv(records, reported, list_address),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _to_list(query: str) -> HttpResponse:
    path = reverse("activities")
    return redirect(f"{path}?{query}" if query else path)


def _in_county(found: ActivityList) -> str:
    """Return the query that asks for the whole county in place of a municipality."""
    county = found.choices.county
    return write_query(replace(found.selection, area=county.slug)) if county else ""


def _timelines(found: ActivityList) -> Iterator[Timeline]:
    for place, group in enumerate(found.groups):
        yield timeline(
            group.rows,
            on=found.today,
            first_day=found.first_day,
            last_day=found.last_day,
            is_first=place == 0,
        )


def _drawing(page: ActivityPage) -> tuple[SafeString, SafeString] | None:
    """Draw the activity's own timeline: the years, and its bar. None where no day is known."""
    bar = page.bar
    if not (bar.starts or bar.ends):
        return None
    axis = axis_for([bar.starts, bar.ends, *bar.milestones, page.today], page.today)
    return (
        # Drawings of our own, from dates and our own words; the drawer escapes its texts.
        mark_safe(axis_svg(axis, _("today"))),  # noqa: S308
        mark_safe(row_svg(axis, bar)),  # noqa: S308
    )
