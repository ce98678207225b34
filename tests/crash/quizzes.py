"""Quizzes whose time runs out while each part of a centre is killed (kill -9) at random: which answers are lost?

`./talim crash quizzes [--attempts 100] [--kills 20] [--control-kills 8] [--seed N] [--write]` runs a web process, a
worker, a scheduler, PostgreSQL and Redis of its own, with the shipped settings. All attempts begin at once. Learners
save answers over REST until their time is up, which comes around one of the kills. Of a kill that hits the worker, the
scheduler dies too. The status is 1 when an acknowledged answer is lost, an attempt is not closed once and at its
deadline, or one lies open for more than 5 s past its deadline while everything is there.

The control follows, with as many attempts a kill: the answers stay with the learner, who sends them when the time is
up. It must lose some.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.report import ROOT, BenchReport, Figure, write_json, write_page
from tests.crash.servers import start_platform

MAX_LATE_SECONDS = 5.0
NAMES = {
    "web": "kill -9 of the web process",
    "worker": "kill -9 of the worker and the scheduler",
    "redis": "kill -9 of Redis",
    "postgres": "kill -9 of PostgreSQL",
}


def main():
    """The command."""
    words = argparse.ArgumentParser(prog="talim crash quizzes", description=(__doc__ or "").splitlines()[0])
    words.add_argument("--attempts", type=int, default=100)
    words.add_argument("--kills", type=int, default=20, help="of all parts together")
    words.add_argument("--control-kills", type=int, default=8)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    given = words.parse_args()
    print(f"seed {given.seed}", flush=True)
    random.seed(given.seed)
    with start_platform() as servers, tempfile.TemporaryDirectory() as folder:
        from tests.crash.quiz_run import run_quizzes

        saved, kept = run_quizzes(Path(folder), servers, given)
    report = build_quiz_report(saved, kept)
    print(f"\n{report.title}\n{report.to_table()}\n{report.note}")
    write_json(report, ROOT / "var" / "bench")
    if given.write:
        write_page([report])
    return 0 if report.held else 1


def build_quiz_report(saved, kept):
    """The table: one line for each victim, one for all, and what the control has lost.

    Both are lists of `QuizLosses`, one for each victim.
    """
    late = max(loss.late_s for loss in saved)
    lost_in_control = sum(loss.lost for loss in kept)
    by_victim = ", ".join(f"{loss.victim} {loss.lost}" for loss in kept)
    figures = [_build_victim_figure(loss) for loss in saved]
    figures += [
        Figure("kill -9 in all", sum(loss.kills for loss in saved), ""),
        Figure("attempts", sum(loss.attempts for loss in saved), ""),
        _expect_some("… whose time ran out while a part was away", sum(loss.ended_away for loss in saved)),
        _expect_none("… not closed once, at the deadline", sum(loss.not_once for loss in saved)),
        Figure("… closed after the deadline, the last, once all was back", late, "s", f"≤ {MAX_LATE_SECONDS:g}",
               late <= MAX_LATE_SECONDS),
        Figure("… scored, the last, likewise", max(loss.scored_s for loss in saved), "s"),
        Figure("answers acknowledged", sum(loss.answers for loss in saved), ""),
        _expect_none("… and lost", sum(loss.lost for loss in saved)),
        _expect_none("answers never answered", sum(len(loss.unanswered) for loss in saved)),
        _expect_some("control: answers kept by the learner until the end, and lost", lost_in_control,
                     f"{by_victim}; of {sum(loss.given for loss in kept)} in {sum(loss.attempts for loss in kept)} "
                     f"attempts, {sum(loss.kills for loss in kept)} kills"),
    ]  # fmt: skip
    refused = [text for loss in saved for text in loss.unanswered]
    note = (
        "A time past the deadline counts while every part is there: it is the longest that an attempt waited between "
        "two kills. The control's learners send each answer once, when their time is up."
    )
    note += f" Never answered: {refused}." if refused else ""
    return BenchReport("crash-quizzes", "Quizzes that end while every part is killed", figures, note, "crash quizzes")


def _build_victim_figure(loss):
    spread = (
        f"{loss.attempts} attempts, {loss.ended_away} ended while it was away, {loss.answers} answers acknowledged, "
        f"{loss.again} requests asked again; closed at most {loss.late_s:.2f} s late; lost {loss.lost}, "
        f"not once {loss.not_once}, unanswered {len(loss.unanswered)}"
    )
    return _expect_none(f"{loss.kills} × {NAMES[loss.victim]}: lost or not closed once", loss.count_bad(), spread)


def _expect_none(what, number, spread=""):
    return Figure(what, number, "", "0", number == 0, spread)


def _expect_some(what, number, spread=""):
    return Figure(what, number, "", "> 0", number > 0, spread)


if __name__ == "__main__":
    sys.exit(main())
