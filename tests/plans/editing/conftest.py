"""A small plan from a plan file, and one person of each role."""

from pathlib import Path
from typing import Any

import pytest

from livskraft.accounts.models import User
from livskraft.plans.models import Organisation, Plan
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.versions import record_now
from livskraft.plans.services.editing import (
    PublishedRecord,
    begin_draft,
    publish_draft,
    review_draft,
    save_draft,
)
from livskraft.plans.services.planfile import load_plan_file
from tests.conftest import Rows, put_rows, take_rows
from tests.plans.planfiles import PLAN, write


@pytest.fixture(scope="session")
def _plan_rows() -> Rows:
    """The rows of the loaded plan by table; filled by the first test that loads it."""
    return {}


@pytest.fixture
def plan(db: None, tmp_path: Path, _plan_rows: Rows) -> Plan:
    if _plan_rows:
        put_rows(_plan_rows)
    else:
        before = take_rows()
        load_plan_file(write(tmp_path, PLAN))
        _plan_rows.update(
            (table, content) for table, content in take_rows().items() if content != before[table]
        )
    return Plan.objects.get()


def make_user(role: str, organisation: str = "", name: str = "") -> User:
    unit = Organisation.objects.get(slug=organisation) if organisation else None
    number = User.objects.count()
    return User.objects.create_user(
        f"{role}{number}@example.org", name=name or role, role=role, organisation=unit
    )


@pytest.fixture
def strategist(plan: Plan) -> User:
    return make_user("strategist", name="Siv")


@pytest.fixture
def editor(plan: Plan) -> User:
    return make_user("editor", "folkhalsa", name="Edit")


@pytest.fixture
def partner(plan: Plan) -> User:
    return make_user("partner", "sala", name="Pär")


def owner_of(section: str, plan: Plan) -> Plan | None:
    return plan if section in ("goals", "activities", "links", "budget", "indicators") else None


def edit(
    section: str, plan: Plan, slug: str | None, by: Any, reason: str = "", **changes: Any
) -> PublishedRecord:
    """Draft, review and publish; a key whose value is None is taken away."""
    draft = begin_draft(section=section, plan=owner_of(section, plan), slug=slug, by=by)
    content = changed(draft.content, **changes)
    draft = save_draft(draft=draft, content=content, reason=reason, by=by)
    review_draft(draft=draft, by=by)
    return publish_draft(draft=draft, by=by)


def changed(record: Record, **changes: Any) -> Record:
    merged = {**record, **{key.rstrip("_"): value for key, value in changes.items()}}
    return {key: value for key, value in merged.items() if value is not None}


def now(section: str, plan: Plan, slug: str) -> Record:
    record = record_now(section, owner_of(section, plan), slug)
    assert record is not None
    return record
