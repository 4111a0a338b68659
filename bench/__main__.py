"""`python -m bench pages` measures the pages of the public site."""

import argparse
import json
import sys

from bench.pages import measure, show_records


def main() -> int:
    """Run a benchmark; 0 when every target is met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=["pages"], default="pages", help="what to measure"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[90, 1000, 5000])
    parser.add_argument(
        "--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    parser.add_argument("--runs", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    arguments = parser.parse_args()
    records = measure(arguments.sizes, arguments.databases, arguments.runs)
    if arguments.json:
        json.dump(records, sys.stdout, indent=2)
        print()
        return 0
    return 0 if show_records(records) else 1


if __name__ == "__main__":
    sys.exit(main())
