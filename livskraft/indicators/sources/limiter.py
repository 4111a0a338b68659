"""How often a host is asked: so many calls in so many seconds, held across threads."""

import threading
import time
from collections import deque
from dataclasses import dataclass, field

_MARGIN = 0.05
"""Seconds: a call may travel faster than the one before it."""


@dataclass
class _Window:
    calls: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Return how long to wait for the next call; 0.0 books it."""
        length = self.seconds + _MARGIN
        while self.times and self.times[0] <= now - length:
            self.times.popleft()
        if len(self.times) < self.calls:
            self.times.append(now)
            return 0.0
        return self.times[0] + length - now


class Limiter:
    """One window for each host; hosts without a limit are asked freely."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}
        self._lock = threading.Lock()

    def limit(self, host: str, calls: int, seconds: float) -> None:
        """Set a host's limit; calls that were made already count."""
        if calls < 1 or seconds <= 0:
            return
        with self._lock:
            window = self._windows.setdefault(host, _Window(calls, seconds))
            window.calls, window.seconds = calls, seconds

    def take(self, host: str) -> None:
        """Return when the host may be asked once more."""
        while wait := self._next(host):
            time.sleep(wait)

    def _next(self, host: str) -> float:
        with self._lock:
            window = self._windows.get(host)
            return window.wait(time.monotonic()) if window else 0.0
