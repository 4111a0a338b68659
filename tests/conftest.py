"""What all tests share: the example region, the strict client, and the marks of each test."""

import shutil
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from pytest_django import DjangoDbBlocker

from livskraft.cli.example import (
    FIGURES_FILE,
    FIGURES_PLAN,
    FOLDER,
    PEOPLE_FILE,
    PLAN_FILES,
    ROUNDS_FILE,
    example_sign_ins,
)
from livskraft.cli.readiness import waiting_migrations
from tests.strict_client import StrictClient

_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences"}

Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `pure` each test that asks for no database: it runs once, not once per database."""
    for item in items:
        uses_database = item.get_closest_marker("django_db") or (
            _DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        )
        if not uses_database and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.pure)


@pytest.fixture(autouse=True)
def _in_swedish() -> None:
    """Begin each test in the site's own language, whatever page the last one opened."""
    translation.deactivate()


def pytest_unconfigure() -> None:
    """Delete the data folder; processes of pytest-xdist end without running exit handlers."""
    shutil.rmtree(settings.LIVSKRAFT_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables come from the models; say that all migrations have been run."""
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        for app, name in waiting_migrations():
            recorder.record_applied(app, name)


@pytest.fixture
def strict_client() -> StrictClient:
    """A visitor who finds every fault of a page; see tests/strict_client.py."""
    return StrictClient()


@pytest.fixture(scope="session")
def _loaded() -> dict[str, Rows]:
    """What was loaded once, by its name: the rows by table; see `load_once`."""
    return {}


@pytest.fixture
def example_region(db: None, _loaded: dict[str, Rows]) -> None:
    """The database holds the example region, all plans of it."""
    load_once("plans", _load_plans, _loaded)


@pytest.fixture
def example_site(db: None, _loaded: dict[str, Rows]) -> None:
    """Beside the plans also the figures, people, accounts and rounds that a demo starts with."""

    def load() -> None:
        load_once("plans", _load_plans, _loaded)
        _load_the_rest()

    load_once("site", load, _loaded)


def load_once(name: str, load: Callable[[], object], loaded: dict[str, Rows]) -> None:
    """Load, the first time; later tests put the same rows back, which takes milliseconds."""
    if name in loaded:
        put_rows(loaded[name])
        return
    before = take_rows()
    load()
    loaded[name] = {
        table: content for table, content in take_rows().items() if content != before[table]
    }


def _load_plans() -> None:
    from livskraft.plans.services.planfile import load_plan_file

    for name in PLAN_FILES:
        load_plan_file(FOLDER / name)


def _load_the_rest() -> None:
    from livskraft.cli.example_people import load_people
    from livskraft.indicators.services.examples import load_example_figures
    from livskraft.reporting.services.examples import load_example_rounds

    load_example_figures(path=FOLDER / FIGURES_FILE, plan=FIGURES_PLAN)
    load_people(FOLDER / PEOPLE_FILE)
    example_sign_ins()
    load_example_rounds(path=FOLDER / ROUNDS_FILE)


def take_rows() -> Rows:
    """Return the rows of every table, by table."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return rows


def put_rows(rows: Rows) -> None:
    """Insert whole tables. Foreign keys are checked when the test's transaction ends."""
    quote: Callable[[str], str] = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, content) in rows.items():
            names = ", ".join(quote(column) for column in columns)
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({values})", content)
