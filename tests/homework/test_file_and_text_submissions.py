"""Files and texts: submitted by form, by upload and as JSON; kept for the teacher, who marks them."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile, Upload
from apps.events.publishing import get_user_stream, get_wall_stream
from apps.homework.models import Attempt, Homework
from apps.homework.services.submission_files import finish_submission_upload
from apps.jobs.models import Job
from apps.lessons.services import cancel_lesson, create_lesson
from apps.notifications.models import Notification
from apps.settings.models import SystemSettings
from tests.homework.record import CLIPS
from tests.homework.request_helpers import build_pdf, post_assignment, post_submission, post_upload
from tests.homework.submission_helpers import assign_reading, get_homework, list_stream_events, submit_recording
from tests.resources.sample_files import EXE, HTML, PDF, office

TEXT = "Yozda daryoga bordik. We went to the river."


@pytest.fixture
def drawing(group, teacher, client_for):
    """Homework that is submitted as a file."""
    return post_assignment(client_for(teacher), group, "file")


@pytest.fixture
def essay(group, teacher, client_for):
    """Homework that is submitted as a text."""
    return post_assignment(client_for(teacher), group, "text")


def test_submitted_file_waits_for_review(drawing, group, pupil, teacher, assistant, client_for):
    homework = get_homework(drawing, pupil)
    answer = post_submission(client_for(pupil), homework, file=build_pdf())
    assert answer.status == 202, answer.json
    assert (answer.json["state"], answer.json["stage"], answer.json["score"]) == ("stored", "done", None)
    attempt = Attempt.objects.select_related("file").get(homework=homework)
    assert attempt.file is not None
    assert (attempt.file.content_type, attempt.file.owner_id) == ("application/pdf", pupil.pk)
    assert get_homework(drawing, pupil).state == "needs_review"
    assert not Job.objects.filter(queue="speech").exists()
    for stream in (get_wall_stream(group.pk), get_user_stream(pupil.pk)):
        kind, data = list_stream_events(stream)[-1]
        assert (kind, data["homework_state"]) == ("attempt.stored", "needs_review")
    notifications = Notification.objects.filter(type="homework.submitted").values_list("user", flat=True)
    assert set(notifications) == {teacher.pk, assistant.pk}
    reviewed = client_for(teacher).post(f"/homework/{homework.pk}/review/", {"decision": "accept", "score": "80"})
    assert (reviewed.status, reviewed.json["score"]) == (200, 80.0), reviewed.json
    post_submission(client_for(pupil), homework, file=build_pdf(b"2")).check_refused(409, "not_open")


@pytest.mark.parametrize("by_form", [False, True], ids=["json", "form"])
def test_submitted_text_waits_for_review(essay, pupil, client_for, by_form):
    client, homework, key = client_for(pupil), get_homework(essay, pupil), str(uuid4())
    body = {"form": {"text": TEXT}} if by_form else {"json": {"text": f"  {TEXT}\n"}}
    first, again = (post_submission(client, homework, key=key, **body) for _ in range(2))
    assert (first.status, first.json) == (202, again.json), first.json
    attempt = Attempt.objects.get()
    assert (attempt.text, attempt.file_id, attempt.state) == (TEXT, None, "stored")
    assert get_homework(essay, pupil).state == "needs_review"
    post_submission(client, homework, {"text": "Another."}, key=key).check_refused(422, "idempotency_key_reused")


def test_text_can_be_submitted_as_often_as_attempts_are_allowed(essay, pupil, client_for):
    client, homework = client_for(pupil), get_homework(essay, pupil)
    for number in range(3):
        assert post_submission(client, homework, {"text": f"Draft {number}."}).status == 202
    post_submission(client, homework, {"text": "Draft 4."}).check_refused(409, "no_attempts_left")


def test_attempt_number_is_not_reused_after_a_deletion(essay, pupil, client_for):
    client, homework = client_for(pupil), get_homework(essay, pupil)
    for number in (1, 2):
        assert post_submission(client, homework, {"text": f"Draft {number}."}).json["number"] == number
    Attempt.objects.get(number=1).delete()
    answer = post_submission(client, homework, {"text": "Draft 3."})
    assert (answer.status, answer.json.get("number")) == (202, 3), answer.json


def test_own_work_submitted_again_is_refused_and_does_not_count(essay, drawing, pupil, client_for):
    client = client_for(pupil)
    for assignment, work in ((essay, {"json": {"text": TEXT}}), (drawing, {})):
        homework = get_homework(assignment, pupil)
        for state in ("stored", "refused"):
            files = {} if work else {"file": build_pdf()}
            answer = post_submission(client, homework, **work, **files)
            assert (answer.status, answer.json["state"]) == (202, state)
        assert (answer.json["verdict"], answer.json["reason"]) == ("DUPLICATE", "OWN_WORK")
        assert answer.json["counts"] is False
        assert "submitted this work" in answer.json["text"]
        assert get_homework(assignment, pupil).state == "needs_review"


def test_work_of_another_pupil_is_flagged(essay, drawing, pupil, second_pupil, client_for):
    for person in (pupil, second_pupil):
        client = client_for(person)
        file = post_submission(client, get_homework(drawing, person), file=build_pdf())
        text = post_submission(client, get_homework(essay, person), {"text": TEXT})
        assert (file.status, text.status) == (202, 202)
    seen = Attempt.objects.filter(homework__student=second_pupil).order_by("pk")
    assert [(attempt.verdict, attempt.reason, attempt.flags) for attempt in seen] == [
        ("DUPLICATE", "ANOTHERS_FILE", []),
        ("", "", ["ANOTHERS_TEXT"]),
    ]
    first = Attempt.objects.filter(homework__student=pupil)
    assert all((attempt.verdict, attempt.flags) == ("", []) for attempt in first)


@pytest.mark.parametrize(
    ("kind", "work", "status", "field"),
    [
        ("reading", {"json": {"text": "Mary goes home."}}, 422, "text"),
        ("file", {"json": {"text": "My family."}}, 422, "text"),
        ("text", {"file": PDF}, 422, "file"),
        ("text", {"json": {"upload": str(uuid4())}}, 422, "upload"),
        ("text", {"json": {"text": "   "}}, 422, "text"),
        ("text", {"json": {"text": "a\0b"}}, 422, "body"),
        ("text", {"json": {"text": "x" * 20_001}}, 422, "text"),
        ("text", {"json": {"text": 7}}, 422, "text"),
        ("text", {"json": {"text": "So.", "score": 100}}, 422, "score"),
        ("text", {"json": {"text": "So.", "upload": str(uuid4())}}, 422, "file"),
        ("text", {"json": {}}, 422, "file"),
        ("text", {"json": ["So."]}, 422, "body"),
        ("reading", {"file": PDF, "form": {"text": "So."}}, 422, "file"),
        ("reading", {"file": PDF}, 415, "file"),
        ("file", {"file": EXE}, 415, "file"),
        ("file", {"file": HTML}, 415, "file"),
        ("file", {"file": office(entries={"word/vbaProject.bin": b"x"})}, 415, "file"),
        ("file", {"file": b""}, 422, "file"),
        ("file", {"file": b"\x89PNG\r\n\x1a\n" + bytes(40)}, 415, "file"),
        ("file", {"json": {"upload": "mine"}}, 422, "upload"),
    ],
)
def test_submission_of_a_wrong_kind_is_refused_by_field(group, pupil, teacher, client_for, kind, work, status, field):
    homework = get_homework(post_assignment(client_for(teacher), group, kind), pupil)
    sent = {name: value for name, value in work.items() if name != "file"}
    if "file" in work:
        sent["file"] = SimpleUploadedFile("work.pdf", work["file"])
    post_submission(client_for(pupil), homework, **sent).check_refused(status, field=field)
    assert not Attempt.objects.exists()
    assert not StoredFile.objects.exists()
    assert get_homework(homework.assignment, pupil).state == "assigned"


def test_invalid_request_bodies_are_refused(essay, pupil, client_for):
    client, homework = client_for(pupil), get_homework(essay, pupil)
    path = f"/api/v1/homework/{homework.pk}/submit/"
    headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": "k"}
    for body, kind, status in ((b"{", "application/json", 400), (b"So.", "text/plain", 415)):
        answer = client._client.post(path, data=body, content_type=kind, headers=headers)
        assert answer.status_code == status, answer.content
    assert not Attempt.objects.exists()


def test_file_over_the_size_limit_is_refused_by_form_and_by_upload(drawing, pupil, client_for):
    SystemSettings.objects.update(material_max_mb=1)
    client, homework = client_for(pupil), get_homework(drawing, pupil)
    assert post_submission(client, homework, file=build_pdf(b" " * 1024 * 1024)).status == 413
    response = client.post(f"/homework/{homework.pk}/submit/presign/", {"name": "a.pdf", "size": 1024 * 1024 + 1})
    assert (response.status, list(response.json["fields"])) == (413, ["size"])
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("kind", ["reading", "file"])
def test_upload_can_be_submitted(group, pupil, teacher, client_for, kind):
    homework, client = get_homework(post_assignment(client_for(teacher), group, kind), pupil), client_for(pupil)
    content = (CLIPS / "good-adult.webm").read_bytes() if kind == "reading" else PDF
    way = post_upload(client, homework, content, sha256=hashlib.sha256(content).hexdigest())
    assert way.status == 201, way.json
    key = str(uuid4())
    first, again = (post_submission(client, homework, {"upload": way.json["id"]}, key=key) for _ in range(2))
    assert (first.status, first.json) == (202, again.json), first.json
    attempt = Attempt.objects.select_related("file").get()
    assert attempt.file is not None
    assert (attempt.file.sha256, attempt.file.owner_id) == (hashlib.sha256(content).hexdigest(), pupil.pk)
    assert attempt.state == ("received" if kind == "reading" else "stored")
    remove_unused_files(before=timezone.now() + timedelta(days=2))
    assert StoredFile.objects.filter(pk=attempt.file_id).exists()


def test_upload_that_is_not_a_recording_is_refused_and_deleted(assignment, pupil, client_for):
    homework, client = get_homework(assignment, pupil), client_for(pupil)
    way = post_upload(client, homework, PDF)
    post_submission(client, homework, {"upload": way.json["id"]}).check_refused(415, field="upload")
    assert post_submission(client, homework, {"upload": way.json["id"]}).status == 409
    assert not StoredFile.objects.exists()
    assert not Attempt.objects.exists()


def test_missing_unfinished_or_foreign_upload_is_refused(drawing, assignment, pupil, second_pupil, client_for):
    homework, client = get_homework(drawing, pupil), client_for(pupil)
    path = f"/homework/{homework.pk}/submit/presign/"
    begun = client.post(path, {"name": "a.pdf", "size": 10})
    assert begun.status == 201, begun.json
    assert post_submission(client, homework, {"upload": begun.json["id"]}).status == 409
    theirs = post_upload(client_for(second_pupil), get_homework(drawing, second_pupil), PDF)
    for_speech = post_upload(client, get_homework(assignment, pupil), PDF)
    for upload in (theirs.json["id"], for_speech.json["id"], str(uuid4())):
        assert post_submission(client, homework, {"upload": upload}).status == 404
    assert client_for(second_pupil).post(path, {"name": "a.pdf", "size": 10}).status == 404
    assert not Attempt.objects.exists()


def test_stored_upload_without_an_attempt_can_be_submitted_again(drawing, pupil, client_for):
    homework, client = get_homework(drawing, pupil), client_for(pupil)
    way = post_upload(client, homework, PDF)
    lost = finish_submission_upload(homework=homework, upload_id=way.json["id"])
    assert Upload.objects.get().closed_at is not None
    answer = post_submission(client, homework, {"upload": way.json["id"]})
    assert answer.status == 202, answer.json
    assert Attempt.objects.get().file_id == lost.pk
    assert post_submission(client, homework, {"upload": way.json["id"]}).status == 409


def test_upload_is_not_opened_when_submission_is_not_allowed(essay, group, pupil, teacher, client_for):
    client = client_for(pupil)
    body = {"name": "a.webm", "size": 10}
    assert client.post(f"/homework/{get_homework(essay, pupil).pk}/submit/presign/", body).status == 409
    deadline = timezone.now() + timedelta(hours=1)
    strict = get_homework(assign_reading(group, deadline=deadline, late_policy="refuse"), pupil)
    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        late = client_for(pupil).post(f"/homework/{strict.pk}/submit/presign/", body)
    assert (late.status, late.json["code"]) == (409, "deadline_passed")
    assert client.post(f"/homework/{strict.pk}/submit/presign/", body | {"size": 2**30}).status == 413
    assert client.post(f"/homework/{strict.pk}/submit/presign/", body | {"size": 0}).status == 422
    assert not Upload.objects.exists()


def test_homework_of_the_current_lesson_has_priority(group, pupil):
    now = timezone.now()
    hour, kinds = timedelta(hours=1), {}
    for name, start in (("now", now - hour / 12), ("later", now + 3 * hour), ("off", now + 24 * hour)):
        kinds[name] = create_lesson(actor=None, group=group, starts_at=start, ends_at=start + hour)
    kinds["off"] = cancel_lesson(actor=None, lesson=kinds["off"], reason="ill")
    priorities = {}
    for take, (name, lesson) in enumerate([*kinds.items(), ("none", None)]):
        attempt = submit_recording(assign_reading(group, lesson=lesson), pupil, take=take)
        job = Job.objects.get(object_id=str(attempt.pk))
        assert job.share == str(group.pk)
        priorities[name] = job.priority
    assert priorities == {"now": 20, "later": 10, "off": 10, "none": 10}


def test_deleted_assignment_accepts_no_submission(essay, pupil, client_for):
    homework = Homework.objects.get(assignment=essay, student=pupil)
    client = client_for(pupil)
    essay.delete()
    assert post_submission(client, homework, {"text": TEXT}).status == 404
