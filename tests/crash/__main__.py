"""Hand-ins and payments without a pause while each part of a centre is killed (kill -9) again and again.

`./talim crash [--kills 200] [--hand-ins 2000] [--payments 500] [--lease 10] [--seed N] [--without-sweeper] [--write]`
runs a whole centre on servers of its own: web processes, worker, speech with real models, scheduler, PostgreSQL, Redis.
Each victim has its turn with a quarter of all; the table says what was lost of what had been acknowledged. The status
is 1 when anything was lost, is there twice, or lay with the dead for more than the lease and 10 s.
`--without-sweeper` is the control: it must lose. There only that counts which lies with a dead process, 10 s past its
lease, once nothing else is left to do or ten minutes are over.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.report import ROOT, Figure, Report, write_json, write_page
from tests.services import private_postgres, private_valkey

VICTIMS = ("web", "worker", "redis", "postgres")
NAMES = {
    "web": "a web process",
    "worker": "the worker and the speech process in turn",
    "redis": "Redis",
    "postgres": "PostgreSQL",
}


def main() -> int:
    """The command."""
    words = argparse.ArgumentParser(prog="talim crash", description=(__doc__ or "").splitlines()[0])
    words.add_argument("--kills", type=int, default=200, help="of all parts together")
    words.add_argument("--hand-ins", "--count", type=int, default=2000)
    words.add_argument("--payments", type=int, default=500)
    words.add_argument("--lease", type=float, default=10.0, help="seconds of a job's lease")
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--without-sweeper", action="store_true", help="the control: it must lose")
    words.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    given = words.parse_args()
    print(f"seed {given.seed}", flush=True)
    random.seed(given.seed)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwind: the processes must not outlive us
    with private_postgres() as postgres, private_valkey() as redis, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATABASE_URL": postgres.url, "REDIS_URL": redis.url, "DATABASE_POOL_SIZE": "4"}
        import django

        import tests.settings  # noqa: F401

        django.setup()
        from django.core.management import call_command

        from apps.jobs.keeper import use_plain_connections
        from tests.crash.run import run

        use_plain_connections()
        call_command("migrate", verbosity=0, interactive=False)
        found = run(
            Path(folder),
            postgres=postgres,
            redis=redis,
            victims=("worker",) if given.without_sweeper else VICTIMS,
            kills=given.kills,
            hand_ins=given.hand_ins,
            payments=given.payments,
            lease_s=given.lease,
            sweeper=not given.without_sweeper,
            say=lambda text: print(f"   {text}", flush=True),
        )
    report = table(found, given.lease)
    print(f"\n{report.title}\n{report.table()}\n{report.note}")
    if given.without_sweeper:
        lost, slow = sum(one.lost for one in found), sum(one.slow for one in found)
        print(f"control: {lost} acknowledged hand-ins lie with dead processes for ever, {slow} were only not done yet")
        return 0 if lost else 1
    write_json(report, ROOT / "var" / "bench")
    if given.write:
        write_page([report])
    return 0 if report.held else 1


def table(found: list, lease_s: float) -> Report:  # type: ignore[type-arg]
    """The loss table: one line for each victim, one for all."""
    figures = []
    for one in found:
        spread = (
            f"{one.hand_ins} hand-ins and {one.payments} payments acknowledged, {one.hit} jobs hit, "
            f"{one.again} requests asked again; lost {one.lost}, twice {one.doubled}, stuck {one.stuck}, "
            f"given up {one.dead}, unanswered {one.unanswered}; {one.seconds:.0f} s"
        )
        bad = one.lost + one.doubled + one.stuck + one.dead + one.unanswered
        what = f"{one.kills} × kill -9 of {NAMES[one.victim]}: lost, twice, stuck or given up"
        figures.append(Figure(what, bad, "", "0", bad == 0, spread))
    figures += [
        Figure("kill -9 in all", sum(one.kills for one in found), ""),
        Figure("hand-ins acknowledged", sum(one.hand_ins for one in found), ""),
        Figure("payments acknowledged", sum(one.payments for one in found), ""),
        *(
            Figure(what, total, "", "0", total == 0)
            for what, total in (
                ("acknowledged and lost", sum(one.lost for one in found)),
                ("scored, told or credited twice", sum(one.doubled for one in found)),
                (f"stuck longer than the lease ({lease_s:g} s) and 10 s", sum(one.stuck for one in found)),
            )
        ),
        Figure("the whole run", sum(one.seconds for one in found), "s"),
    ]
    refused = {text: times for one in found for text, times in one.refused.items()}
    note = f"Without an answer: {refused}." if refused else "Everybody was answered in the end."
    return Report("crash-all", "Hand-ins and payments while every part is killed", figures, note, "crash")


if __name__ == "__main__":
    sys.exit(main())
