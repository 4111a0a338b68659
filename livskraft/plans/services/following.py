"""What packages above this one do once a plan has been written; see the setting AFTER_PLAN_WRITTEN."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


def follow(plan: Any, sections: Iterable[str]) -> None:
    """Let them know which sections of a plan were written, when the transaction is done.

    One that fails leaves what was written, and the error in the log.
    """
    for name in settings.AFTER_PLAN_WRITTEN:
        work = partial(import_string(name), plan=plan, sections=frozenset(sections))
        transaction.on_commit(work, robust=True)
