"""Whom a round would ask, before it is opened."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from livskraft.plans.models import Activity, Organisation, Person, Plan
from livskraft.plans.queries.plan import today
from livskraft.reporting.models import Duty
from livskraft.reporting.queries.asking import activities_to_ask_about
from livskraft.reporting.queries.duties import duties
from livskraft.reporting.services.people import who_is_asked

_STATES = {Duty.ASKED: "waiting", Duty.INVITED: "invited", Duty.NOT_CHASED: "free"}


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor and how many activities of each duty it leads; no title where nobody leads them."""

    title: str
    numbers: Mapping[str, int]

    @property
    def states(self) -> tuple[str, ...]:
        """The signs of its activities, in their order."""
        return tuple(state for state in _STATES.values() for _each in range(self.numbers[state]))


@dataclass(frozen=True)
class Preview:
    """Whom a round would ask: activities by duty, and who gets a mail about how many of them.

    `nobody` are activities that nobody answers for, `no_address` those of people without an
    address; both only of those who are asked or invited.
    """

    asked: int = 0
    invited: int = 0
    free: int = 0
    people: int = 0
    nobody: tuple[Activity, ...] = ()
    no_address: tuple[Activity, ...] = ()
    actors: tuple[Actor, ...] = ()

    @property
    def total(self) -> int:
        return self.asked + self.invited + self.free


def preview_of(plan: Plan, period_from: date, period_to: date) -> Preview:
    """Return whom a round of that period would ask if it were opened today. Eight queries."""
    activities = list(
        activities_to_ask_about(plan, period_from, period_to).only(
            "pk", "title", "address", "lead", "primary_goal", "responsible"
        )
    )
    duty = duties(plan, activities)
    asked = who_is_asked(activities, today(plan))
    writable = set(Person.objects.exclude(email="").values_list("pk", flat=True))
    told = [one for one in activities if duty[one.pk] != Duty.NOT_CHASED]
    whom = {one.pk: asked[one.pk][1] or asked[one.pk][0] for one in told}
    numbers = Counter(duty.values())
    return Preview(
        asked=numbers[Duty.ASKED],
        invited=numbers[Duty.INVITED],
        free=numbers[Duty.NOT_CHASED],
        people=len({pk for pk in whom.values() if pk in writable}),
        nobody=tuple(one for one in told if whom[one.pk] is None),
        no_address=tuple(
            one for one in told if whom[one.pk] is not None and whom[one.pk] not in writable
        ),
        actors=tuple(_actors(activities, duty)),
    )


def _actors(activities: Iterable[Activity], duty: Mapping[int, Duty]) -> Iterable[Actor]:
    """Yield the actors, those with most activities first. One query."""
    titles = dict(Organisation.objects.order_by().values_list("pk", "title"))
    numbers: dict[int | None, Counter[str]] = {}
    for one in activities:
        numbers.setdefault(one.lead_id, Counter())[_STATES[duty[one.pk]]] += 1
    for lead, counts in sorted(numbers.items(), key=lambda item: -item[1].total()):
        yield Actor(titles.get(lead or 0, ""), counts)
