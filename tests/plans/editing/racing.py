"""Things that happen at the very same time, on connections of their own."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from django.db import connection, connections


def at_once(folder: Path, *calls: Callable[[], Any]) -> list[Any]:
    """Call each in a thread of its own, all at once; return what each returned or raised."""
    results: list[Any] = [None] * len(calls)
    barrier = Barrier(len(calls))

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = calls[number]()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    with _reachable_by_threads(folder):
        threads = [Thread(target=run, args=(number,)) for number in range(len(calls))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return results


@contextmanager
def _reachable_by_threads(folder: Path) -> Iterator[None]:
    """Put a database in memory, which has one connection, into a file for as long as it lasts."""
    if connection.vendor != "sqlite":
        yield
        return
    name = folder / "race.sqlite3"
    memory: sqlite3.Connection = connection.connection
    own = connections.databases["default"]
    with sqlite3.connect(name) as file:
        memory.backup(file)
        # As an installation's file is before it is served: of many that change a file to this mode
        # at once all but one fail, however long they would wait.
        file.execute("PRAGMA journal_mode=WAL")
        connections.databases["default"] = {**own, "NAME": str(name)}
        try:
            yield
        finally:
            connections.databases["default"] = own
            file.backup(memory)
    file.close()
