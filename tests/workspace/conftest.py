"""What tests of the signed-in pages share."""

from datetime import date

import pytest

from tests.factories import make_activity, make_goal, make_organisation, make_plan
from tests.reporting.conftest import editor, partner, region, round_  # noqa: F401 (fixtures)
from tests.strict_client import StrictClient


@pytest.fixture
def make_user(django_user_model):
    """Make an account with a role, named after it."""

    def make(role, **fields):
        return django_user_model.objects.create_user(
            f"{role}@example.org", name=role.title(), role=role, **fields
        )

    return make


@pytest.fixture
def sign_in():
    """Return the strict client of somebody who is signed in."""

    def client_of(user):
        client = StrictClient()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def strategist(make_user):
    return make_user("strategist")


@pytest.fixture
def unit():
    return make_organisation("Enheten folkhälsa", "folkhalsa", kind="unit")


@pytest.fixture
def goal():
    return make_goal(make_plan(), "Ökad trygghet", "trygghet", number="3")


@pytest.fixture
def activities(goal, unit):
    """One that the unit leads, one of Sala, one that nobody leads."""
    sala = make_organisation("Sala kommun", "sala", kind="municipality")
    return [
        make_activity(goal, "Tända lampor", "lampor", lead=unit, ends=date(2022, 6, 30)),
        make_activity(goal, "Anlägga torg", "torg", lead=sala, starts=date(2023, 1, 1)),
        make_activity(goal, "Öppna bibliotek", "bibliotek", status="planned"),
    ]
