"""Municipalities: the county as a map, and what a plan does in one of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from livskraft.plans.models import Activity, Area, Milestone, Organisation, Partnership, Plan
from livskraft.plans.models.activities import Status
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.queries.activities import ActivityRow, activity_rows
from livskraft.plans.queries.activity_choices import (
    choices,
    concerns,
    happens_in,
    public_activities,
    takes_part,
)
from livskraft.plans.queries.actor_bindings import PlanBinding, organisation_bindings
from livskraft.plans.queries.forums import ForumBrief, MeetingRow, forums_of, meetings_to_come
from livskraft.plans.queries.goals import StatusCount, by_status
from livskraft.plans.queries.plan import today
from livskraft.shared.charts.county_map import Outline

AHEAD = 365  # Days.
LEADS = "leads"
SHOWN_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality."""

    pk: int
    code: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class MunicipalityMap:
    """A plan's municipalities in Swedish order; `outlines` are of those whose shape is known."""

    places: tuple[Place, ...]
    outlines: tuple[Outline, ...]
    county: str

    def __bool__(self) -> bool:
        return bool(self.places)

    def place(self, slug: str) -> Place | None:
        return next((place for place in self.places if place.slug == slug), None)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality in the list, with its organisation's title and number of activities."""

    place: Place
    organisation: str
    number: int


@dataclass(frozen=True, slots=True)
class PlaceActivity:
    """An activity of a municipality; `role` is its organisation's ("leads" …) or ""."""

    activity: ActivityRow
    role: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ComingDay:
    """Something within the next year: `kind` is milestone, end or meeting.

    `title` is the milestone's, the activity's or the meeting's ("" where it has none); `subject`
    the activity or forum that `address` leads to. Activities that end on the same day are one row,
    named after the first; `number` says how many they are.
    """

    on: date
    kind: str
    title: str
    subject: str
    address: str
    is_example: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """What goes on in a municipality.

    `total` is all activities of the site, `takes_part` those that the municipality leads or is a
    partner of, `only_here` those that take place there without it, `in_whole_county` those that
    name the county itself. `statuses` are of what it takes part in, else of what is done there.
    """

    place: Place
    map: MunicipalityMap
    organisation: str
    organisation_slug: str
    bindings: tuple[PlanBinding, ...]
    total: int
    takes_part: int
    only_here: int
    in_whole_county: int
    county_slug: str
    statuses: tuple[StatusCount, ...]
    activities: tuple[PlaceActivity, ...]
    forums: tuple[ForumBrief, ...]
    coming: tuple[ComingDay, ...]
    today: date

    @property
    def number(self) -> int:
        return self.takes_part + self.only_here

    @property
    def has_example_status(self) -> bool:
        return any(each.activity.is_example for each in self.activities)

    @property
    def coming_is_example(self) -> bool:
        """Whether every day to come is invented, so that the heading can say it for all."""
        return bool(self.coming) and all(day.is_example for day in self.coming)

    @property
    def ongoing(self) -> int:
        return sum(each.number for each in self.statuses if each.status == Status.ONGOING)


def municipalities_of(plan: Plan | None) -> QuerySet[Area]:
    """Return the municipalities that a plan names, or whose county it names, in no order."""
    named = Plan.areas.through.objects.filter(plan=plan).values("area")
    return Area.objects.filter(
        Q(pk__in=named) | Q(parent__in=named, parent__kind=AreaKind.COUNTY),
        kind=AreaKind.MUNICIPALITY,
    ).order_by()


def municipality_map(plan: Plan | None) -> MunicipalityMap:
    """Return a plan's municipalities with their shapes; none before a plan is loaded. One query."""
    rows = sorted(
        municipalities_of(plan).values_list(
            *("sort_key", "pk", "code", "slug", "title", "parent__title", "shape__polygons")
        ),
        key=lambda row: (row[0], row[2]),
    )
    counties = {row[5] for row in rows}
    return MunicipalityMap(
        places=tuple(Place(*row[1:5]) for row in rows),
        outlines=tuple(
            Outline(code, title, tuple(tuple((x, y) for x, y in ring) for ring in polygons))
            for _, _, code, _, title, _, polygons in rows
            if polygons
        ),
        county=(counties.pop() or "") if len(counties) == 1 else "",
    )


def municipality_list(places: MunicipalityMap) -> tuple[PlaceRow, ...]:
    """Return the municipalities, each with how many activities it has. Three queries.

    What is done in the whole county is not counted.
    """
    keys = [place.pk for place in places.places]
    organisations = {
        area: (pk, title)
        for area, pk, title in _municipal_organisations()
        .filter(area__in=keys)
        .values_list("area", "pk", "title")
    }
    areas = {pk: area for area, (pk, _) in organisations.items()}
    found: dict[int, set[int]] = {pk: set() for pk in keys}
    here = public_activities().filter(areas__in=keys).values_list("areas", "pk")
    for area, activity in here:
        found[area].add(activity)
    partakers = (
        public_activities()
        .filter(takes_part(areas))
        .values_list("pk", "lead", "partnerships__organisation")
    )
    for activity, *by in partakers:
        for organisation in by:
            if organisation in areas:
                found[areas[organisation]].add(activity)
    return tuple(
        PlaceRow(place, organisations.get(place.pk, (0, ""))[1], len(found[place.pk]))
        for place in places.places
    )


