"""Python's search for cycles of objects, put off while many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Let Python not look for cycles, of which figures have none, while there are more and more.

    It would look through everything again and again, and take more time than the work itself.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
