"""One victim after the other: people ask, the victim is killed, the books are compared."""

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from apps.core.permissions import Role
from apps.homework.models import Homework
from apps.homework.services.assignments import assign_homework
from apps.jobs.models import Job, JobState
from bench.payments.calls import SERVER_SETTINGS
from tests import factories
from tests.crash import FLUSH
from tests.crash.centre import RunningCentre, query_until_answered
from tests.crash.load import LoadGenerator, PaymentRequest, SubmissionRequest
from tests.crash.losses import LossCount, count_abandoned, count_losses, count_unfinished
from tests.homework.crash import build_lease_environment
from tests.homework.short_clips import ShortClip, create_silent_clip, list_short_clips
from tests.payments import payment_data
from tests.processes import ProcessStarter

GROUPS, PUPILS, BACKLOG = 4, 5, 24
STEP_SECONDS, LAST_SECONDS = 0.1, 600.0
FROZEN_SECONDS = 5.0
"""At most, each of two times: a lease is not to run out meanwhile."""
T = TypeVar("T")


def run_victims(
    folder: Path,
    *,
    postgres: Any,
    redis: Any,
    times: Mapping[str, int],
    submissions: int,
    payments: int,
    lease_s: float,
    sweeper: bool,
    say: Callable[[str], None],
) -> list[LossCount]:
    """What was found for each victim, which is harmed so many times and gets its share of everything."""
    processes = ProcessStarter(folder)
    processes.env = {
        **build_lease_environment(lease_s),
        **SERVER_SETTINGS,
        "ALLOWED_HOSTS": "*",
        "WHISPER_THREADS": "1",
    }
    work = create_load(submissions, payments)
    say(f"{submissions} homeworks and {payments} payments are prepared")
    try:
        house = RunningCentre(processes, postgres=postgres, redis=redis, sweeper=sweeper)
        crowd = LoadGenerator(house.address)
        results, before, total = [], 0, sum(times.values())
        for victim, harms in times.items():
            given, bills = (_share(part, before, before + harms, total) for part in work)
            results.append(run_victim(house, crowd, victim, harms, given, bills, sweeper=sweeper, say=say))
            before += harms
        crowd.close()
        house.close()
        return results
    finally:
        processes.kill_all(show=False)


def run_victim(
    house: RunningCentre,
    crowd: LoadGenerator,
    victim: str,
    kills: int,
    submissions: Sequence[SubmissionRequest],
    bills: Sequence[PaymentRequest],
    *,
    sweeper: bool,
    say: Callable[[str], None],
) -> LossCount:
    """So much harm to this victim, each time in the middle of its share of the work; then the books."""
    count = LossCount(victim)
    began, before = time.monotonic(), (house.hit, crowd.again, len(house.stuck), crowd.refused.copy())
    for number in range(kills):
        give = partial(_give, crowd, submissions, bills, number, kills)
        if victim == FLUSH:
            _flush(house, crowd, give)
        else:
            _kill(house, "speech" if victim == "worker" and number % 2 else victim, give)
        count.kills += 1
        if sweeper:
            _wait(
                house,
                lambda: (
                    crowd.unanswered() < BACKLOG
                    and query_until_answered(lambda: count_unfinished(submissions)) < BACKLOG
                ),
            )
        house.wait_until_ready()
        if number % 5 == 4:
            say(f"{victim}: {number + 1} kills, {crowd.unanswered()} not answered, {time.monotonic() - began:.0f} s")
    _wait(house, lambda: not crowd.unanswered(), patience=LAST_SECONDS)
    if sweeper:
        _wait(
            house,
            lambda: not query_until_answered(lambda: count_unfinished(submissions)) and not _busy(),
            patience=LAST_SECONDS,
        )
    else:
        only_the_lost = lambda: count_unfinished(submissions) == count_abandoned(submissions, unread=victim == FLUSH)  # noqa: E731
        _wait(house, lambda: query_until_answered(only_the_lost), patience=LAST_SECONDS)
    count.seconds = time.monotonic() - began
    count.hit, count.again = house.hit - before[0], crowd.again - before[1]
    count.refused = crowd.refused - before[3]
    query_until_answered(lambda: count_losses(count, submissions, bills, sweeper=sweeper))
    count.stuck = len(house.stuck) - before[2]
    return count