def municipality_page(plan: Plan, place: Place, places: MunicipalityMap) -> MunicipalityPage:
    """Return what goes on in a municipality. At most 21 queries, whatever the number of activities."""
    organisation = _municipal_organisations().filter(area=place.pk).first()
    keys = [organisation.pk] if organisation else []
    on = today(plan)
    asked = concerns(place.pk)
    found = list(
        public_activities()
        .filter(asked)
        .order_by("plan", "position", "pk")
        .values_list("pk", "status", "lead")
    )
    roles = dict(
        Partnership.objects.filter(organisation__in=keys)
        .order_by("-position", "-pk")
        .values_list("activity", "role")
    )
    roles |= {pk: LEADS for pk, _, lead in found if lead in keys}
    ours = Counter(status for pk, status, _ in found if pk in roles)
    forums = forums_of(keys)
    county, in_county = _whole_county(place)
    return MunicipalityPage(
        place=place,
        map=places,
        organisation=organisation.title if organisation else "",
        organisation_slug=organisation.slug if organisation else "",
        bindings=organisation_bindings(keys),
        total=public_activities().count(),
        takes_part=ours.total(),
        only_here=len(found) - ours.total(),
        in_whole_county=in_county,
        county_slug=county,
        statuses=by_status(ours if ours else Counter(status for _, status, _ in found)),
        activities=_activities([pk for pk, _, _ in found[:SHOWN_AT_MOST]], roles, place),
        forums=forums,
        coming=tuple(
            sorted(
                [
                    *_milestones(asked, on),
                    *_ends(asked, on),
                    *map(_meeting, meetings_to_come([each.pk for each in forums], on, days=AHEAD)),
                ],
                key=lambda day: day.on,
            )
        ),
        today=on,
    )


def _municipal_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, archived_at=None
    ).order_by("pk")


def _whole_county(place: Place) -> tuple[str, int]:
    """Return the county's slug and how many activities name the county itself. Two queries."""
    county = Area.objects.filter(children=place.pk).first()
    if county is None:
        return "", 0
    return county.slug, public_activities().filter(happens_in(county.pk)).count()


def _activities(
    pks: Sequence[int], roles: Mapping[int, str], place: Place
) -> tuple[PlaceActivity, ...]:
    """Return the rows of activities in the given order. Ten queries."""
    here = set(
        Activity.areas.through.objects.filter(activity__in=pks, area=place.pk).values_list(
            "activity", flat=True
        )
    )
    rows = activity_rows(pks, dict(choices().goals))
    return tuple(PlaceActivity(row, roles.get(row.pk, ""), row.pk in here) for row in rows)


def _milestones(asked: Q, on: date) -> list[ComingDay]:
    rows = (
        Milestone.objects.filter(
            activity__in=_going_on(asked), date__gte=on, date__lte=on + timedelta(days=AHEAD)
        )
        .order_by("date", "pk")
        .values_list("date", "title", "activity__title", "activity__address", "is_example")
    )
    return [
        ComingDay(day, "milestone", title, activity, address, is_example)
        for day, title, activity, address, is_example in rows
    ]


def _ends(asked: Q, on: date) -> list[ComingDay]:
    rows = (
        _going_on(asked)
        .filter(ends__gte=on, ends__lte=on + timedelta(days=AHEAD))
        .order_by("ends", "pk")
        .values_list("ends", "title", "address", "example_fields")
    )
    ending: dict[date, list[tuple[str, str, bool]]] = {}
    for day, title, address, example in rows:
        if day is not None:
            ending.setdefault(day, []).append((title, address, "ends" in example))
    return [
        ComingDay(
            day,
            "end",
            title=ends[0][0],
            subject=ends[0][0],
            address=ends[0][1],
            is_example=any(is_example for _, _, is_example in ends),
            number=len(ends),
        )
        for day, ends in ending.items()
    ]


def _going_on(asked: Q) -> QuerySet[Activity]:
    """Return those of the activities that have not stopped."""
    return public_activities().filter(asked).exclude(status__in=[Status.DONE, Status.CANCELLED])


def _meeting(meeting: MeetingRow) -> ComingDay:
    return ComingDay(
        meeting.on,
        "meeting",
        meeting.title,
        meeting.forum_title,
        meeting.forum,
        meeting.is_example,
    )
