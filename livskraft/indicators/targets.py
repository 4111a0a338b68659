"""The targets that an indicator's declaration holds, read into one form. Knows nothing of Django.

What a plan file may say of them is checked by `plans.planfile.targets`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["level", "reach", "gap", "comparison"]


@dataclass(frozen=True)
class Final:
    """What was said of a target once its time was out."""

    verdict: str
    on: date
    by: str
    note: str


@dataclass(frozen=True)
class Target:
    """A value that somebody decided on.

    `area` is a code; `year` the year at the end of which it is to be reached, None for no year.
    `path` are milestones (year, value), the last of them the target itself. `against` are the
    areas that a reach counts, that a gap lies between ("sexes" for women and men), or that a
    comparison is made with. `builds_on` names a target: an area code, or "indicator/area".
    """

    key: str
    kind: Kind
    area: str
    sex: str
    value: float | None
    low: float | None
    high: float | None
    year: int | None
    path: tuple[tuple[int, float], ...]
    against: tuple[str, ...]
    needed: int
    decided_by: str
    decision: str
    decided_on: date | None
    origin: str
    builds_on: str
    note: str
    final: Final | None
    replaced_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it had not been replaced on a day."""
        return self.replaced_on is None or self.replaced_on > day

    def is_expired_on(self, day: date) -> bool:
        """Whether its time is out, whatever has become of it."""
        return self.year is not None and date(self.year, 12, 31) < day

    def awaits_final_on(self, day: date) -> bool:
        """Whether its time is out and nobody has said what became of it.

        One that was replaced before its time was out needs no such word.
        """
        if self.final or not self.is_expired_on(day):
            return False
        return self.replaced_on is None or self.is_expired_on(self.replaced_on)


def declared_targets(declaration: Mapping[str, Any], main: str) -> tuple[Target, ...]:
    """Return the targets in the order they are declared; `main` is the area of one that names none."""
    found = declaration.get("targets") or []
    return tuple(_target(one, main) for one in found if isinstance(one, Mapping))


def _target(one: Mapping[str, Any], main: str) -> Target:
    path = tuple((int(step["year"]), float(step["value"])) for step in one.get("path") or ())
    year = one.get("year") or (path[-1][0] if path else None)
    value = _number(one.get("value"))
    if value is None and path:
        value = path[-1][1]
    kind: Kind = one.get("kind") or "level"
    against = one.get("between") or one.get("with") or one.get("of") or ()
    against = (against,) if isinstance(against, str) else tuple(map(str, against))
    area, sex = str(one.get("area") or main), str(one.get("sex") or "T")
    parts = [kind, area, sex, *sorted(against), str(year or "")]
    return Target(
        key="-".join(filter(None, parts))[:200],
        kind=kind,
        area=area,
        sex=sex,
        value=value,
        low=_number(one.get("low")),
        high=_number(one.get("high")),
        year=int(year) if year else None,
        path=path,
        against=against,
        needed=int(one.get("needed") or 0),
        decided_by=str(one.get("decided_by") or ""),
        decision=str(one.get("decision") or ""),
        decided_on=_day(one.get("decided_on")),
        origin=str(one.get("origin") or ""),
        builds_on=str(one.get("from") or ""),
        note=str(one.get("note") or ""),
        final=_final(one.get("final")),
        replaced_on=_day(one.get("replaced_on")),
    )


def _final(told: Any) -> Final | None:
    if not isinstance(told, Mapping) or not told.get("verdict"):
        return None
    on = _day(told.get("on"))
    if on is None:
        return None
    return Final(str(told["verdict"]), on, str(told.get("by") or ""), str(told.get("note") or ""))


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
