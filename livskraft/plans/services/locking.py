"""One writer of plans at a time: positions, addresses and references hang together."""

from django.db import connection

_KEY = 1_279_877_697  # Any number that no other advisory lock of the database has.


def lock_plans() -> None:
    """Let nobody else write plans until this transaction ends; waits for whoever does now.

    Call it first in the transaction. SQLite needs nothing: it has one writer from BEGIN on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
