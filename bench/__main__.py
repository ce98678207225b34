"""`./talim bench [area …] [--write]`: measure, print tables, save JSON. Exit status 1 when a target is missed."""

import argparse
import signal
import sys
from importlib import import_module
from pathlib import Path

from bench.report import ROOT, BenchOptions, write_json, write_page

AREAS = ("speech", "school", "payments", "coins", "sockets", "audio-files", "http", "placement")
LONG = (
    "chat",
    "learning",
    "grading",
    "certificates",
    "quizzes",
    "video",
    "playback",
    "subtitles",
    "soak",
    "payments-long",
    "month",
    "live",
    "reads",
    "abuse",
    "drill",
    "analytics",
    "kids",
    "start",
)
"""Run only when named: each takes long."""


def main() -> int:
    """Run the requested benches and return the exit status."""
    parser = argparse.ArgumentParser(prog="talim bench", description=__doc__)
    known = (*AREAS, *LONG)
    parser.add_argument("areas", nargs="*", help=f"of {', '.join(known)} (default: all but {', '.join(LONG)})")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/figures.md or docs/performance.md"
    )
    parser.add_argument(
        "--data",
        type=Path,
        help="the corpus folder (default: TALIM_SPEECH_DATA), for some rows of speech; "
        "for quizzes, a folder with files of questions to read",
    )
    parser.add_argument(
        "--count",
        type=int,
        default=0,
        help="fewer files, clips, pupils, payments or sockets than promised, for a quick look",
    )
    parser.add_argument(
        "--minutes", type=float, default=0.0, help="how long `live` and `reads` run, for a quick look; also `abuse`"
    )
    parser.add_argument("--gigabytes", type=float, default=0.0, help="how much `drill` brings back")
    parser.add_argument("--before", default="", help="a commit that `start` measures, too")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwind: databases and processes must not outlive us
    unknown = set(options.areas) - set(known)
    if unknown:
        parser.error(f"no bench called {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    asked = BenchOptions(
        data=options.data,
        count=options.count,
        minutes=options.minutes,
        gigabytes=options.gigabytes,
        before=options.before,
    )
    reports = []
    for area in options.areas or AREAS:
        report = import_module(f"bench.{area.replace('-', '_')}").measure(asked)
        print(f"\n{report.title}\n{report.to_table()}\n{report.note}")
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
