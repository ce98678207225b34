"""Long payment runs: thousands of bad webhook deliveries, races and random ledger steps.

Each payment must be credited once and only by valid deliveries, and the books must balance. The runs are split into
pieces of some minutes, each a process with its own database. Results are saved in `var/bench/payments-long/`: an
interrupted run continues there. Results of other code are not used.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.report import ROOT, BenchOptions, BenchReport, Figure, describe_commit
from tests.payments.long_runs import INVALID, TWICE

RESULTS_FOLDER = ROOT / "var" / "bench" / "payments-long"
DELIVERIES, EXAMPLES, STEPS, ROUNDS = 10_000, 2000, 50, 50
DELIVERIES_A_PIECE, EXAMPLES_A_PIECE = 5000, 200


@dataclass(frozen=True)
class LongSuite:
    """One long run of `tests.payments.long_run`, in pieces of at most `piece_size`, each with its own seed."""

    name: str
    run: str
    total_count: int
    piece_size: int
    extra_arguments: tuple[str, ...] = ()

    def commands(self, count: int) -> list[list[str]]:
        """Return the commands of all pieces, as arguments of Python."""
        sizes = [min(self.piece_size, count - start) for start in range(0, count, self.piece_size)]
        start = ["-m", "tests.payments.long_run", self.run, *self.extra_arguments]
        return [[*start, "--count", str(size), "--seed", str(seed)] for seed, size in enumerate(sizes, start=1)]


SUITES = (
    LongSuite("Payme", "payme", DELIVERIES, DELIVERIES_A_PIECE),
    LongSuite("Stripe", "stripe", DELIVERIES, DELIVERIES_A_PIECE),
    LongSuite("races", "races", ROUNDS, ROUNDS),
    LongSuite("ledger", "ledger", EXAMPLES, EXAMPLES_A_PIECE, ("--steps", str(STEPS))),
)


@dataclass
class SuiteTotal:
    """All pieces of one suite together; see `tests.payments.long_runs.LongRunResult`."""

    done: int = 0
    credited: int = 0
    steps: int = 0
    twice: int = 0
    invalid: int = 0
    findings: int = 0
    seconds: float = 0.0

    def add(self, result: dict[str, Any]) -> None:
        """Add the result of one piece."""
        wrong: dict[str, int] = result["wrong"]
        self.done += result["done"]
        self.credited += result["credited"]
        self.steps += result["counts"].get("steps taken", 0)
        self.twice += wrong.get(TWICE, 0)
        self.invalid += sum(times for what, times in wrong.items() if what.startswith(INVALID))
        self.findings += sum(wrong.values())
        self.seconds += result["seconds"]


def measure(options: BenchOptions, suites: Sequence[LongSuite] = SUITES) -> BenchReport:
    """Run every piece without a saved result. `--count` limits deliveries, examples and rounds."""
    totals: dict[str, SuiteTotal] = {}
    for suite in suites:
        total = totals[suite.name] = SuiteTotal()
        for command in suite.commands(min(options.count or suite.total_count, suite.total_count)):
            total.add(_run_piece(command))
    return build_report(totals, is_full_run=not options.count)


def build_report(totals: dict[str, SuiteTotal], *, is_full_run: bool) -> BenchReport:
    """Return the table. A shorter run has no targets for its counts."""
    figures: list[Figure] = []
    for name in ("Payme", "Stripe"):
        figures += _delivery_figures(name, totals[name], is_full_run)
    races, ledger = totals["races"], totals["ledger"]
    figures += [
        _count_figure("rounds of PerformTransaction racing CancelTransaction", races, ROUNDS, is_full_run),
        _zero_figure("… that ended in neither story", races.findings),
        _count_figure(
            f"ledger: examples of up to {STEPS} steps", ledger, EXAMPLES, is_full_run, f"{ledger.steps:,} steps taken, "
        ),
        _zero_figure("… steps after which the books were broken", ledger.findings),
    ]
    note = (
        "Deliveries doubled, ten at once, out of order, late, stale, forged, altered, of wrong amounts, accounts, "
        "currencies and types; what a provider knows is compared with the books at the end."
    )
    return BenchReport("payments-long", "Money on bad days", figures, note)


def _delivery_figures(name: str, total: SuiteTotal, is_full_run: bool) -> list[Figure]:
    return [
        _count_figure(f"deliveries of {name}", total, DELIVERIES, is_full_run),
        Figure(
            "… payments and top-ups that were paid by them",
            total.credited,
            "",
            *_more_than_none(total.credited, is_full_run),
        ),
        _zero_figure("… credited more than once", total.twice),
        _zero_figure("… credited by something invalid", total.invalid),
        _zero_figure("… other wrong answers and books that differ", total.findings - total.twice - total.invalid),
    ]


def _count_figure(what: str, total: SuiteTotal, target: int, is_full_run: bool, spread: str = "") -> Figure:
    promised, kept_promise = (f"≥ {target:,}", total.done >= target) if is_full_run else ("", None)
    return Figure(what, total.done, "", promised, kept_promise, f"{spread}{total.seconds:.0f} s")


def _more_than_none(count: int, is_full_run: bool) -> tuple[str, bool | None]:
    return ("> 0", count > 0) if is_full_run else ("", None)


def _zero_figure(what: str, count: int) -> Figure:
    return Figure(what, count, "", "0", count == 0)


def _run_piece(command: list[str]) -> dict[str, Any]:
    """Run one piece, or return its saved result. Raise RuntimeError when it prints no result."""
    path, tree = RESULTS_FOLDER / f"{'_'.join(command[1:]).replace('--', '')}.json", _describe_tree()
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    shown = " ".join(["python", *command])
    if stored.get("tree") == tree:
        print(f"   {shown}: kept from before", flush=True)
        stored_result: dict[str, Any] = stored["found"]
        return stored_result
    print(f"   {shown} …", flush=True)
    last = ""
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                last = line
                if line.startswith("   "):
                    print(line, end="", flush=True)
        except BaseException:
            process.terminate()
            raise
    if not last.startswith("{"):
        raise RuntimeError(f"{shown} ended with {process.returncode}")
    result: dict[str, Any] = json.loads(last)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tree": tree, "found": result}), encoding="utf-8")
    return result


def _describe_tree() -> str:
    """Return the measured code: the commit and a hash of uncommitted changes."""
    run = ["git", "-C", str(ROOT), "diff", "HEAD", "--", ".", ":!docs"]
    changes = subprocess.run(run, capture_output=True, check=False).stdout
    return f"{describe_commit()} {hashlib.sha256(changes).hexdigest()[:12]}"
