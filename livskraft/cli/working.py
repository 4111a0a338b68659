"""The worker: takes tasks out of the queue, one after the other, and calls `tick`.

A task only names a row that knows how far it has come, so a worker can be killed at any time.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

TICK_EVERY = 5 * 60
LOOK_EVERY = 2
PARENT = "LIVSKRAFT_WORKER_OF"
"""The process that started a worker for itself: when it is gone, the worker ends too."""

_KEPT = timedelta(days=2)


def add_worker_argument(parser: CommandParser) -> None:
    """Let a command that serves leave out the worker beside it."""
    parser.add_argument(
        "--no-worker",
        dest="worker",
        action="store_false",
        help=_("no worker beside the server; one runs elsewhere"),
    )


def tick() -> list[str]:
    """Do what time asks for, in every package that has periodic work; return what was done."""
    now = timezone.now()
    lines = []
    for name in settings.PERIODIC_WORK:
        periodic: Callable[[datetime], list[str]] = import_string(name)
        lines += periodic(now)
    call_command("clearsessions")
    _clear_queue(now)
    return lines


def work(*, is_batch: bool) -> None:
    """Do tasks as they come, until told to stop; with `is_batch` until there are none."""
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    if is_batch:
        worker.run()
        return
    ticked = -float(TICK_EVERY)
    while worker.running and _has_parent():
        if time.monotonic() - ticked >= TICK_EVERY:
            ticked = time.monotonic()
            tick()
        if _is_waiting():
            worker.run()
        close_old_connections()
        time.sleep(LOOK_EVERY)


@contextmanager
def own_worker(*, is_wanted: bool) -> Iterator[None]:
    """Run a worker in a process of its own as long as the block lasts."""
    if not is_wanted:
        yield
        return
    command = [sys.executable, "-m", "livskraft", "worker"]
    environment = {**os.environ, PARENT: str(os.getpid())}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _has_parent() -> bool:
    """Whether the process that this worker is for is still there; a worker by itself has none."""
    parent = os.environ.get(PARENT, "")
    return not parent or os.getppid() == int(parent)


def _is_waiting() -> bool:
    """Whether a task waits; a read only, so that an idle worker never locks the database."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.ready().exists()


def _clear_queue(now: datetime) -> None:
    """Delete tasks that were queued days ago, also those of workers that were killed.

    The row that one of them names knows itself whether it is still to be done.
    """
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.filter(enqueued_at__lt=now - _KEPT).delete()
