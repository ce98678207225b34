"""Money through thousands of bad deliveries, races and random steps: credited once, by nothing invalid, and balanced.

The whole is measured in pieces of some minutes, each a process with a database of its own. What a piece found is kept
in `var/bench/payments-long/`, so that a run that was interrupted goes on where it stopped; what other code found is not
used, and without the folder everything is run again.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.report import ROOT, Figure, Options, Report, commit
from tests.payments.long_runs import INVALID, TWICE

KEPT = ROOT / "var" / "bench" / "payments-long"
DELIVERIES, EXAMPLES, STEPS, ROUNDS = 10_000, 2000, 50, 50
DELIVERIES_A_PIECE, EXAMPLES_A_PIECE = 5000, 200


@dataclass(frozen=True)
class Suite:
    """One of the long runs: `whole` of what `option` counts, in pieces of at most `piece`, each with its own seed."""

    name: str
    module: str
    option: str
    whole: int
    piece: int
    more: tuple[str, ...] = ()
    seeded: bool = True

    def commands(self, count: int) -> list[list[str]]:
        """The pieces of so many, each as the arguments of Python."""
        sizes = [min(self.piece, count - start) for start in range(0, count, self.piece)]
        return [
            ["-m", self.module, self.option, str(size), *self.more, *(["--seed", str(seed)] if self.seeded else [])]
            for seed, size in enumerate(sizes, start=1)
        ]


SUITES = (
    Suite("Payme", "tests.payments.payme.long_delivery_run", "--count", DELIVERIES, DELIVERIES_A_PIECE),
    Suite("Stripe", "tests.payments.stripe.long_delivery_run", "--count", DELIVERIES, DELIVERIES_A_PIECE),
    Suite("races", "tests.payments.payme.long_race_run", "--rounds", ROUNDS, ROUNDS, seeded=False),
    Suite(
        "ledger",
        "tests.payments.ledger.long_machine_run",
        "--examples",
        EXAMPLES,
        EXAMPLES_A_PIECE,
        ("--steps", str(STEPS)),
    ),
)


@dataclass
class Total:
    """All pieces of one suite together; see `tests.payments.long_runs.Outcome`."""

    done: int = 0
    credited: int = 0
    steps: int = 0
    twice: int = 0
    invalid: int = 0
    findings: int = 0
    seconds: float = 0.0

    def add(self, result: dict[str, Any]) -> None:
        """One more piece."""
        wrong: dict[str, int] = result["wrong"]
        self.done += result["done"]
        self.credited += result["credited"]
        self.steps += result["counts"].get("steps taken", 0)
        self.twice += wrong.get(TWICE, 0)
        self.invalid += sum(times for what, times in wrong.items() if what.startswith(INVALID))
        self.findings += sum(wrong.values())
        self.seconds += result["seconds"]


def measure(options: Options, suites: Sequence[Suite] = SUITES) -> Report:
    """Every piece that is not kept from before. `--count`: so many deliveries, examples and rounds of each at most."""
    totals: dict[str, Total] = {}
    for suite in suites:
        total = totals[suite.name] = Total()
        for command in suite.commands(min(options.count or suite.whole, suite.whole)):
            total.add(_piece(command))
    return report(totals, whole=not options.count)


def report(totals: dict[str, Total], *, whole: bool) -> Report:
    """The table; with fewer than promised nothing is said of how many it should be."""
    figures: list[Figure] = []
    for name in ("Payme", "Stripe"):
        figures += _of_deliveries(name, totals[name], whole)
    races, ledger = totals["races"], totals["ledger"]
    figures += [
        _counted("rounds of PerformTransaction racing CancelTransaction", races, ROUNDS, whole),
        _none("… that ended in neither story", races.findings),
        _counted(
            f"ledger: examples of up to {STEPS} steps", ledger, EXAMPLES, whole, f"{ledger.steps:,} steps taken, "
        ),
        _none("… steps after which the books were broken", ledger.findings),
    ]
    note = (
        "Deliveries doubled, ten at once, out of order, late, stale, forged, altered, of wrong amounts, accounts, "
        "currencies and types; what a provider knows is compared with the books at the end."
    )
    return Report("payments-long", "Money on bad days", figures, note)


def _of_deliveries(name: str, total: Total, whole: bool) -> list[Figure]:
    return [
        _counted(f"deliveries of {name}", total, DELIVERIES, whole),
        Figure("… payments and top-ups that were paid by them", total.credited, "", *_some(total.credited, whole)),
        _none("… credited more than once", total.twice),
        _none("… credited by something invalid", total.invalid),
        _none("… other wrong answers and books that differ", total.findings - total.twice - total.invalid),
    ]


def _counted(what: str, total: Total, target: int, whole: bool, spread: str = "") -> Figure:
    promised, held = (f"≥ {target:,}", total.done >= target) if whole else ("", None)
    return Figure(what, total.done, "", promised, held, f"{spread}{total.seconds:.0f} s")


def _some(count: int, whole: bool) -> tuple[str, bool | None]:
    return ("> 0", count > 0) if whole else ("", None)


def _none(what: str, count: int) -> Figure:
    return Figure(what, count, "", "0", count == 0)


def _piece(command: list[str]) -> dict[str, Any]:
    """What the piece found, now or before. RuntimeError when it ended without saying so."""
    path, tree = KEPT / f"{'_'.join(command[1:]).replace('--', '')}.json", _tree()
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


def _tree() -> str:
    """The code that is measured: its commit and what was changed since."""
    run = ["git", "-C", str(ROOT), "diff", "HEAD", "--", ".", ":!docs"]
    changes = subprocess.run(run, capture_output=True, check=False).stdout
    return f"{commit()} {hashlib.sha256(changes).hexdigest()[:12]}"
