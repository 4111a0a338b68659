"""`python -m bench verdicts` measures the way from files of figures to sentences and verdicts.

CPU seconds of the whole way, and part for part: a CSV file for each indicator is read and kept,
each area's and sex's series is judged by all rules and what they say is stored, each area's
sentence is made in Swedish; and the verdicts once more when nothing has changed, and when one
indicator has.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from bench.updates import installation

YEARS = [str(1999 + number) for number in range(25)]
SEXES = "TKM"


class Size(NamedTuple):
    """So many indicators of so many areas, for 25 years and three sexes.

    `seconds` is the target of the whole way; `others` is what Open SDG's builder took for the same
    rows when this was decided.
    """

    indicators: int
    areas: int
    seconds: float
    others: float

    @property
    def rows(self) -> int:
        return self.areas * len(YEARS) * len(SEXES)


SIZES = (Size(500, 10, 10.0, 80.0), Size(20, 290, 2.0, 12.0))
_AT_ONCE = 50
_CHANGED = 3
MOST_FOR_ONE = 3.0
"""How many times its share of the whole one changed indicator may cost: it is a batch by itself."""

Record = dict[str, Any]


def measure(sizes: Sequence[Size] = SIZES) -> list[Record]:
    """Return what each part took, for each size."""
    records = []
    for size in sizes:
        print(f"{size.indicators} indicators of {size.rows:,} rows …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as name:
            folder = Path(name)
            with installation(folder):
                records.append(_measure(folder, size))
    return records


def _measure(folder: Path, size: Size) -> Record:
    from django.conf import settings

    from livskraft.indicators.models import Assessment, Indicator
    from livskraft.indicators.services.assessing import assess_indicators

    settings.LIVSKRAFT_SNAPSHOTS = folder / "snapshots"
    areas = _areas(size.areas)
    _make_indicators(size.indicators, areas)
    living = Indicator.objects.select_related("plan").order_by("pk")
    files = [_csv(one.pk, areas) for one in living]
    split = _spent(lambda: [_split(payload) for payload in files])
    kept = _spent(lambda: [_keep(*pair) for pair in zip(living, files, strict=True)])
    verdicts = _spent(lambda: assess_indicators(living))
    said: list[str] = []
    sentences = _spent(lambda: said.extend(_sentences(living)))
    stored = Assessment.objects.count()
    unchanged = min(_spent(lambda: assess_indicators(living)) for _again in range(5))
    one = min(_spent_on_one(changed, living, areas) for changed in living[:_CHANGED]) - unchanged
    assert Assessment.objects.filter(is_current=True).count() == stored
    return {
        "indicators": size.indicators,
        "rows_each": size.rows,
        "verdicts": stored,
        "sentences": len(said),
        "split_seconds": split,
        "keep_seconds": kept,
        "verdict_seconds": verdicts,
        "sentence_seconds": sentences,
        "seconds": kept + verdicts + sentences,
        "target_seconds": size.seconds,
        "others_seconds": size.others,
        "unchanged_seconds": unchanged,
        "one_changed_seconds": one,
        "one_changed_to_share": one / (verdicts / size.indicators),
    }


def _spent(task: Callable[[], object]) -> float:
    """Return the CPU seconds of a task, those of its threads among them."""
    started = time.process_time()
    task()
    return time.process_time() - started


def _spent_on_one(changed: Any, living: Any, areas: Sequence[str]) -> float:
    """Return the CPU seconds of judging again when one indicator has other figures."""
    from livskraft.indicators.services.assessing import assess_indicators

    _keep(changed, _csv(len(living) + changed.pk, areas))
    return _spent(lambda: assess_indicators(living))


def _split(payload: bytes) -> int:
    """Count a file's rows as Python's csv module reads them: the least that anybody must do."""
    return sum(1 for _row in csv.reader(StringIO(payload.decode()), delimiter=";"))


def _keep(indicator: Any, payload: bytes) -> None:
    """Read a file and keep its figures; the verdicts are measured by themselves."""
    from livskraft.indicators.services.snapshots import keep
    from livskraft.indicators.services.sourcing import read

    keep(read(indicator, payload, "figures.csv"), is_assessed=False)


def _sentences(indicators: Any) -> Iterator[str]:
    """Yield each area's sentence of each indicator, as its graph says it, read by fifty."""
    from django.utils.translation import gettext, override

    from livskraft.indicators.queries.graphs.findings import of_line
    from livskraft.indicators.queries.graphs.ground import grounds

    with override("sv"):
        for start in range(0, len(indicators), _AT_ONCE):
            for ground in grounds(indicators[start : start + _AT_ONCE], everywhere=True).values():
                for area in ground.areas:
                    yield of_line(ground, (area, "T")).text(gettext)


def _areas(number: int) -> list[str]:
    from livskraft.shared.shapes import area_names

    municipalities = sorted(code for code in area_names() if len(code) == 4)
    return municipalities[:number]


def _csv(seed: int, areas: Sequence[str]) -> bytes:
    """Return a file of shares that wander from year to year."""
    chance = random.Random(seed)
    lines = ["area;period;sex;value"]
    for area in areas:
        for sex in SEXES:
            value = 10 + 80 * chance.random()
            for year in YEARS:
                value = min(max(value + chance.gauss(0.2, 1.0), 0.1), 99.9)
                lines.append(f"{area};{year};{sex};{value:.1f}".replace(".", ","))
    return "\n".join(lines).encode()


def _make_indicators(number: int, areas: Sequence[str]) -> None:
    """Make indicators of one plan, every second one with a target for its first area."""
    from livskraft.indicators.models import Indicator
    from livskraft.plans.models import Area, Plan
    from livskraft.plans.services.areas import store_areas

    plan = Plan.objects.create(slug="plan", title="Plan", kind="strategy")
    store_areas(list(areas))
    plan.areas.set(Area.objects.filter(code__in=areas))
    target = {"area": areas[0], "value": 80, "year": 2030}
    Indicator.objects.bulk_create(
        Indicator(
            plan=plan,
            slug=f"ett-{place}",
            address=f"ett-{place}",
            title=f"Ett {place}",
            unit="procent",
            direction="increase",
            declaration={"decimals": 1, "bounds": {"low": 0, "high": 100}}
            | ({"targets": [target]} if place % 2 else {}),
        )
        for place in range(number)
    )


def show_records(records: list[Record]) -> bool:
    """Print the measurements; return whether every target is met."""
    for found in records:
        print(
            f"{found['indicators']} indicators × {found['rows_each']:,} rows: "
            f"{found['seconds']:.2f} CPU seconds (target {found['target_seconds']:.0f}; Open SDG's "
            f"builder took {found['others_seconds']:.0f})\n"
            f"  files read and kept {found['keep_seconds']:.2f} s, {found['verdicts']:,} verdicts "
            f"judged and stored {found['verdict_seconds']:.2f} s, {found['sentences']:,} sentences "
            f"{found['sentence_seconds']:.2f} s\n"
            f"  Python's csv module splits the files in {found['split_seconds']:.2f} s: the whole is "
            f"{found['seconds'] / found['split_seconds']:.0f} × as long\n"
            f"  judged again when nothing has changed {found['unchanged_seconds']:.3f} s, when one "
            f"indicator has {found['one_changed_seconds']:.3f} s more: "
            f"{found['one_changed_to_share']:.1f} × its share (target at most {MOST_FOR_ONE:.0f})"
        )
    return all(
        found["seconds"] <= found["target_seconds"]
        and found["one_changed_to_share"] <= MOST_FOR_ONE
        for found in records
    )
