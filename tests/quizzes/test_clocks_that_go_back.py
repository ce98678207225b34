"""A clock that goes back or is ahead loses no answer and closes no attempt early or twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.jobs.models import Job
from apps.quizzes.models import QuizAttempt
from apps.quizzes.services.closing import close_due_attempts, run_close_due
from tests.factories import client_for
from tests.quizzes.quiz_helpers import RIGHT, WRONG, hand_in, send, start

pytestmark = pytest.mark.django_db


def test_the_answer_that_arrives_last_counts_whatever_the_device_says(quiz, pupil, teacher):
    attempt = start(pupil, quiz)
    path = f"/quizzes/attempts/{attempt['id']}/answers/1/"
    for response, hour in ((WRONG["single"], "10"), (RIGHT["single"], "09")):
        body = {"response": response, "client_at": f"2026-11-20T{hour}:00:00+00:00"}
        answer = client_for(pupil).put(path, body)
        assert (answer.status, answer.json["counts"]) == (200, True)
    assert hand_in(pupil, attempt)["score"] == 1.0
    marked = client_for(teacher).get(f"/quizzes/attempts/{attempt['id']}/marking/").json["questions"][0]
    assert (marked["response"], marked["client_at"]) == (RIGHT["single"], "2026-11-20T09:00:00+00:00")


def test_a_worker_whose_clock_is_ahead_closes_no_attempt_early(quiz, pupil):
    attempt = start(pupil, quiz)
    job = Job.objects.get(kind="quizzes.close_due")
    claim = ClaimedJob(id=job.pk, kind=job.kind, object_id=job.object_id, payload={}, attempt=1)
    with time_machine.travel(timezone.now() + timedelta(hours=2)), pytest.raises(PostponeJob):
        run_close_due(claim)
    assert send(pupil, attempt, 1, RIGHT["single"]).json["counts"] is True


def test_an_attempt_is_closed_once_at_its_deadline_while_the_clock_jumps(quiz, pupil):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        attempt = start(pupil, quiz)
        row = QuizAttempt.objects.get()
        job = Job.objects.get(kind="quizzes.close_due")
        claim = ClaimedJob(id=job.pk, kind=job.kind, object_id=job.object_id, payload={}, attempt=1)
        clock.shift(timedelta(hours=-1))
        assert start(pupil, quiz)["id"] == attempt["id"]
        assert send(pupil, attempt, 1, RIGHT["single"]).json["counts"] is True
        assert close_due_attempts(timezone.now()) == 0
        with pytest.raises(PostponeJob):
            run_close_due(claim)
        clock.move_to(row.deadline)
        assert close_due_attempts(timezone.now()) == 1
        clock.shift(timedelta(minutes=-5))
        run_close_due(claim)
        assert close_due_attempts(timezone.now()) == 0
        assert hand_in(pupil, attempt)["handed_in_by"] == "deadline"
        clock.move_to(row.deadline + timedelta(seconds=1))
        assert close_due_attempts(timezone.now()) == 0
        assert start(pupil, quiz)["number"] == 2
    first = QuizAttempt.objects.get(pk=row.pk)
    assert (first.handed_in_at, first.deadline, first.score) == (row.deadline, row.deadline, 1)
    assert Job.objects.filter(kind="quizzes.score", object_id=str(row.pk)).count() == 1
