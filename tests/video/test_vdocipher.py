"""Videos at VdoCipher, against a local server that speaks its protocol and fails as it may."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.jobs.models import Job, JobState
from apps.learning.models import CourseFile, EnrollmentSource
from apps.learning.services import enrol_user
from apps.video.job_kinds import ASK_VDOCIPHER, SEND_TO_VDOCIPHER
from apps.video.models import Playback, Video
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.factories import ApiClient, client_for
from tests.learning.course_writing import Author
from tests.resources.sample_files import mp4
from tests.resources.upload_requests import send_file
from tests.servers.vdocipher import vdocipher_server

SECRET = "the-secret-of-the-hook"
HOOK = f"/video/vdocipher/hook/{SECRET}/"
FILM = mp4(b"vide", b"soun")


@pytest.fixture
def vdocipher(monkeypatch, store):
    with vdocipher_server() as running:
        for name, value in (running.env | {"VDOCIPHER_HOOK_SECRET": SECRET}).items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield running


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


@pytest.fixture
def pass_time(run_jobs):  # noqa: F811
    """Whatever waits is due now, and is done; VdoCipher is asked as it is every minute."""

    def pass_time():
        Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now())
        run_jobs()
        Job.objects.create(kind=ASK_VDOCIPHER, queue="default")
        run_jobs()

    return pass_time


def add_film(author):
    """Add a film to the course; its video."""
    sent = send_file(author.client, FILM, "film.mp4")
    answer = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"upload": sent["id"]})
    assert answer.status == 201, answer.json
    return CourseFile.objects.get(pk=answer.json["id"])


def the_video():
    return Video.objects.get()


def test_film_is_sent_and_ready_only_when_vdocipher_says_so(vdocipher, author, pass_time):
    file = add_film(author)
    pass_time()
    video = the_video()
    assert (video.provider, video.state) == ("vdocipher", "transcoding")
    there = vdocipher.videos[video.provider_id]
    assert (there["bytes"], there["title"]) == (FILM, str(video.pk))
    for word in ("Queued", "Processing", "a word of next year", ""):
        vdocipher.says(video.provider_id, word, 12.5)
        pass_time()
        assert the_video().state == "transcoding", word
    vdocipher.says(video.provider_id, "ready", 12.5)
    pass_time()
    file.refresh_from_db()
    assert (the_video().state, the_video().duration_ms, file.duration_ms) == ("ready", 12_500, 12_500)


def test_busy_or_broken_vdocipher_is_asked_again_and_gets_the_film_once(vdocipher, author, pass_time):
    vdocipher.answers = [(429, {"Retry_After": "120"}), (503, {})]
    vdocipher.uploads = [500]
    add_film(author)
    pass_time()
    waiting = Job.objects.get(kind=SEND_TO_VDOCIPHER)
    assert waiting.state == JobState.QUEUED
    assert waiting.run_at - timezone.now() > timedelta(seconds=100)
    for _ in range(3):
        pass_time()
    assert the_video().state == "transcoding"
    assert [row["bytes"] for row in vdocipher.videos.values() if row["bytes"]] == [FILM]


def test_film_that_arrived_is_not_sent_twice(vdocipher, author, pass_time):
    """The worker died after the upload."""
    add_film(author)
    pass_time()
    Video.objects.update(state="waiting")
    Job.objects.filter(kind=SEND_TO_VDOCIPHER).update(state=JobState.QUEUED, finished_at=None)
    pass_time()
    assert (the_video().state, len(vdocipher.videos)) == ("transcoding", 1)


def test_wrong_key_refuses_the_film_with_a_reason_and_names_no_secret(
    vdocipher, author, pass_time, monkeypatch, caplog
):
    monkeypatch.setattr(settings.ENV, "vdocipher_api_secret", "another-secret-of-somebody")
    add_film(author)
    pass_time()
    assert (the_video().state, the_video().refusal) == ("refused", "failed")
    assert "another-secret" not in caplog.text + Job.objects.get(kind=SEND_TO_VDOCIPHER).reason


def test_hook_is_only_a_hint(vdocipher, author, pass_time, run_jobs):  # noqa: F811
    add_film(author)
    pass_time()
    video, stranger = the_video(), ApiClient()
    told = {"event": "video:ready", "payload": {"id": video.provider_id, "status": "ready", "length": 3}}
    assert stranger.post(HOOK, told).status == 200
    run_jobs()
    assert the_video().state == "transcoding"
    vdocipher.says(video.provider_id, "ready", 9)
    assert stranger.post(HOOK, told).status == 200
    run_jobs()
    assert (the_video().state, the_video().duration_ms) == ("ready", 9_000)
    asked = len(vdocipher.calls)
    for body in (told, {"payload": {"id": "nobody"}}, {"payload": ["?"]}, [], {"id": "../../etc"}):
        assert stranger.post(HOOK, body).status == 200
        run_jobs()
    assert len(vdocipher.calls) == asked
    assert stranger.post("/video/vdocipher/hook/another-secret-of-it/", told).status == 404


def test_film_that_vdocipher_deleted_or_never_prepares_is_refused(vdocipher, author, pass_time):
    add_film(author)
    pass_time()
    video = the_video()
    Video.objects.update(created_at=timezone.now() - timedelta(days=3))
    pass_time()
    assert (the_video().state, the_video().refusal) == ("refused", "slow")
    Video.objects.update(state="transcoding", refusal="", created_at=timezone.now())
    del vdocipher.videos[video.provider_id]
    pass_time()
    assert (the_video().state, the_video().refusal) == ("refused", "failed")


def test_viewer_gets_a_password_for_each_playback_with_their_watermark(vdocipher, author, pass_time, pupil):
    file = add_film(author)
    pass_time()
    vdocipher.says(the_video().provider_id, "ready", 60)
    pass_time()
    block = {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": "At the market"}
    lesson = author.add_lesson(author.add_module(), "Film", blocks=[block])
    author.publish()
    User.objects.filter(pk=pupil.pk).update(phone="+998901234567")
    enrol_user(actor=None, user=pupil, course=author.course, source=EnrollmentSource.FREE)
    client, path = client_for(pupil), f"/courses/lessons/{lesson['id']}/playback/"
    first, second = (client.post(path, {"block": block["id"]}).json for _ in range(2))
    assert (first["playlist"], first["poster"], first["sprites"]) == (None, None, None)
    assert (first["vdocipher"]["otp"], second["vdocipher"]["otp"]) == ("otp1", "otp2")
    asked = vdocipher.otps[-1]
    line = json.loads(asked["annotate"])[0]
    assert (asked["ttl"], asked["userId"], line["type"]) == (300, str(pupil.pk), "rtext")
    assert line["text"] == f"{pupil.full_name} · 4567"
    vdocipher.answers = [(503, {})]
    refused = client.post(path, {"block": block["id"]})
    assert (refused.status, refused.json["code"]) == (503, "provider_away")
    assert Playback.objects.filter(ended_at__isnull=True).count() == 0  # the refused one holds no place
