"""One victim after the other: people ask, the victim is killed, the books are compared."""

import math
import random
import time
from contextlib import closing
from functools import partial

from apps.core.permissions import Role
from apps.homework.models import Homework
from apps.homework.services.assignments import assign_homework
from apps.jobs.models import Job, JobState
from bench.payments.calls import SERVER_SETTINGS
from tests import factories
from tests.crash import FLUSH, say
from tests.crash.centre import RunningCentre, query_until_answered
from tests.crash.load import LoadGenerator, PaymentRequest, SubmissionRequest
from tests.crash.losses import LossCount, count_abandoned, count_losses, count_unfinished
from tests.homework.crash import build_lease_environment
from tests.homework.short_clips import create_silent_clip, list_short_clips
from tests.payments import payment_data
from tests.processes import ProcessStarter

GROUPS, PUPILS, BACKLOG = 4, 5, 24
LAST_SECONDS = 600.0
FROZEN_SECONDS = 5.0
"""At most, each of two times: a lease is not to run out meanwhile."""


def run_victims(folder, servers, times, given):
    """What was found for each victim, which is harmed so many times and gets its share of everything.

    `servers` are the PostgreSQL and the Redis, `given` the words of the command.
    """
    processes, sweeper = ProcessStarter(folder), not given.without_sweeper
    processes.env = build_lease_environment(given.lease) | SERVER_SETTINGS
    processes.env |= {"ALLOWED_HOSTS": "*", "WHISPER_THREADS": "1"}
    work = create_load(given.submissions, given.payments)
    say(f"{given.submissions} homeworks and {given.payments} payments are prepared")
    try:
        house = RunningCentre(processes, servers, sweeper=sweeper)
        with closing(house.door), closing(LoadGenerator(house.address)) as crowd:
            results, before, total = [], 0, sum(times.values())
            for victim, harms in times.items():
                submissions, bills = (_share(part, before, before + harms, total) for part in work)
                results.append(run_victim(house, crowd, victim, harms, submissions, bills, sweeper=sweeper))
                before += harms
        return results
    finally:
        processes.kill_all(show=False)


def run_victim(house, crowd, victim, kills, submissions, bills, *, sweeper):
    """So much harm to this victim, each time in the middle of its share of the work; then the books."""
    count = LossCount(victim)
    began, before = time.monotonic(), (house.hit, crowd.again, len(house.stuck), crowd.refused.copy())
    unfinished = partial(query_until_answered, lambda: count_unfinished(submissions))

    def is_over():
        if sweeper:
            return not count_unfinished(submissions) and not Job.objects.filter(state=JobState.LEASED).exists()
        return count_unfinished(submissions) == count_abandoned(submissions, unread=victim == FLUSH)

    for number in range(kills):
        give = partial(_give, crowd, *(_share(part, number, number + 1, kills) for part in (submissions, bills)))
        if victim == FLUSH:
            _flush(house, crowd, give)
        else:
            _kill(house, "speech" if victim == "worker" and number % 2 else victim, give)
        count.kills += 1
        if sweeper:
            house.wait(lambda: crowd.unanswered() < BACKLOG and unfinished() < BACKLOG)
        house.wait_until_ready()
        if number % 5 == 4:
            say(f"{victim}: {number + 1} kills, {crowd.unanswered()} not answered, {time.monotonic() - began:.0f} s")
    house.wait(lambda: not crowd.unanswered(), patience=LAST_SECONDS)
    house.wait(lambda: query_until_answered(is_over), patience=LAST_SECONDS)
    count.seconds = time.monotonic() - began
    count.hit, count.again = house.hit - before[0], crowd.again - before[1]
    count.refused = crowd.refused - before[3]
    query_until_answered(lambda: count_losses(count, submissions, bills, sweeper=sweeper))
    count.stuck = len(house.stuck) - before[2]
    return count


def _kill(house, role, give):
    """Among people who ask; a speech process while it has something in hand."""
    give()
    house.wait_until_unharmed()
    house.wait(lambda: role != "speech" or house.holds_work(role), patience=30)
    time.sleep(random.uniform(0, 0.3))
    house.harm(role)


def _flush(house, crowd, give):
    """Once everybody is answered, and before anybody has read that there is work."""
    house.wait_until_unharmed()
    house.freeze()
    house.wait(house.nobody_listens, patience=FROZEN_SECONDS)
    give()
    house.wait(lambda: not crowd.unanswered(), patience=FROZEN_SECONDS)
    house.harm(FLUSH)


def _give(crowd, submissions, bills):
    for item in submissions:
        crowd.submit(item)
    for bill in bills:
        crowd.pay(bill)


def _share(part, begin, end, total):
    """From the one mark to the other, of so many marks in all."""
    return part[math.floor(len(part) * begin / total) : math.floor(len(part) * end / total)]


def create_load(submissions, payments):
    """Homeworks of pupils of several groups, and payments that they owe."""
    branch, course = factories.make_branch(), factories.make_course()
    clips, given, groups = _clips(), [], []
    for letter in "ABCD"[:GROUPS]:
        teacher = factories.make_user(Role.TEACHER, f"Teacher{letter}", "Short")
        pupils = tuple(factories.make_user(Role.STUDENT, f"Pupil{letter}{n}", "Short") for n in "ABCDE"[:PUPILS])
        words = {"branch": branch, "course": course, "teacher": teacher, "pupils": pupils}
        groups.append((factories.make_group(name=f"Short {letter}", **words), pupils))
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


def _clips():
    """One of three with words of one sentence, two in which nothing is said: those cost no model."""
    spoken = [clip for clip in list_short_clips() if clip.name.startswith("good-child") and ". " not in clip.text]
    return [each_clip for clip in spoken for each_clip in (clip, create_silent_clip(), create_silent_clip())]