def _kill(house: RunningCentre, role: str, give: Callable[[], None]) -> None:
    """Among people who ask; a speech process while it has something in hand."""
    give()
    house.wait_until_unharmed()
    _wait(house, lambda: role != "speech" or house.holds_work(role), patience=30)
    time.sleep(random.uniform(0, 0.3))
    house.harm(role)


def _flush(house: RunningCentre, crowd: LoadGenerator, give: Callable[[], None]) -> None:
    """Once everybody is answered, and before anybody has read that there is work."""
    house.wait_until_unharmed()
    house.freeze()
    _wait(house, house.nobody_listens, patience=FROZEN_SECONDS)
    give()
    _wait(house, lambda: not crowd.unanswered(), patience=FROZEN_SECONDS)
    house.harm(FLUSH)


def _give(
    crowd: LoadGenerator,
    submissions: Sequence[SubmissionRequest],
    bills: Sequence[PaymentRequest],
    number: int,
    kills: int,
) -> None:
    """The share of this kill."""
    for item in _share(submissions, number, number + 1, kills):
        crowd.submit(item)
    for bill in _share(bills, number, number + 1, kills):
        crowd.pay(bill)


def _share(part: Sequence[T], begin: int, end: int, total: int) -> Sequence[T]:
    """From the one mark to the other, of so many marks in all."""
    return part[math.floor(len(part) * begin / total) : math.floor(len(part) * end / total)]


def _busy() -> bool:
    return query_until_answered(lambda: Job.objects.filter(state=JobState.LEASED).exists())


def _wait(house: RunningCentre, reached: Callable[[], bool], *, patience: float = 300.0) -> None:
    ends = time.monotonic() + patience
    while not reached() and time.monotonic() < ends:
        house.tend()
        time.sleep(STEP_SECONDS)


def create_load(submissions: int, payments: int) -> tuple[list[SubmissionRequest], list[PaymentRequest]]:
    """Homeworks of pupils of several groups, and payments that they owe."""
    branch, course = factories.make_branch(), factories.make_course()
    clips = _clips()
    given: list[SubmissionRequest] = []
    groups = []
    for letter in "ABCD"[:GROUPS]:
        teacher = factories.make_user(Role.TEACHER, f"Teacher{letter}", "Short")
        pupils = tuple(factories.make_user(Role.STUDENT, f"Pupil{letter}{n}", "Short") for n in "ABCDE"[:PUPILS])
        name = f"Short {letter}"
        groups.append(
            (factories.make_group(branch=branch, course=course, name=name, teacher=teacher, pupils=pupils), pupils)
        )
    while len(given) < submissions:
        number = len(given) // PUPILS
        group, _ = groups[number % GROUPS]
        clip = clips[number % len(clips)]
        assignment = assign_homework(
            author=group.lead_teacher, group=group, kind="reading", title=f"Sentence {number}", reference_text=clip.text
        )
        for homework in Homework.objects.filter(assignment=assignment).select_related("student"):
            given.append(SubmissionRequest(homework.student, str(homework.pk), clip, len(given)))
    bills = []
    for number in range(payments):
        group, pupils = groups[number % GROUPS]
        payment = payment_data.create_payment_due(pupils[number % PUPILS], group, 1_000_000 + number)
        bills.append(PaymentRequest(number, payment.reference, payment.amount))
    return given[:submissions], bills


def _clips() -> list[ShortClip]:
    """One of three with words of one sentence, two in which nothing is said: those cost no model."""
    spoken = [clip for clip in list_short_clips() if clip.name.startswith("good-child") and ". " not in clip.text]
    return [each_clip for clip in spoken for each_clip in (clip, create_silent_clip(), create_silent_clip())]
