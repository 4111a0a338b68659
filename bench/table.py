"""Prints measurements as a table."""

from typing import NamedTuple


class Row(NamedTuple):
    """One page; times in milliseconds, sizes in kB, ratios side by side from the same run."""

    database: str
    activities: int
    page: str
    inside: float
    processor: float
    target: float | None
    queries: int
    size: float
    http: float | None
    per_second: float | None
    to_minimal: float
    to_row_by_row: float


_HEAD = (
    *("database", "plan", "page", "ms", "ms CPU", "target", "queries", "kB", "ms HTTP", "req/s"),
    *("× one query", "row by row ×"),
)


def show(rows: list[Row]) -> None:
    """Print the rows in columns."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    for line in lines:
        cells = [
            cell.ljust(width) if column in (0, 2) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.database,
        str(row.activities),
        row.page,
        f"{row.inside:.1f}",
        f"{row.processor:.1f}",
        f"{row.target:.0f}" if row.target else "",
        str(row.queries),
        f"{row.size:.0f}",
        f"{row.http:.1f}" if row.http else "",
        f"{row.per_second:.0f}" if row.per_second else "",
        f"{row.to_minimal:.1f}",
        f"{row.to_row_by_row:.1f}",
    )
