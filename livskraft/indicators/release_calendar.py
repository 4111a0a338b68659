"""When an indicator's figures are to be asked for again: by its release calendar, spread out.

Knows nothing of Django and asks nobody.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

REGULARLY = timedelta(days=30)
"""How often we ask where no release is known."""

_EAGERLY = timedelta(days=1)
_EAGER_DAYS = 10
_PUBLISHED = time(9)
_SPREAD = timedelta(hours=4)
_HERE = ZoneInfo("Europe/Stockholm")
_YEARLY = re.compile(r"(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Asked:
    """What is known of an indicator: when it was last tried, and when its figures last changed.

    Both are None before the first time. `releases` are the days of publication that are known.
    """

    name: str
    tried_at: datetime | None
    changed_at: datetime | None
    releases: tuple[date, ...] = ()


def next_update(asked: Asked, now: datetime) -> datetime:
    """Return when to ask the next time; at once where it was never tried.

    On the day of a release, some hours after the publishers' nine o'clock; then daily for ten
    days until something has changed; and else every thirty days. Each indicator has its own
    minute, so that not all are asked for at once.
    """
    if asked.tried_at is None:
        return now
    spread = _SPREAD * _share(asked.name)
    found = [asked.tried_at + REGULARLY + spread * 6]
    for day in asked.releases:
        published = datetime.combine(day, _PUBLISHED, _HERE) + spread
        if asked.tried_at < published:
            found.append(published)
        elif _is_awaited(asked, published):
            found.append(asked.tried_at + _EAGERLY)
    return min(found).astimezone(UTC)


def _is_awaited(asked: Asked, published: datetime) -> bool:
    """Whether a release is past, but nothing new has been seen since, and it is not long ago."""
    assert asked.tried_at is not None
    is_recent = asked.tried_at < published + timedelta(days=_EAGER_DAYS)
    return is_recent and (asked.changed_at is None or asked.changed_at < published)


def declared_releases(declaration: Mapping[str, object]) -> list[str]:
    """Return the days of publication that a plan file names, as they are written."""
    written = declaration.get("releases")
    return [str(day) for day in written] if isinstance(written, list) else []


def release_days(written: Iterable[str], now: datetime) -> Iterator[date]:
    """Yield the days that "2027-03-15", or "03-15" for every year, mean around now.

    What is neither is left out: publishers write what they like.
    """
    for text in written:
        if match := _YEARLY.fullmatch(text.strip()):
            month, day = int(match[1]), int(match[2])
            for year in (now.year - 1, now.year, now.year + 1):
                yield from _day(year, month, day)
        else:
            try:
                yield date.fromisoformat(text.strip()[:10])
            except ValueError:
                continue


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _share(name: str) -> float:
    """Return a number from 0 to 1 that is always the same for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32
