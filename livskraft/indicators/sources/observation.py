"""What a source hands over: observations, and the answers that they were read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from livskraft.indicators.sources.errors import Message

Value = float | int | None
Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


class Observation(NamedTuple):
    """One figure, or why there is none.

    `area` is an SCB code ("00", "19", "1980") or a group of Kolada ("G33626"); `period` is
    written "2024", "2024H1", "2024Q3", "2024M05", "2023/2024" (school year) or "2021-2024";
    `sex` is K, M or T. `value` is None when the publisher gives none, and `status` is then (or
    beside a value) the publisher's own symbol, unchanged. `dimensions` are the further variables
    with their codes, in the order of the table. `margin` is half the width of the interval,
    `lower` and `upper` its ends; `answers` counts those who answered a survey.
    """

    area: str
    period: str
    sex: str = "T"
    value: Value = None
    status: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    lower: Value = None
    upper: Value = None
    margin: Value = None
    answers: Value = None
    note: str | None = None

    @property
    def key(self) -> Key:
        """What no two observations of an indicator may share."""
        return (self.area, self.period, self.sex, self.dimensions)

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `series --json`: five keys always, the others where they are."""
        shape: dict[str, Any] = {
            "area": self.area,
            "period": self.period,
            "sex": self.sex,
            "value": self.value,
            "status": self.status,
        }
        if self.dimensions:
            shape["dimensions"] = dict(self.dimensions)
        for name in LIMITS:
            if (limit := getattr(self, name)) is not None:
                shape[name] = limit
        if self.note:
            shape["note"] = self.note
        return shape


LIMITS = ("lower", "upper", "margin", "answers")
MEASURES = ("value", *LIMITS)


@dataclass(frozen=True)
class About:
    """What the publisher says of a table or key figure, in its own words.

    `updated` is the publisher's time stamp as written; `next_publication` a date or "".
    `areas` gives the names of areas and groups, `members` the areas in a group.
    """

    identity: str = ""
    title: str = ""
    source: str = ""
    unit: str = ""
    updated: str = ""
    next_publication: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Download:
    """One answer of a publisher as it came, and the observations in it (none for metadata).

    `observations` can be read again and again; a `Grid` there knows its axes too. `query` is
    what was sent along, "" for a plain address. `warnings` are ours and for the indicator's owner.
    """

    url: str
    payload: bytes
    observations: Iterable[Observation] = ()
    query: str = ""
    content_type: str = ""
    retrieved_at: datetime = field(default_factory=_now)
    about: About | None = None
    warnings: tuple[Message, ...] = ()
