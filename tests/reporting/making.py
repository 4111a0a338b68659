"""Short makers of rounds for tests of links, mails and forms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from livskraft.plans.models import Person, Plan
from livskraft.reporting.links import link_for
from livskraft.reporting.models import Assignment, ReportingRound
from livskraft.reporting.questions import default_questions
from tests.factories import make_activity, make_goal, make_organisation, make_person, make_plan


def make_round(plan: Plan, **fields: Any) -> ReportingRound:
    """An open year-end round of 2022, whose last day is 10 February 2023."""
    kind = fields.get("kind", "year_end")
    return ReportingRound.objects.create(
        **{
            "plan": plan,
            "slug": "arsbokslut-2022",
            "address": "arsbokslut-2022",
            "title": "Årsbokslut 2022",
            "kind": kind,
            "period_from": date(2022, 1, 1),
            "period_to": date(2022, 12, 31),
            "opens_on": date(2023, 1, 9),
            "closes_on": date(2023, 2, 10),
            "state": "open",
            "questions": [one.as_stored() for one in default_questions(kind)],
            **fields,
        }
    )


def make_small_plan(*activities: str) -> Plan:
    """A plan that looks back from 26 January 2023, with these activities of one unit."""
    plan = make_plan(as_of=date(2023, 1, 26))
    unit = make_organisation("Folkhälsa", "folkhalsa", "unit")
    goal = make_goal(plan, "Trygghet", "trygghet")
    for name in activities:
        make_activity(goal, name.capitalize(), name, lead=unit)
    return plan


@dataclass
class Asked:
    """One activity in an open round, and the person who is to answer."""

    round: ReportingRound
    assignment: Assignment
    person: Person

    def link(self, person: Person | None = None) -> str:
        """Return the address of a new link."""
        return f"/svar/{link_for(self.assignment, person or self.person)}/"


def make_asked(**fields: Any) -> Asked:
    """An activity that Kim Ek is asked about; today is 26 January 2023."""
    plan = make_plan(as_of=date(2023, 1, 26))
    activity = make_activity(
        make_goal(plan, "Ett rikt kulturliv"),
        "Driva projektet Arbetsfält för samtida konst",
        lead=make_organisation("Kulturutveckling", kind="unit"),
    )
    person = make_person("Kim Ek", activity, email="kim.ek@region.example")
    round_ = make_round(plan)
    assignment = make_assignment(round_, activity, person, **fields)
    return Asked(round_, assignment, person)


def make_assignment(
    round_: ReportingRound, activity: Any, person: Person | None, **fields: Any
) -> Assignment:
    return Assignment.objects.create(
        **{
            "round": round_,
            "activity": activity,
            "organisation": activity.lead,
            "person": person,
            "duty": "asked",
            **fields,
        }
    )
