"""`./talim bench [area …] [--write]`: measure, print, keep JSON; exit 1 when a promised figure is missed."""

import argparse
import sys
from importlib import import_module

from bench.report import ROOT, write_json, write_page

AREAS = ("speech", "school")


def main() -> int:
    """Run the benches asked for."""
    parser = argparse.ArgumentParser(prog="talim bench", description=__doc__)
    parser.add_argument("areas", nargs="*", help=f"of {', '.join(AREAS)} (default: all)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/figures.md")
    options = parser.parse_args()
    unknown = set(options.areas) - set(AREAS)
    if unknown:
        parser.error(f"no bench called {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")
    reports = []
    for area in options.areas or AREAS:
        report = import_module(f"bench.{area}").measure()
        print(f"\n{report.title}\n{report.table()}\n{report.note}")
        print(f"kept in {write_json(report, ROOT / 'var' / 'bench').relative_to(ROOT)}")
        reports.append(report)
    if options.write:
        write_page(reports)
    missed = [report.area for report in reports if not report.held]
    if missed:
        print(f"missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
