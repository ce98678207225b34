"""Attempts that end around kills, twice: with answers that are saved as they come, and with answers that are kept."""

import random
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta
from functools import partial

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.quizzes.models import AttemptState, QuizAttempt
from apps.quizzes.services.quizzes import set_extension
from bench.learning.content import create_learners
from bench.quizzes.pupils import publish_quiz
from tests.crash import say
from tests.crash.centre import RunningCentre, query_until_answered
from tests.crash.learners import QUESTIONS, KeepingLearner, Learner
from tests.crash.quiz_losses import Outage, count_quiz_losses
from tests.processes import ProcessStarter

VICTIMS = {"web": ["web"], "worker": ["worker", "scheduler"], "redis": ["redis"], "postgres": ["postgres"]}
STEP_SECONDS, CALM_SECONDS = 20.0, 7.0
"""From kill to kill, and at least without an outage."""
AROUND_SECONDS = (-0.5, 3.0)
"""When a deadline comes, from its kill."""
AWAY_SECONDS = 3.0
BEGIN_SECONDS = 0.3
"""For the start of one attempt, with room to spare."""
LAST_SECONDS = 180.0


def run_quizzes(folder, servers, given):
    """Return the losses of learners whose answers are saved, and of those of the control, each for every victim.

    `servers` are the PostgreSQL and the Redis, `given` the words of the command.
    """
    processes = ProcessStarter(folder)
    processes.env = {"ALLOWED_HOSTS": "*"}
    control = max(1, given.attempts * given.control_kills // given.kills)
    users = create_learners(given.attempts + control)
    quiz = publish_quiz(QUESTIONS)
    try:
        house = RunningCentre(processes, servers, roles=("web", "worker"))
        with closing(house.door):
            saved = run_round(house, quiz, Learner, users[: given.attempts], given.kills)
            kept = run_round(house, quiz, KeepingLearner, users[given.attempts :], given.control_kills)
        return saved, kept
    finally:
        processes.kill_all(show=False)


def run_round(house, quiz, kind, users, kills):
    """All attempts begin; their time runs out around the kills; then the books."""
    first = timezone.now() + timedelta(seconds=BEGIN_SECONDS * len(users) + STEP_SECONDS)
    plan = [(victim, first + timedelta(seconds=n * STEP_SECONDS)) for n, victim in enumerate(draw_victims(kills))]
    learners = []
    for place, user in enumerate(users):
        victim, at = plan[place * kills // len(users)]
        deadline = at + timedelta(seconds=random.uniform(*AROUND_SECONDS))
        session = open_session(user=user, device="crash", address=None).session
        set_later_end(quiz, user, deadline)
        learners.append(kind(house.address, session, str(quiz.pk), deadline, victim))
        learners[-1].begin()
    assert timezone.now() < first, "the attempts took too long to begin"
    say(f"{kind.__name__}: {len(learners)} attempts have begun")
    with ThreadPoolExecutor(len(learners)) as threads:
        work = [threads.submit(learner.take) for learner in learners]
        outages = []
        for number, (victim, at) in enumerate(plan, start=1):
            earliest = max([at, *(one.ended + timedelta(seconds=CALM_SECONDS) for one in outages)])
            house.wait(partial(_has_come, earliest))
            outages.append(kill_and_wait(house, victim))
            away = outages[-1].ended - outages[-1].began
            say(f"{number} × kill -9, {victim} away for {away.total_seconds():.1f} s")
        house.wait(lambda: not wait(work, timeout=0).not_done)
        for one in work:
            one.result()  # raises what nobody expected
    attempts = QuizAttempt.objects.filter(pk__in=[learner.attempt for learner in learners])
    left = attempts.exclude(state=AttemptState.SCORED)
    house.wait(lambda: not query_until_answered(left.exists), patience=LAST_SECONDS)
    return query_until_answered(lambda: count_quiz_losses(learners, outages))


def draw_victims(kills):
    """Each victim as often as the others, in a random order."""
    victims = [victim for _turn in range(kills) for victim in VICTIMS][:kills]
    random.shuffle(victims)
    return victims


def kill_and_wait(house, victim):
    """Kill -9 of a victim; return the outage when every part is ready again."""
    began = timezone.now()
    for part in VICTIMS[victim]:
        house.harm(part, away=AWAY_SECONDS)
    house.wait_until_ready()
    return Outage(victim, began, timezone.now())


def set_later_end(quiz, user, deadline):
    """Have the learner's attempt end then."""
    author = User.objects.get(email="author@example.uz")
    set_extension(actor=author, quiz=quiz, user=user, values={"closes_at": deadline, "reason": "crash"})


def _has_come(moment):
    return timezone.now() >= moment
