"""Hand-ins and payments without a pause while each part of a centre is killed (kill -9) again and again.

`./talim crash [--kills 200] [--flushes 20] [--submissions 2000] [--payments 500] [--lease 10] [--seed N]
[--without-sweeper] [--write]` runs a whole centre on servers of its own: web processes, worker, speech with real
models, scheduler, PostgreSQL, Redis. Four victims have their turns with a quarter of all kills each, then Redis loses
all that it holds (FLUSHALL) again and again, each time before anybody could read that there is work; the work is shared
out by how often. The table says what was lost of what had been acknowledged. The status is 1 when anything was lost, is
there twice, or lay with the dead for more than the lease and 10 s.
`--without-sweeper` is the control, of the worker, the speech process and FLUSHALL: each must lose. There only that
counts which lies with a dead process, 10 s past its lease, or of which nobody was told, once nothing else is left to do
or ten minutes are over.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.report import ROOT, BenchReport, Figure, write_json, write_page
from tests.crash import FLUSH
from tests.crash.servers import start_platform

KILLED = ("web", "worker", "redis", "postgres")
NAMES = {
    "web": "kill -9 of a web process",
    "worker": "kill -9 of the worker and the speech process in turn",
    "redis": "kill -9 of Redis",
    "postgres": "kill -9 of PostgreSQL",
    FLUSH: "FLUSHALL of Redis",
}


def main():
    """The command."""
    words = argparse.ArgumentParser(prog="talim crash", description=(__doc__ or "").splitlines()[0])
    words.add_argument("--kills", type=int, default=200, help="of all parts together")
    words.add_argument("--flushes", type=int, default=20, help="how often Redis loses what it holds")
    words.add_argument("--submissions", "--count", type=int, default=2000)
    words.add_argument("--payments", type=int, default=500)
    words.add_argument("--lease", type=float, default=10.0, help="seconds of a job's lease")
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--without-sweeper", action="store_true", help="the control: it must lose")
    words.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    given = words.parse_args()
    print(f"seed {given.seed}", flush=True)
    random.seed(given.seed)
    with start_platform() as servers, tempfile.TemporaryDirectory() as folder:
        from tests.crash.run import run_victims

        times = plan_kills(given.kills, given.flushes, KILLED[1:2] if given.without_sweeper else KILLED)
        victims = run_victims(Path(folder), servers, times, given)
    report = (build_control_report if given.without_sweeper else build_loss_report)(victims, given.lease)
    print(f"\n{report.title}\n{report.to_table()}\n{report.note}")
    write_json(report, ROOT / "var" / "bench")
    if given.write:
        write_page([report])
    return 0 if report.held else 1


def plan_kills(kills, flushes, killed=KILLED):
    """How often each victim is harmed; one that is not has no turn."""
    shares = {victim: kills // len(killed) + (place < kills % len(killed)) for place, victim in enumerate(killed)}
    return {victim: often for victim, often in (shares | {FLUSH: flushes}).items() if often}


def build_loss_report(result, lease_s):
    """The loss table: one line for each victim, one for all."""
    figures = []
    for loss in result:
        spread = (
            f"{_acknowledged(loss)}, "
            f"{loss.again} requests asked again; lost {loss.lost}, twice {loss.doubled}, stuck {loss.stuck}, "
            f"given up {loss.dead}, unanswered {loss.unanswered}; {loss.seconds:.0f} s"
        )
        what = f"{loss.kills} × {NAMES[loss.victim]}: lost, twice, stuck or given up"
        figures.append(_expect_none(what, loss.count_bad(), spread))
    flushed = [loss for loss in result if loss.victim == FLUSH]
    figures += [
        Figure("kill -9 in all", sum(loss.kills for loss in result if loss.victim != FLUSH), ""),
        *(Figure("unread wake-ups that went with FLUSHALL", loss.hit, "", "> 0", loss.hit > 0) for loss in flushed),
        Figure("submissions acknowledged", sum(loss.submissions for loss in result), ""),
        Figure("payments acknowledged", sum(loss.payments for loss in result), ""),
        _expect_none("acknowledged and lost", sum(loss.lost for loss in result)),
        _expect_none("scored, notified or credited twice", sum(loss.doubled for loss in result)),
        _expect_none(f"stuck longer than the lease ({lease_s:g} s) and 10 s", sum(loss.stuck for loss in result)),
        Figure("the whole run", sum(loss.seconds for loss in result), "s"),
    ]
    refused = {text: often for loss in result for text, often in loss.refused.items()}
    note = f"Without an answer: {refused}." if refused else "Every request was answered in the end."
    return BenchReport("crash-all", "Submissions and payments while every part is killed", figures, note, "crash")


def build_control_report(result, lease_s):
    """What the same harm loses when nobody takes back what lies with the dead, or looks for what waits; held when each
    kind of it loses something.
    """
    figures = [
        Figure(
            f"{loss.kills} × {NAMES[loss.victim]}: acknowledged and lost", loss.lost, "", "> 0", loss.lost > 0,
            f"{_acknowledged(loss)}; {loss.slow} only not done yet; {loss.seconds:.0f} s",
        )
        for loss in result
    ]  # fmt: skip
    note = (
        "Without the scheduler, no process takes back the jobs of a dead process or finds jobs whose wake-up is "
        f"lost. So the table above would show such losses if there were any. Leases of {lease_s:g} s."
    )
    title = "Control: the same without the sweeper"
    return BenchReport("crash-control", title, figures, note, "crash --without-sweeper")


def _expect_none(what, number, spread=""):
    return Figure(what, number, "", "0", number == 0, spread)


def _acknowledged(loss):
    hit = f"{loss.hit} unread wake-ups gone" if loss.victim == FLUSH else f"{loss.hit} jobs hit"
    return f"{loss.submissions} submissions and {loss.payments} payments acknowledged, {hit}"


if __name__ == "__main__":
    sys.exit(main())
