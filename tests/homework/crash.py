"""Pupils submit without a pause while the speech process is killed (kill -9) again and again: what is lost?

`./talim crash speech [--submissions 2000] [--kills 50] [--engines 2] [--lease 60] [--seed N] [--without-sweeper]`
runs it on services of its own and prints the table. The exit status is 1 when something was lost, was done twice or
came back too late. A short control without the sweeper follows: it must lose something, or the status is 1 too.
`--without-sweeper` runs only that control. The suite kills an engine over one recording (`test_killed_engine.py`).

because it may be the cause. So no engine is killed while it holds a recording over which two of them died.
because it may be the cause. So no engine is killed while it holds a recording over which two processes died.
"""

import argparse
import math
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

from apps.core.permissions import Role
from apps.events.models import StreamEvent
from apps.events.publishing import get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.job_kinds import JOB_KINDS, PROCESS_AUDIO
from apps.homework.models import Attempt, AttemptState
from apps.homework.services import assignments, submission_files, submissions
from apps.jobs.models import Job, JobState
from bench.report import ROOT, BenchReport, Figure, write_json, write_page
from tests import factories
from tests.homework.short_clips import ShortClip, create_silent_clip, list_short_clips
from tests.homework.submission_helpers import get_homework
from tests.processes import ProcessStarter, StartedProcess

BACKLOG = 24
"""Recordings that wait at most: enough that an engine always holds some."""
RECOVERY_SLACK_SECONDS = 10.0
GRACE_SECONDS = 20.0
"""For how long, past the lease, the control waits without anything moving before it counts what is lost."""
READY_SECONDS = 600.0
"""For how long a speech process may load its models on a machine that does much else."""
FINAL = (AttemptState.SCORED, AttemptState.TRANSCRIBED, AttemptState.REFUSED)
TRIES = next(kind.tries for kind in JOB_KINDS if kind.name == PROCESS_AUDIO)


@dataclass
class CrashResult:
    """The result of a run. `lost`: submissions without a result; `stuck`: those of them that a process with an expired
    lease still holds; `twice`: those with more than one result; `requeued_s`: seconds of recovery after each kill.
    """

    submissions: int
    kills: int = 0
    lost: int = 0
    stuck: int = 0
    twice: int = 0
    dead: int = 0
    hit: int = 0
    requeued_s: list[float] = field(default_factory=list)
    lease_s: float = 0.0
    verdicts: Counter[str] = field(default_factory=Counter)
    coins_differ: int = 0
    seconds: float = 0.0

    @property
    def slowest_s(self) -> float:
        """The longest time from a kill until no recording lay with the dead process any more."""
        return max(self.requeued_s, default=0.0)

    @property
    def held(self) -> bool:
        """Whether nothing was lost or done twice, and all came back in time."""
        in_time = self.slowest_s <= self.lease_s + RECOVERY_SLACK_SECONDS and len(self.requeued_s) == self.kills
        return in_time and not (self.lost or self.twice or self.dead or self.coins_differ)


