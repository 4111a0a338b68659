"""`python -m bench pages` measures the public site, `statistics` figures, `reading` documents,
`assessment` the rules that judge figures, `verdicts` the way from files to stored verdicts,
`charts` drawings, `goal_page` a goal with its graphs, `rounds` a round of follow-up,
`workbooks` an actor's answers in Excel.
"""

import argparse
import json
import sys
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


def main() -> int:
    """Run a benchmark; 0 when every target is met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[
            *("pages", "statistics", "reading", "assessment", "verdicts"),
            *("charts", "goal_page", "rounds", "workbooks"),
        ],
        default="pages",
        help="what to measure",
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[90, 1000, 5000])
    parser.add_argument(
        "--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    parser.add_argument("--runs", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--indicators", type=int, default=6000, help="in the large store")
    parser.add_argument("--updates", type=int, nargs="+", default=[50, 500])
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 500], help="of long PDFs")
    parser.add_argument("--series", type=int, default=60_000, help="to be assessed")
    parser.add_argument("--full", action="store_true", help="assess 6,000 x 312 series")
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    arguments = parser.parse_args()
    records: Any
    if arguments.what == "statistics":
        show = statistics.show_records
        records = statistics.measure(arguments.indicators, arguments.updates)
    elif arguments.what == "reading":
        show = reading.show_records
        records = reading.measure(arguments.pages, min(arguments.runs, reading.RUNS))
    elif arguments.what == "assessment":
        show = assessment.show_records
        records = assessment.measure(arguments.series, full=arguments.full)
    elif arguments.what == "verdicts":
        show = verdicts.show_records
        records = verdicts.measure()
    elif arguments.what == "goal_page":
        show = goal_page.show_records
        records = goal_page.measure(arguments.runs)
    elif arguments.what == "charts":
        show = charts.show_records
        records = charts.measure()
    elif arguments.what == "rounds":
        show = rounds.show_records
        records = rounds.measure(max(arguments.sizes))
    elif arguments.what == "workbooks":
        show = workbooks.show_records
        records = workbooks.measure(500)
    else:
        show = pages.show_records
        records = pages.measure(arguments.sizes, arguments.databases, arguments.runs)
    if arguments.json:
        json.dump(records, sys.stdout, indent=2)
        print()
        return 0
    return 0 if show(records) else 1


if __name__ == "__main__":
    sys.exit(main())
