"""What was read last, kept for the next reader: a file's figures never change."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from livskraft.indicators.sources.observation import Observation

MOST_ROWS = 100_000
"""In each process: some 25 MB."""
MOST_ROWS_OF_ONE = MOST_ROWS // 10
"""Whatever alone is a larger part of that is not kept."""


class Memory:
    """Threads can share one. What was not asked for the longest goes first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._rows = 0
        self._kept: OrderedDict[Hashable, Sequence[Observation]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> list[Observation] | None:
        """Return a list of the caller's own, None where nothing is kept."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return list(self._kept[key])

    def has(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._kept

    def keep(self, key: Hashable, found: Sequence[Observation]) -> None:
        """Keep what was read, unless it alone is a large part of what can be kept."""
        if len(found) * 10 > self._most:
            return
        with self._lock:
            self._rows += len(found) - len(self._kept.pop(key, ()))
            self._kept[key] = tuple(found)
            while self._rows > self._most:
                _key, oldest = self._kept.popitem(last=False)
                self._rows -= len(oldest)
