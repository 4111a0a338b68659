"""The example region's figures: facts carried over from where they were read, each with its origin."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from livskraft.indicators.models import Indicator, Origin
from livskraft.indicators.services.assessing import assess_indicators
from livskraft.indicators.services.snapshots import keep
from livskraft.indicators.services.sourcing import SOURCE, Retrieval
from livskraft.indicators.sources.kolada import UNWEIGHTED
from livskraft.indicators.sources.observation import About, Download, Observation

Row = dict[str, str]


def load_example_figures(*, path: Path, plan: str) -> int:
    """Keep the figures of a plan's indicators that have none yet; return for how many.

    The file has the columns indicator, area, period, sex, value, status, source, table, origin
    and read (a day); the rows of an indicator lie together.
    """
    empty = {
        indicator.slug: indicator
        for indicator in Indicator.objects.filter(plan__slug=plan, snapshots=None).select_related(
            "plan"
        )
    }
    filled = []
    for slug, rows in _by_indicator(path):
        if slug in empty:
            keep(_retrieval(empty[slug], rows, path.name), is_assessed=False)
            filled.append(empty[slug])
    assess_indicators(filled)
    return len(filled)


def _by_indicator(path: Path) -> Iterator[tuple[str, list[Row]]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        for slug, found in groupby(rows, key=lambda row: row["indicator"]):
            yield slug, list(found)


def _retrieval(indicator: Indicator, rows: list[Row], name: str) -> Retrieval:
    sources = list(dict.fromkeys(row["source"] for row in rows))
    origins = list(dict.fromkeys(f"{row['source']}: {row['origin']}" for row in rows))
    read_at = datetime.fromisoformat(max(row["read"] for row in rows)).replace(tzinfo=UTC)
    download = Download(
        name,
        _payload(rows),
        [_observation(row, is_mixed=len(origins) > 1) for row in rows],
        content_type="text/csv",
        retrieved_at=read_at,
        about=About(
            identity=rows[0]["table"],
            title=indicator.title,
            source="; ".join(sources),
            notes=tuple(origins),
        ),
    )
    return Retrieval(
        indicator,
        Origin.EXAMPLE,
        parts=[download.observations],
        attribution=SOURCE.format("; ".join(sources)),
        retrieved_at=read_at,
        downloads=[download],
        publisher="; ".join(sources),
        source=indicator.source,
    )


def _observation(row: Row, *, is_mixed: bool) -> Observation:
    """Return a figure, with its origin where others have another one.

    A mean of municipalities says what it is.
    """
    notes = [UNWEIGHTED] if row["area"].startswith("G") else []
    notes += [f"{row['source']}: {row['origin']}"] if is_mixed else []
    value = float(row["value"]) if row["value"] else None
    return Observation(
        *(row["area"], row["period"], row["sex"], value, row["status"] or None),
        note=" · ".join(notes) or None,
    )


def _payload(rows: list[Row]) -> bytes:
    """Return the rows as the file has them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
