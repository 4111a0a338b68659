"""What differs between two retrievals of the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from livskraft.indicators.sources.observation import Value
from livskraft.indicators.store.engine import cursor
from livskraft.indicators.store.keys import Pairs, read_dimensions
from livskraft.indicators.store.reading import plain

_DIFFERENT = " or ".join(
    f"older.{name} is distinct from newer.{name}"
    for name in ("value", "status", "lower", "upper", "margin", "answers", "note")
)
_CHANGES = f"""
    select
        case
            when older.area is null then 'new'
            when newer.area is null or (older.value is not null and newer.value is null)
                then 'withdrawn'
            else 'revised'
        end as kind,
        area, period, sex, dimensions, ends,
        older.value as before, newer.value as after,
        older.status as status_before, newer.status as status_after
    from read_parquet(?) as older
    full join read_parquet(?) as newer using (area, period, sex, dimensions, ends)
    where older.area is null or newer.area is null or {_DIFFERENT}
"""  # noqa: S608 (the names are those above)


@dataclass(frozen=True)
class Changes:
    """How many figures are new, revised (also in status or limits), and no longer given."""

    new: int = 0
    revised: int = 0
    withdrawn: int = 0

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.new or self.revised or self.withdrawn)


class Change(NamedTuple):
    """A figure before and after; `kind` is "new", "revised" or "withdrawn"."""

    kind: str
    area: str
    period: str
    sex: str
    dimensions: Pairs
    before: Value
    after: Value
    status_before: str | None
    status_after: str | None


def count_changes(before: Path, after: Path) -> Changes:
    statement = f"select kind, count(*) from ({_CHANGES}) group by kind"  # noqa: S608
    with cursor() as asking:
        return Changes(**dict(asking.execute(statement, [str(before), str(after)]).fetchall()))


def list_changes(
    before: Path, after: Path, limit: int | None, kinds: Sequence[str] = ()
) -> list[Change]:
    """Return the figures that differ, by area, sex and time; of some kinds, or of all."""
    marks = ", ".join("?" * len(kinds))
    wanted = f"where kind in ({marks})" if kinds else ""
    statement = f"""
        select * from ({_CHANGES}) {wanted} order by area, sex, dimensions, ends limit ?
    """  # noqa: S608 (only question marks)
    with cursor() as asking:
        parameters = [str(before), str(after), *kinds, limit]
        rows = asking.execute(statement, parameters).fetchall()
    return [
        Change(
            *(kind, area, period, sex, read_dimensions(dimensions)),
            *(plain(old), plain(new), *statuses),
        )
        for kind, area, period, sex, dimensions, _ends, old, new, *statuses in rows
    ]
