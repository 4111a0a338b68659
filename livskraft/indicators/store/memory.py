"""The files that were read last, kept for the next reader: their figures never change."""

import threading
from collections import OrderedDict

from livskraft.indicators.store.reading import FigureFile

MOST_ROWS = 1_000_000
"""In each process: some 20 MB."""


class Memory:
    """Threads can share one. What was not asked for the longest goes first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._rows = 0
        self._kept: OrderedDict[str, FigureFile] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> FigureFile | None:
        """Return a file that is kept."""
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def keep(self, name: str, found: FigureFile) -> None:
        """Keep a file, unless it alone is a large part of what can be kept."""
        if len(found) * 10 > self._most:
            return
        with self._lock:
            if name not in self._kept:
                self._kept[name] = found
                self._rows += len(found)
            while self._rows > self._most:
                _name, oldest = self._kept.popitem(last=False)
                self._rows -= len(oldest)
