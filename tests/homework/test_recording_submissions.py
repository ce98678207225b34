"""Handing in a recording over REST."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.models import StoredFile
from apps.courses.services import end_membership
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.homework.models import Attempt
from apps.jobs.models import Job
from apps.notifications.models import Notification
from tests.homework import submission_helpers
from tests.homework.submission_helpers import assign_reading, build_upload, get_homework, scored_result, store_result


def submit(client, homework, upload=None, *, key=None):
    files = {"file": upload or build_upload()}
    return client.post(f"/homework/{homework.pk}/submit/", files=files, idempotency_key=key or str(uuid4()))


def test_submitted_recording_creates_attempt_job_and_events(assignment, group, pupil, teacher, assistant, client_for):
    homework = get_homework(assignment, pupil)
    answer = submit(client_for(pupil), homework)
    assert answer.status == 202, answer.json
    attempt = Attempt.objects.get(homework=homework)
    assert answer.json["id"] == str(attempt.pk)
    assert (answer.json["state"], answer.json["stage"], answer.json["score"]) == ("received", "queued", None)
    job = Job.objects.get(object_id=str(attempt.pk))
    assert (job.kind, job.queue) == ("homework.process_homework_audio", "speech")
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        assert submission_helpers.list_stream_events(stream)[-1][0] == "attempt.received"
    notifications = Notification.objects.filter(type="homework.submitted").values_list("user", flat=True)
    assert set(notifications) == {teacher.pk, assistant.pk}
    assert get_homework(assignment, pupil).state == "processing"


def test_same_idempotency_key_creates_one_attempt(assignment, pupil, client_for):
    homework, client, key = get_homework(assignment, pupil), client_for(pupil), str(uuid4())
    first, second = (submit(client, homework, key=key) for _ in range(2))
    assert (first.status, second.status) == (202, 202)
    assert first.json == second.json
    assert (Attempt.objects.count(), Job.objects.filter(queue="speech").count()) == (1, 1)
    submit(client, homework, build_upload(more=b"\0"), key=key).check_refused(422, "idempotency_key_reused")
    assert (submit(client, homework, key=str(uuid4())).json["code"]) == "not_open"


def test_submission_without_an_idempotency_key_is_refused(assignment, pupil, client_for):
    path = f"/homework/{get_homework(assignment, pupil).pk}/submit/"
    client_for(pupil).post(path, files={"file": build_upload()}).check_refused(400, "idempotency_key_required")
    assert not Attempt.objects.exists()


def test_homework_of_another_pupil_is_answered_as_missing(assignment, pupil, second_pupil, teacher, admin, client_for):
    homework = get_homework(assignment, pupil)
    missing = client_for(pupil).post(
        f"/homework/{uuid4()}/submit/", files={"file": build_upload()}, idempotency_key="k1"
    )
    assert missing.status == 404
    for person in (second_pupil, teacher, admin):
        foreign = submit(client_for(person), homework)
        assert foreign.status == 404
        assert {**foreign.json, "request_id": ""} == {**missing.json, "request_id": ""}
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("homework.mp3", b"This is a text file that says it is a recording.\n" * 20, 415),
        ("homework.webm", b"", 422),
        ("list.m4a", b"ffconcat version 1.0\nfile /etc/passwd\n", 415),
    ],
)
def test_file_that_is_not_a_recording_is_refused_and_not_stored(assignment, pupil, client_for, name, content, status):
    homework = get_homework(assignment, pupil)
    answer = submit(client_for(pupil), homework, SimpleUploadedFile(name, content))
    assert answer.status == status
    assert answer.json["fields"]["file"]
    assert not StoredFile.objects.exists()
    assert get_homework(assignment, pupil).state == "assigned"
    assert submit(client_for(pupil), homework).status == 202


def test_submission_is_refused_while_processing_or_without_attempts_left(assignment, pupil, client_for):
    client, homework = client_for(pupil), get_homework(assignment, pupil)
    for take in range(3):
        answer = submit(client, homework, build_upload(more=b"\0" * take))
        assert answer.status == 202
        submit(client, homework, build_upload(more=b"\0" * 9)).check_refused(409, "not_open")
        store_result(Attempt.objects.get(pk=answer.json["id"]), scored_result(50.0 + take))
    submit(client, homework, build_upload(more=b"\0" * 9)).check_refused(409, "no_attempts_left")


def test_submission_after_the_deadline_is_late_or_refused(group, pupil, client_for):
    deadline = timezone.now() + timedelta(days=1)
    taken = assign_reading(group, deadline=deadline)
    strict = assign_reading(group, deadline=deadline, late_policy="refuse")
    assert not submission_helpers.submit_recording(assign_reading(group, deadline=deadline), pupil).late
    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        client = client_for(pupil)
        assert submit(client, get_homework(taken, pupil)).json["late"] is True
        refused = submit(client, get_homework(strict, pupil))
    assert (refused.status, refused.json["code"]) == (409, "deadline_passed")
    assert Attempt.objects.filter(homework__assignment=strict).count() == 0


def test_former_member_of_the_group_cannot_submit(assignment, group, pupil, client_for):
    end_membership(actor=None, membership=group.memberships.get(student=pupil))
    submit(client_for(pupil), get_homework(assignment, pupil)).check_refused(409, "not_open")
    assert client_for(pupil).get(f"/homework/{get_homework(assignment, pupil).pk}/").status == 200