class SubmissionStream:
    """Pupils of several groups, and their submissions one after the other; each for a homework of its own.

    What they submit is `clips` (all short ones unless told otherwise), over and over.
    """

    def __init__(self, groups: int = 8, *, clips: Sequence[ShortClip] = ()) -> None:
        branch, course = factories.make_branch(), factories.make_course()
        self.handed: list[UUID] = []
        self._clips = clips or list_short_clips()
        self._given = []
        for letter in "ABCDEFGHIJKLMNOP"[:groups]:
            pupil = factories.make_user(Role.STUDENT, f"Pupil{letter}", "Short")
            teacher = factories.make_user(Role.TEACHER, f"Teacher{letter}", "Short")
            name = f"Short {letter}"
            group = factories.make_group(branch=branch, course=course, name=name, teacher=teacher, pupils=(pupil,))
            self._given.append((group, pupil))

    def submit(self, clip: ShortClip | None = None) -> Attempt:
        """The next pupil gets a sentence to read and hands it in (or `clip`, whatever is heard in it)."""
        number = len(self.handed)
        group, pupil = self._given[number % len(self._given)]
        clip = clip or self._clips[number % len(self._clips)]
        assignment = assignments.assign_homework(
            author=group.lead_teacher, group=group, kind="reading", title=f"Sentence {number}", reference_text=clip.text
        )
        homework = get_homework(assignment, pupil)
        upload = SimpleUploadedFile(f"{number}.ogg", clip.take(number))
        stored = submission_files.store_submitted_file(homework=homework, upload=upload)
        attempt = submissions.submit_homework(homework=homework, file=stored)
        self.handed.append(attempt.pk)
        return attempt

    @property
    def walls(self) -> list[str]:
        """The streams of the groups' teachers, on which every end of an attempt is told."""
        return [get_wall_stream(group.pk) for group, _ in self._given]

    def finished(self) -> int:
        """How many of the submissions have a result."""
        return Attempt.objects.filter(pk__in=self.handed, state__in=FINAL).count()

    def unequal_accounts(self) -> int:
        """How many pupils' coins are not the sum of their ledger."""
        return sum(get_coin_balance(pupil) != sum_coin_ledger(pupil) for _, pupil in self._given)


