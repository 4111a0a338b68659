"""Makes plans of any size, the same ones every time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from livskraft.plans.models import (
    Activity,
    Area,
    Goal,
    Milestone,
    Organisation,
    Partnership,
    Plan,
    StatusChange,
)
from livskraft.shared.history import Author, set_members, write_history
from livskraft.shared.swedish import search_text, sort_key

TODAY = date(2023, 1, 26)
GOALS_OF_AN_AREA = 7
_TEXT = (
    "utveckla samverkan kring regional infrastruktur och bredband för fler kommuner i länet genom "
    "kartläggning av trygghet hälsa kultur näringsliv kompetensförsörjning digitalisering klimat"
)
_WORDS = _TEXT.split()
_STATUSES = ("ongoing", "ongoing", "ongoing", "done", "planned", "paused", "cancelled", "idea")


def make_plan(size: int) -> None:
    """Fill the empty database with a plan of so many activities, 21 goals, 60 actors, 10 places.

    Every third activity serves the first goal, so that its page is full at every size.
    """
    random = Random(size)
    plan = Plan.objects.create(
        slug="plan", title="En strategi", kind="strategy", period_from=2021, period_to=2030,
        as_of=TODAY, level_names=["Målområde", "Delmål"],
    )  # fmt: skip
    areas = _areas()
    plan.areas.set(areas)
    goals = list(_goals(plan))
    actors = [_named(Organisation, f"Enhet {number}", kind="unit") for number in range(60)]
    Organisation.objects.bulk_create(actors)
    activities = list(_activities(plan, size, goals, actors, random))
    Activity.objects.bulk_create(activities, batch_size=500)
    _children(activities, goals, actors, areas, random)
    write_history(activities, "+", Author("Mätning"))


def _named(model: type, title: str, **fields: object) -> object:
    slug = title.lower().replace(" ", "-").replace("å", "a")
    texts = {"sort_key": sort_key(title), "search_text": search_text(title)}
    return model(title=title, slug=slug, **texts, **fields)


def _areas() -> list[Area]:
    county = _named(Area, "Länet", code="19", kind="county")
    county.slug = "lanet"
    county.save()
    places = [
        _named(Area, f"Kommun {number}", code=f"19{number:02}", kind="municipality", parent=county)
        for number in range(10)
    ]
    return [county, *Area.objects.bulk_create(places)]


def _goals(plan: Plan) -> Iterator[Goal]:
    position = 0
    for area in range(3):
        top = _named(Goal, f"Område {area}", plan=plan, address=f"omrade-{area}", position=position)
        top.slug = f"omrade-{area}"
        top.save()
        for _ in range(GOALS_OF_AN_AREA):
            position += 1
            number = position - area
            goal = _named(
                Goal, f"Mål {number}", plan=plan, address=f"mal-{number}", number=str(number),
                parent=top, depth=1, position=position,
            )  # fmt: skip
            goal.save()
            yield goal
        position += 1


def _activities(
    plan: Plan, size: int, goals: list[Goal], actors: list[Organisation], random: Random
) -> Iterator[Activity]:
    for number in range(size):
        title = f"{' '.join(random.sample(_WORDS, 7)).capitalize()} {number}"
        starts = date(2021, 1, 1) + timedelta(days=random.randrange(500))
        activity = _named(
            Activity, title, plan=plan, address=f"aktivitet-{number}", position=number,
            primary_goal=goals[number % len(goals) if number % 3 else 0], lead=actors[number % len(actors)],
            starts=starts, ends=starts + timedelta(days=random.randrange(200, 700)),
            status=_STATUSES[number % len(_STATUSES)], status_since=starts,
            summary=" ".join(random.choices(_WORDS, k=25)), place=f"rad {number}",
        )  # fmt: skip
        activity.slug = activity.address
        yield activity


def _children(
    activities: list[Activity],
    goals: list[Goal],
    actors: list[Organisation],
    areas: list[Area],
    random: Random,
) -> None:
    _write(StatusChange, _steps(activities))
    _write(
        Milestone,
        (
            Milestone(activity=activity, title="Ett steg", date=activity.ends)
            for activity in activities
        ),
    )
    _write(
        Partnership,
        (
            Partnership(activity=activity, organisation=actor, role="participates")
            for activity in activities
            for actor in random.sample(actors, 2)
        ),
    )
    secondary = {
        activity.pk: [
            goal.pk for goal in random.sample(goals, 2) if goal.pk != activity.primary_goal_id
        ]
        for activity in activities
    }
    set_members(Activity._meta.get_field("secondary_goals"), secondary, are_new=True)
    places = {activity.pk: [random.choice(areas).pk] for activity in activities}
    set_members(Activity._meta.get_field("areas"), places, are_new=True)


def _steps(activities: Iterable[Activity]) -> Iterator[StatusChange]:
    for activity in activities:
        yield StatusChange(activity=activity, status="ongoing", since=activity.starts)
        if activity.status != "ongoing":
            yield StatusChange(
                activity=activity, status=activity.status, reason="Ett skäl.", position=1,
                since=activity.starts + timedelta(days=150),
            )  # fmt: skip


def _write(model: type, rows: Iterable[object]) -> None:
    model.objects.bulk_create(list(rows), batch_size=500)
