"""`python -m bench pages` measures the public site, `statistics` figures, `reading` documents,
`assessment` the rules that judge figures, `verdicts` the way from files to stored verdicts,
`charts` drawings, `goal_page` a goal with its graphs, `rounds` a round of follow-up,
`workbooks` an actor's answers in Excel.
"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from bench import (
    assessment,
    charts,
    goal_page,
    pages,
    reading,
    rounds,
    statistics,
    verdicts,
    workbooks,
)

#: What can be measured: how it is shown, and how it is measured as the options say.
BENCHES: dict[str, tuple[Callable[[Any], bool], Callable[[argparse.Namespace], Any]]] = {
    "pages": (
        pages.show_records,
        lambda asked: pages.measure(asked.sizes, asked.databases, asked.runs),
    ),
    "statistics": (
        statistics.show_records,
        lambda asked: statistics.measure(asked.indicators, asked.updates),
    ),
    "reading": (
        reading.show_records,
        lambda asked: reading.measure(asked.pages, min(asked.runs, reading.RUNS)),
    ),
    "assessment": (
        assessment.show_records,
        lambda asked: assessment.measure(asked.series, full=asked.full),
    ),
    "verdicts": (verdicts.show_records, lambda _asked: verdicts.measure()),
    "charts": (charts.show_records, lambda _asked: charts.measure()),
    "goal_page": (goal_page.show_records, lambda asked: goal_page.measure(asked.runs)),
    "rounds": (rounds.show_records, lambda asked: rounds.measure(max(asked.sizes))),
    "workbooks": (workbooks.show_records, lambda _asked: workbooks.measure(500)),
}


def main() -> int:
    """Run a benchmark; 0 when every target is met."""
    asked = options()
    show, measure = BENCHES[asked.what]
    records = measure(asked)
    if asked.json:
        json.dump(records, sys.stdout, indent=2)
        print()
        return 0
    return 0 if show(records) else 1


def options() -> argparse.Namespace:
    """Read what is to be measured, and how much of it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add("what", nargs="?", choices=[*BENCHES], default="pages", help="what to measure")
    add("--sizes", type=int, nargs="+", default=[90, 1000, 5000])
    databases = ["sqlite", "postgresql"]
    add("--databases", nargs="+", choices=databases, default=databases)
    add("--runs", type=int, default=30, help="how often each page is asked for")
    add("--indicators", type=int, default=6000, help="in the large store")
    add("--updates", type=int, nargs="+", default=[50, 500])
    add("--pages", type=int, nargs="+", default=[50, 500], help="of long PDFs")
    add("--series", type=int, default=60_000, help="to be assessed")
    add("--full", action="store_true", help="assess 6,000 x 312 series")
    add("--json", action="store_true", help="print the measurements as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
