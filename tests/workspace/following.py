"""A small region with a round, for tests of the pages that look after rounds."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from livskraft.plans.models import Binding, Organisation, Plan
from livskraft.reporting.models import ReportingRound
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.rounds import open_round
from livskraft.reporting.who import Who
from tests.factories import make_activity, make_goal, make_organisation, make_person, make_plan

DAY = date(2023, 1, 26)
ANSWERS = {"status": "ongoing", "happened": "Nätverket har träffats.", "next_step": "Enkät i mars."}
BOARD = "/arbeta/omgangar/arsbokslut-2022/"
NEW = "/arbeta/oppna-omgang/"


@dataclass
class Region:
    """A plan that looks back from 26 January 2023; a goal that binds the unit and invites Sala."""

    plan: Plan
    goal: Any
    unit: Organisation
    sala: Organisation

    def add(self, name: str, lead: Organisation | None = None, **person: Any) -> Any:
        """An activity that somebody answers for."""
        lead = lead or self.unit
        activity = make_activity(self.goal, name.capitalize(), name, lead=lead)
        make_person(f"{name.capitalize()} Ek", activity, **{"email": f"{name}@x.example", **person})
        return activity

    def open(self, **how: Any) -> ReportingRound:
        days = {"opens_on": date(2023, 1, 9), "closes_on": date(2023, 2, 10)}
        period = {"period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31)}
        return open_round(plan=self.plan, by=None, **{"kind": "year_end", **period, **days, **how})

    def later(self, days: int = 1) -> None:
        self.plan.as_of += timedelta(days=days)
        self.plan.save()


def answer(round_: ReportingRound, name: str) -> Any:
    assignment = assignment_of(round_, name)
    who = Who(person=assignment.person)
    return send_report(assignment=assignment, answers=ANSWERS, who=who, channel="link")


def assignment_of(round_: ReportingRound, name: str) -> Any:
    found = round_.assignments.select_related("round__plan", "activity__primary_goal", "person")
    return found.get(activity__slug=name)


@pytest.fixture(name="region")
def small_region(db: None) -> Region:
    plan = make_plan(as_of=DAY)
    goal = make_goal(plan, "Trygghet", "trygghet", number="3")
    unit = make_organisation("Folkhälsa", "folkhalsa", "unit")
    sala = make_organisation("Sala kommun", "sala", "municipality")
    for actor, strength in ((unit, "steering"), (sala, "guiding")):
        Binding.objects.create(goal=goal, organisation=actor, strength=strength)
    found = Region(plan, goal, unit, sala)
    found.add("vandring")
    found.add("bokbuss", sala)
    return found


@pytest.fixture(name="client")
def strategist_client(sign_in, strategist):
    return sign_in(strategist)
