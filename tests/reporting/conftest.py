"""A small region: its unit, a municipality and an association, a goal that binds them, activities."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from livskraft.accounts.models import Role, User
from livskraft.plans.models import Activity, Binding, Goal, Organisation, Person, Plan
from livskraft.reporting.models import Assignment, ReportingRound
from livskraft.reporting.services.rounds import open_round
from tests.factories import make_activity, make_goal, make_organisation, make_person, make_plan

DAY = date(2023, 1, 26)
ANSWERS = {"status": "ongoing", "happened": "Nätverket har träffats.", "next_step": "Enkät i mars."}


@dataclass
class Region:
    """What the tests of rounds work with; `day` is the plan's own today."""

    plan: Plan
    goal: Goal
    region: Organisation
    unit: Organisation
    municipality: Organisation
    association: Organisation
    activities: dict[str, Activity] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def add(self, name: str, lead: Organisation | None, **fields: Any) -> Activity:
        """An activity of that name that an organisation leads and a person answers for."""
        activity = make_activity(self.goal, name.capitalize(), name, lead=lead, **fields)
        person = make_person(f"{name.capitalize()} Ek", activity, email=f"{name}@example.org")
        self.activities[name], self.people[name] = activity, person
        return activity

    def open(self, **how: Any) -> ReportingRound:
        """The year-end round of 2022, open until 10 February 2023."""
        settings = {
            "kind": "year_end",
            "period_from": date(2022, 1, 1),
            "period_to": date(2022, 12, 31),
            "opens_on": date(2023, 1, 9),
            "closes_on": date(2023, 2, 10),
            "by": None,
            **how,
        }
        return open_round(plan=self.plan, **settings)

    def assignment(self, round_: ReportingRound, name: str) -> Assignment:
        found = round_.assignments.select_related("round__plan", "activity__primary_goal")
        return found.get(activity=self.activities[name])


@pytest.fixture
def region(db: None) -> Region:
    """A plan that looks back from 26 January 2023, with one activity of each kind of actor."""
    plan = make_plan(as_of=DAY)
    whole = make_organisation("Regionen", "regionen")
    found = Region(
        plan=plan,
        goal=make_goal(plan, "Trygghet", "trygghet"),
        region=whole,
        unit=make_organisation("Folkhälsa", "folkhalsa", "unit", parent=whole),
        municipality=make_organisation("Sala kommun", "sala", "municipality"),
        association=make_organisation("Hembygdsrörelsen", "hembygd", "association"),
    )
    for organisation, strength in (
        (whole, "steering"),
        (found.municipality, "guiding"),
        (found.association, "inspiring"),
    ):
        Binding.objects.create(goal=found.goal, organisation=organisation, strength=strength)
    found.add("vandring", found.unit)
    found.add("bokbuss", found.municipality)
    found.add("sagner", found.association)
    return found


@pytest.fixture
def strategist(db: None) -> User:
    return User.objects.create_user("strateg@region.se", name="Stina", role=Role.STRATEGIST)


@pytest.fixture
def editor(region: Region) -> User:
    """An editor of the region's unit."""
    return User.objects.create_user(
        "redaktor@region.se", name="Ravi", role=Role.EDITOR, organisation=region.unit
    )


@pytest.fixture
def partner(region: Region) -> User:
    """A partner of the municipality."""
    return User.objects.create_user(
        "part@sala.se", name="Petra", role=Role.PARTNER, organisation=region.municipality
    )


@pytest.fixture
def round_(region: Region) -> ReportingRound:
    return region.open()
