"""More time and more attempts for one pupil."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from apps.events.publishing import get_user_stream, get_wall_stream
from apps.gamification.models import StudentCoin
from apps.homework.models import Attempt, Homework
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_assignment, post_submission
from tests.homework.submission_helpers import assign_reading, build_upload, get_homework, submit_and_score


@pytest.fixture
def deadline():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def due(group, deadline):
    """Homework that is refused after the deadline."""
    return assign_reading(group, deadline=deadline, late_policy="refuse")


def extend(client: Any, homework: Homework, **values: Any) -> Any:
    return client.post(f"/homework/{homework.pk}/extend/", values)


def test_extension_reopens_the_homework_of_one_pupil(due, group, deadline, pupil, second_pupil, teacher, client_for):
    homework, until = get_homework(due, pupil), deadline + timedelta(days=2)
    with time_machine.travel(deadline + timedelta(hours=1), tick=False):
        answer = extend(client_for(teacher), homework, until=until.isoformat(), extra_attempts=2)
        assert answer.status == 200, answer.json
        assert (datetime.fromisoformat(answer.json["due_at"]), answer.json["attempts_left"]) == (until, 5)
        taken = post_submission(client_for(pupil), homework, file=build_upload())
        assert (taken.status, taken.json["late"]) == (202, False)
        refused = post_submission(client_for(second_pupil), get_homework(due, second_pupil), file=build_upload())
        assert refused.json["code"] == "deadline_passed"
    assert AuditLog.objects.get(action="homework.extend").fields == ["extended_until", "extra_attempts"]
    assert Notification.objects.filter(type="homework.extended", user=pupil).count() == 1
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        event_data = dict(submission_helpers.list_stream_events(stream))["homework.extended"]
        assert (datetime.fromisoformat(event_data["due_at"]), event_data["attempts_left"]) == (until, 5)


def test_extension_makes_a_late_attempt_on_time_and_pays_full_coins(group, deadline, pupil, teacher, client_for):
    assignment = assign_reading(group, deadline=deadline, late_policy="reduce", late_coins_percent=50)
    with time_machine.travel(deadline + timedelta(hours=1), tick=False):
        submit_and_score(assignment, pupil, submission_helpers.scored_result(100.0))
        assert StudentCoin.objects.get(student=pupil).balance == 10
        until = deadline + timedelta(hours=2)
        assert extend(client_for(teacher), get_homework(assignment, pupil), until=until.isoformat()).status == 200
    homework = get_homework(assignment, pupil)
    assert (homework.late, homework.state, homework.score) == (False, "scored", 100)
    assert not Attempt.objects.get().late
    assert StudentCoin.objects.get(student=pupil).balance == 20


def test_extra_attempts_remove_homework_from_the_review_queue(group, pupil, teacher, client_for):
    assignment = assign_reading(group, attempts_allowed=1)
    submit_and_score(assignment, pupil, submission_helpers.refused_result("OFF_SCRIPT"))
    homework = get_homework(assignment, pupil)
    assert homework.state == "needs_review"
    assert extend(client_for(teacher), homework, extra_attempts=1).json["state"] == "assigned"
    assert post_submission(client_for(pupil), homework, file=build_upload(more=b"\0")).status == 202


def test_extra_attempts_keep_an_unreviewed_text_in_the_queue(group, pupil, teacher, client_for):
    client = client_for(teacher)
    homework = get_homework(post_assignment(client, group, "text"), pupil)
    post_submission(client_for(pupil), homework, {"text": "Draft."})
    assert extend(client, homework, extra_attempts=1).json["state"] == "needs_review"


def test_deadline_later_than_an_extension_is_used(due, deadline, pupil, teacher, client_for):
    client, homework = client_for(teacher), get_homework(due, pupil)
    extend(client, homework, until=(deadline + timedelta(days=1)).isoformat())
    later = deadline + timedelta(days=5)
    assert client.patch(f"/homework/assignments/{due.pk}/", {"deadline": later.isoformat()}).status == 200
    assert get_homework(due, pupil).due_at == later
    client.patch(f"/homework/assignments/{due.pk}/", {"deadline": None})
    assert get_homework(due, pupil).due_at is None


def test_invalid_extension_is_refused_with_its_field(due, assignment, deadline, pupil, teacher, client_for):
    client, homework = client_for(teacher), get_homework(due, pupil)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "until"),
        ({"until": deadline.isoformat()}, "until"),
        ({"until": "2020-01-01T00:00:00Z"}, "until"),
        ({"until": "2030-01-01T00:00:00"}, "until"),
        ({"extra_attempts": 0}, "extra_attempts"),
        ({"extra_attempts": 11}, "extra_attempts"),
    ]
    for values, field in wrong:
        answer = extend(client, homework, **values)
        assert answer.status == 422
        assert any(name.split(".")[-1] == field for name in answer.json["fields"]), answer.json
    for _ in range(5):
        assert extend(client, homework, extra_attempts=10).status == 200
    assert list(extend(client, homework, extra_attempts=1).json["fields"]) == ["extra_attempts"]
    endless = extend(client, get_homework(assignment, pupil), until=deadline.isoformat())
    assert list(endless.json["fields"]) == ["until"]


def test_accepted_homework_cannot_be_extended(assignment, pupil, teacher, other_teacher, client_for):
    submit_and_score(assignment, pupil, submission_helpers.scored_result(80.0))
    homework, client = get_homework(assignment, pupil), client_for(teacher)
    for person, status in ((other_teacher, 404), (pupil, 403)):
        assert extend(client_for(person), homework, extra_attempts=1).status == status
    client.post(f"/homework/{homework.pk}/review/", {"decision": "accept"})
    extend(client, homework, extra_attempts=1).check_refused(409, "not_open")
    assert get_homework(assignment, pupil).extra_attempts == 0


def test_repeated_request_extends_homework_once(assignment, pupil, teacher, client_for):
    client, homework = client_for(teacher), get_homework(assignment, pupil)
    path, given = f"/homework/{homework.pk}/extend/", {"extra_attempts": 1}
    first, again = [client.post(path, given, idempotency_key="tap") for _ in range(2)]
    assert (first.status, first.json["attempts_left"], again.json) == (200, 4, first.json)
    assert Notification.objects.filter(type="homework.extended", user=pupil).count() == 1
    client.post(path, {"extra_attempts": 2}, idempotency_key="tap").check_refused(422, "idempotency_key_reused")
    assert extend(client, homework, extra_attempts=1).json["attempts_left"] == 5
