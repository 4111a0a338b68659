"""What all tests share: the example region, the strict client, and the marks of each test."""

import shutil
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from livskraft.cli.example import FOLDER, PLAN_FILES
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


@pytest.fixture
def strict_client() -> StrictClient:
    """A visitor who finds every fault of a page; see tests/strict_client.py."""
    return StrictClient()


@pytest.fixture(scope="session")
def _example_rows() -> Rows:
    """The rows of the loaded example by table; filled by the first test that loads it."""
    return {}


@pytest.fixture
def example_region(db: None, _example_rows: Rows) -> None:
    """The database holds the example region, all plans of it.

    The plan files are loaded once; later tests put the same rows back, which takes milliseconds.
    """
    if _example_rows:
        put_rows(_example_rows)
    else:
        from livskraft.plans.services.planfile import load_plan_file

        before = take_rows()
        for name in PLAN_FILES:
            load_plan_file(FOLDER / name)
        _example_rows.update(
            (table, content) for table, content in take_rows().items() if content != before[table]
        )


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