class SpeechProcesses:
    """Speech processes that are started again when they were killed."""

    def __init__(self, processes: ProcessStarter, count: int) -> None:
        self._processes = processes
        self._env = {"WHISPER_THREADS": str(max(1, len(os.sched_getaffinity(0)) // count))}
        self.running = [self._start() for _ in range(count)]
        for engine in self.running:
            engine.wait_for("speech ready", timeout=READY_SECONDS)

    def victim(self) -> StartedProcess | None:
        """One that holds recordings, none of which two processes have died over."""
        candidates = []
        for engine in self.running:
            failures = list(_list_held_jobs(engine).values_list("failures", flat=True))
            if failures and max(failures) < TRIES - 1:
                candidates.append(engine)
        return random.choice(candidates) if candidates else None

    def kill(self, engine: StartedProcess) -> dict[UUID, int]:
        """kill -9, with everything it started; what it held: job → claim number. Another one starts in its place."""
        engine.kill()
        claims = dict(_list_held_jobs(engine).values_list("id", "attempt"))
        engine.kill_group()
        self.running[self.running.index(engine)] = self._start()
        return claims

    def _start(self) -> StartedProcess:
        return self._processes.spawn(["speech"], env=self._env)


def _list_held_jobs(engine: StartedProcess) -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.LEASED, worker__endswith=f":{engine.pid}", queue="speech")


class RecoveryTimes:
    """For each kill the time until nothing lay with the dead process any more."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.hit = 0
        self._open: list[tuple[float, dict[UUID, int]]] = []

    def begin(self, claims: dict[UUID, int]) -> None:
        """A process that held these was killed now."""
        self.hit += len(claims)
        self._open.append((time.monotonic(), claims))

    def look(self) -> bool:
        """Note what has come back since; whether nothing is waited for."""
        if not self._open:
            return True
        wanted = {job for _, claims in self._open for job in claims}
        leased = set(Job.objects.filter(pk__in=wanted, state=JobState.LEASED).values_list("pk", "attempt"))
        waiting = []
        for began, claims in self._open:
            if leased & set(claims.items()):
                waiting.append((began, claims))
            else:
                self.seconds.append(time.monotonic() - began)
        self._open = waiting
        return not waiting


def run_crashes(
    processes: ProcessStarter,
    *,
    submissions: int,
    kills: int,
    engines: int = 2,
    lease_s: float = 60.0,
    sweeper: bool = True,
    clips: Sequence[ShortClip] = (),
    grace_s: float = GRACE_SECONDS,
    seed: int = 1,
    say: Callable[[str], None] = lambda text: None,
) -> CrashResult:
    """Hand in, kill, count. The processes' leases must be the `lease_s` told, in `processes.env`."""
    random.seed(seed)
    began = time.monotonic()
    stream, recoveries = SubmissionStream(clips=clips), RecoveryTimes()
    if sweeper:
        processes.spawn(["scheduler"]).wait_for("scheduler ready", timeout=60)
    house = SpeechProcesses(processes, engines)
    outcome = CrashResult(submissions=submissions, lease_s=lease_s)
    share = submissions / (kills + 1)
    aim = random.uniform(0.1, 0.9) * share
    moved, last = time.monotonic(), (0, 0)
    while True:
        finished, handed = stream.finished(), len(stream.handed)
        quiet = recoveries.look()
        if (finished, handed) != last:
            if finished // 50 != last[0] // 50:
                say(f"{handed} submitted, {finished} finished, {outcome.kills} kills, {time.monotonic() - began:.0f} s")
            moved, last = time.monotonic(), (finished, handed)
        if handed == submissions and finished == handed and outcome.kills == kills and quiet:
            break
        still = time.monotonic() - moved
        if still > lease_s + READY_SECONDS or (not sweeper and outcome.kills == kills and still > lease_s + grace_s):
            break
        quota = min(submissions, math.ceil(share * (outcome.kills + 1)))
        if handed < submissions and handed - finished < BACKLOG and (handed < quota or handed == finished):
            stream.submit()
            continue
        if outcome.kills < kills and finished >= aim and house.victim():
            time.sleep(random.uniform(0, 0.3))
            if (victim := house.victim()) and (claims := house.kill(victim)):
                recoveries.begin(claims)
                outcome.kills += 1
                aim = max(finished, share * (outcome.kills + random.uniform(0.1, 0.9)))
            continue
        time.sleep(0.05)
    outcome.seconds = time.monotonic() - began
    outcome.requeued_s, outcome.hit = recoveries.seconds, recoveries.hit
    return _count_results(outcome, stream)


def _count_results(outcome: CrashResult, stream: SubmissionStream) -> CrashResult:
    outcome.verdicts = Counter(Attempt.objects.filter(pk__in=stream.handed).values_list("verdict", flat=True))
    outcome.dead = Job.objects.filter(queue="speech", state=JobState.DEAD).count()
    outcome.lost = outcome.submissions - stream.finished()
    outcome.stuck = Job.objects.filter(queue="speech", state=JobState.LEASED, leased_until__lt=Now()).count()
    ends = StreamEvent.objects.filter(type__in=("attempt.scored", "attempt.refused"), stream_id__in=stream.walls)
    notification_counts = Counter(ends.values_list("data__attempt", flat=True))
    paid_again = CoinTransaction.objects.filter(revision__gt=1).count()
    outcome.twice = sum(number > 1 for number in notification_counts.values()) + paid_again
    outcome.coins_differ = stream.unequal_accounts()
    return outcome


def build_crash_report(outcome: CrashResult) -> BenchReport:
    """The outcome as a report."""
    in_time = outcome.slowest_s <= outcome.lease_s + RECOVERY_SLACK_SECONDS
    middle = statistics.median(outcome.requeued_s) if outcome.requeued_s else 0.0
    figures = [
        Figure("submissions", outcome.submissions, ""),
        Figure("kill -9 of a speech process", outcome.kills, ""),
        Figure("recordings that a process had when it was killed", outcome.hit, "", "> 0", outcome.hit > 0),
        Figure("lost", outcome.lost, "", "0", outcome.lost == 0),
        Figure("scored, notified or awarded twice", outcome.twice, "", "0", outcome.twice == 0),
        Figure("dead jobs", outcome.dead, "", "0", outcome.dead == 0),
        Figure("accounts that differ from their ledger", outcome.coins_differ, "", "0", outcome.coins_differ == 0),
        Figure(
            "from the kill until its last job is queued again, longest",
            outcome.slowest_s,
            "s",
            f"≤ lease + {RECOVERY_SLACK_SECONDS:g} s = {outcome.lease_s + RECOVERY_SLACK_SECONDS:g}",
            in_time and len(outcome.requeued_s) == outcome.kills,
            f"median {middle:.1f} s",
        ),
        Figure("the whole run", outcome.seconds, "s"),
    ]
    verdicts = ", ".join(f"{name or 'none'} {number}" for name, number in outcome.verdicts.most_common())
    return BenchReport(
        "crash", "Submissions while the speech process is killed", figures, f"Verdicts: {verdicts}.", "crash speech"
    )


def main() -> int:
    """The command."""
    words = argparse.ArgumentParser(prog="talim crash speech", description=(__doc__ or "").splitlines()[0])
    words.add_argument("--submissions", type=int, default=2000)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--engines", type=int, default=2, help="speech processes at once")
    words.add_argument("--lease", dest="lease_s", type=float, default=60.0, help="seconds of a lease")
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--without-sweeper", dest="sweeper", action="store_false", help="the control: it must lose")
    words.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    given = words.parse_args()
    print(f"seed {given.seed}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwind: the processes must not outlive us
    options = {name: value for name, value in vars(given).items() if name != "write"}
    outcome = run_on_own_database(**options, say=lambda text: print(f"   {text}", flush=True))
    report = build_crash_report(outcome)
    print(f"\n{report.title}\n{report.to_table()}\n{report.note}", flush=True)
    if not given.sweeper:
        return _check_control(outcome)
    write_json(report, ROOT / "var" / "bench")
    if given.write:
        write_page([report])
    clips = list_cheap_clips()
    control = run_on_own_database(
        submissions=12, kills=1, engines=given.engines, lease_s=5.0, sweeper=False, grace_s=5.0, clips=clips
    )
    return _check_control(control) or (0 if report.held else 1)


def run_on_own_database(*, lease_s: float, **more: Any) -> CrashResult:
    """`run_crashes` on a database of its own, which is gone afterwards."""
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False, aliases=["default"], serialized_aliases=[])
    with tempfile.TemporaryDirectory(prefix="talim-crash-") as folder:
        processes = ProcessStarter(Path(folder))
        processes.env = build_lease_environment(lease_s)
        try:
            return run_crashes(processes, lease_s=lease_s, **more)
        finally:
            processes.kill_all(show=False)
            connections.close_all()
            teardown_databases(made, verbosity=0)
            teardown_test_environment()


def list_cheap_clips() -> list[ShortClip]:
    """Of five recordings three with words of one sentence, which the model is sure of, and two in which nothing is
    said: they have a result, an event and a claim like any other, and cost no model.
    """
    spoken = [clip for clip in list_short_clips() if clip.name.startswith("good-child") and ". " not in clip.text]
    threes = zip(spoken[::3], spoken[1::3], spoken[2::3], strict=False)
    return [clip for a, b, c in threes for clip in (a, create_silent_clip(), b, create_silent_clip(), c)]


def _check_control(control: CrashResult) -> int:
    """The status of a control; what it lost is said."""
    print(f"control: {control.stuck} lie with a dead process for ever without the sweeper")
    return 0 if control.lost >= control.stuck > 0 else 1


def build_lease_environment(seconds: float) -> dict[str, str]:
    """The environment of processes whose leases last so long; renewed and swept in the usual proportion."""
    renew, sweep = seconds / 4, max(0.2, min(5.0, seconds / 6))
    return {"JOB_LEASE_SECONDS": f"{seconds:g}", "JOB_RENEW_SECONDS": f"{renew:g}", "JOB_SWEEP_SECONDS": f"{sweep:g}"}


if __name__ == "__main__":
    sys.exit(main())
