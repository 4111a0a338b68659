"""DuckDB: one connection for each process, one cursor for each call.

Threads that share a cursor get each other's answers; a connection that a process inherits from
the one it was forked from hangs. Both are kept apart here.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

_lock = threading.Lock()
_connections: dict[int, "duckdb.DuckDBPyConnection"] = {}


@contextmanager
def cursor() -> Iterator["duckdb.DuckDBPyConnection"]:
    """Give a cursor of this process's connection, for one call."""
    with _connection().cursor() as own:
        yield own


def _connection() -> "duckdb.DuckDBPyConnection":
    process = os.getpid()
    with _lock:
        if process not in _connections:
            import duckdb

            _connections[process] = duckdb.connect(config=_CONFIG)
        return _connections[process]


def _forget_lock() -> None:
    """Begin with a free lock in a forked process: a thread may have held it in the other one."""
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_forget_lock)
