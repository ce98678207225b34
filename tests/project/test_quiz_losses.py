"""The table of quizzes that end while parts are killed tells good from bad."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from apps.quizzes.models import QuizAttempt
from apps.quizzes.services.attempts import hand_in
from apps.quizzes.services.closing import close_due_attempts
from apps.quizzes.services.scoring import score_attempt
from bench.learning.content import create_learners
from bench.quizzes.pupils import publish_quiz
from tests.crash.quiz_losses import Outage, QuizLosses, count_lost_answers, is_closed_once, measure_late_seconds
from tests.crash.quizzes import build_quiz_report
from tests.quizzes.quiz_helpers import send, start

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
GOOD = QuizLosses("web", kills=5, attempts=25, ended_away=9, answers=800)
CONTROL = QuizLosses("web", kills=2, attempts=10, given=60, lost=12)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "bad", [{"lost": 1}, {"not_once": 1}, {"unanswered": ["answer: 0"]}, {"late_s": 5.1}, {"ended_away": 0}]
)
def test_quiz_report_fails_for_a_loss_and_for_kills_that_hit_nothing(bad):
    assert build_quiz_report([GOOD], [CONTROL]).held
    assert not build_quiz_report([replace(GOOD, **bad)], [CONTROL]).held
    assert not build_quiz_report([GOOD], [replace(CONTROL, lost=0)]).held


@pytest.mark.parametrize(
    ("deadline", "done", "late"),
    [(5, 6, 1), (5, 4, 0), (11, 18, 0), (11, 22, 2), (8, 23, 3), (1, 23, 9), (8, 45, 10), (41, 45, 4)],
)
def test_time_past_the_deadline_counts_while_every_part_is_there(deadline, done, late):
    outages = [Outage("web", at(10), at(20)), Outage("redis", at(30), at(40))]
    assert measure_late_seconds(at(deadline), at(done), outages) == late


@pytest.mark.django_db(transaction=True)
def test_an_older_answer_than_the_acknowledged_one_and_a_wrong_end_are_losses():
    quiz, users = publish_quiz(2), create_learners(2)
    by_server, by_learner = (start(user, {"id": quiz.pk}) for user in users)
    send(users[0], by_server, 1, {"kind": "short", "text": "7"})
    for acknowledged, sent, lost in ((7, 7, 0), (6, 7, 0), (8, 8, 1), (5, 6, 1)):
        learner = SimpleNamespace(attempt=by_server["id"], expected={1: acknowledged}, sent={1: sent})
        assert count_lost_answers(learner) == lost
    assert count_lost_answers(SimpleNamespace(attempt=by_server["id"], expected={2: 1}, sent={2: 1})) == 1
    hand_in(attempt=QuizAttempt.objects.get(pk=by_learner["id"]))
    deadline = timezone.now()
    QuizAttempt.objects.update(deadline=deadline)
    assert not is_closed_once(QuizAttempt.objects.get(pk=by_server["id"]), deadline), "it is open"
    close_due_attempts(timezone.now())
    score_attempt(by_server["id"])
    attempt = QuizAttempt.objects.get(pk=by_server["id"])
    assert is_closed_once(attempt, deadline)
    assert not is_closed_once(attempt, deadline + timedelta(seconds=1))
    assert not is_closed_once(QuizAttempt.objects.get(pk=by_learner["id"]), deadline)
