"""The migrations lead to the tables that the models describe, which are those of all other tests."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.operations import RunPython, RunSQL

import livskraft

MIGRATIONS = sorted(Path(livskraft.__file__).parent.glob("*/migrations/0*.py"))
SET_UP = """
import json
import django
django.setup()
from django.core.management import call_command
from livskraft.cli import readiness
from tests.test_migrations import tables
"""
MIGRATE = """
call_command("migrate", verbosity=0, interactive=False)
print(json.dumps(tables()))
"""
FIRST_START = """
said = []
readiness.migrate(said.append)
assert len(said) == 1 and not readiness.waiting_migrations()
readiness.migrate(said.append)
call_command("migrate", verbosity=0, interactive=False, check_unapplied=True)
assert len(said) == 1
print(json.dumps(tables()))
"""
INTERRUPTED = """
record = readiness.MigrationRecorder.record_applied
readiness.MigrationRecorder.record_applied = lambda *_: 1 / 0
try:
    readiness.migrate(lambda _said: None)
except ZeroDivisionError:
    assert not tables()
readiness.MigrationRecorder.record_applied = record
readiness.migrate(lambda _said: None)
print(json.dumps(tables()))
"""


def tables() -> dict[str, Any]:
    """Return columns, keys, indexes and checks of every table, without names that are made up.

    How wide a number is does not count: a table of Django's own began with narrower ones.
    """
    found = {}
    with connection.cursor() as cursor:
        inspect = connection.introspection
        for table in sorted(inspect.table_names(cursor)):
            columns = [
                [
                    one.name,
                    inspect.get_field_type(one.type_code, one).removeprefix("Big"),
                    one.null_ok,
                    one.collation,
                ]
                for one in inspect.get_table_description(cursor, table)
            ]
            constraints = inspect.get_constraints(cursor, table).values()
            rules = [{**one, "definition": None} for one in constraints]
            found[table] = [sorted(columns), sorted(json.dumps(one) for one in rules)]
    return json.loads(json.dumps(found))


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Give the address of an empty database of the tests' kind, gone afterwards."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder / 'migrated.sqlite3'}"
        return
    of_tests = connection.settings_dict
    name = f"{of_tests['NAME']}_migrated"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgresql://{of_tests['USER']}@{of_tests['HOST']}:{of_tests['PORT']}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way",
    [
        pytest.param(MIGRATE, id="step by step"),
        pytest.param(FIRST_START, id="at the first start"),
        pytest.param(INTERRUPTED, id="after a start that was interrupted"),
    ],
)
def test_every_way_to_the_tables_leads_to_those_of_the_models(tmp_path: Path, way: str) -> None:
    with empty_database(tmp_path) as address:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"},
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": address,
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        command = [sys.executable, "-c", SET_UP + way]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == tables()


#: Migrations that do more than make tables, and what does the same for a new database.
BESIDE_TABLES = {
    "livskraft.shared.migrations.0001_cache_table": "livskraft.cli.readiness makes it too",
}


@pytest.mark.pure
def test_no_migration_does_what_a_new_database_would_miss():
    names = [f"livskraft.{path.parts[-3]}.migrations.{path.stem}" for path in MIGRATIONS]
    assert names
    moving = {
        name
        for name in names
        for one in import_module(name).Migration.operations
        if isinstance(one, RunPython | RunSQL)
    }
    assert moving == set(BESIDE_TABLES)
