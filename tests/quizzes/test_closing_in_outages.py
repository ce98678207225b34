"""Without Redis, without a worker, or while its job lies with a dead one, an attempt is closed by the scheduler."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs import scheduler
from apps.jobs.models import Job, JobState
from apps.quizzes.models import QuizAttempt
from apps.quizzes.scheduler_steps import SCHEDULER_STEPS
from apps.quizzes.services.closing import close_overdue_attempts
from tests.jobs.conftest import use_redis
from tests.processes import find_free_port
from tests.quizzes.quiz_helpers import start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("steps", [SCHEDULER_STEPS, []])
def test_the_scheduler_closes_an_attempt_whose_job_nobody_runs(quiz, pupil, monkeypatch, steps):
    use_redis(monkeypatch, f"redis://127.0.0.1:{find_free_port()}/0")
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(scheduler, "_list_app_steps", lambda: list(steps))
    attempt = QuizAttempt.objects.get(pk=start(pupil, quiz)["id"])
    now = timezone.now()
    QuizAttempt.objects.update(started_at=now - timedelta(minutes=2), deadline=now - timedelta(seconds=1))
    Job.objects.filter(kind="quizzes.close_due").update(
        state=JobState.LEASED, leased_until=now + timedelta(minutes=1), worker="a dead one"
    )
    scheduler.run_scheduler_turn()
    attempt.refresh_from_db()
    assert attempt.state == ("handed_in" if steps else "open")
    assert attempt.handed_in_at == (attempt.deadline if steps else None)
    assert Job.objects.filter(kind="quizzes.score", state=JobState.QUEUED).count() == len(steps)


def test_the_step_leaves_an_attempt_open_whose_time_is_not_up(quiz, pupil):
    attempt = QuizAttempt.objects.get(pk=start(pupil, quiz)["id"])
    QuizAttempt.objects.update(deadline=timezone.now() + timedelta(minutes=1))
    close_overdue_attempts()
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_the_scheduler_knows_the_step():
    assert close_overdue_attempts in scheduler._list_app_steps()
