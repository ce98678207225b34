"""A teacher sends a film to a course or to the library, sees how far it is, and shows it in a lesson."""

from uuid import uuid4

import pytest

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.events.models import StreamEvent
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from apps.settings.models import SystemSettings
from apps.video.job_kinds import ADD, REMOVE_UNUSED
from apps.video.models import Video
from apps.video.services.adding import FILM_TYPES
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.learning.course_writing import Author
from tests.resources.conftest import lesson  # noqa: F401
from tests.resources.upload_requests import send_file
from tests.video import films, odd_films
from tests.video.films import make_film


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


def add_film(author, content):
    """The file of the course, and the path of its video."""
    sent = send_file(author.client, content, "film.mp4", purpose="film")
    answer = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"upload": sent["id"]})
    assert answer.status == 201, answer.json
    return answer.json, f"/courses/courses/{author.course.pk}/videos/{answer.json['id']}/"


def prepare():
    run_jobs(ADD)
    for video in Video.objects.all():
        films.transcode(video)


def test_a_film_is_prepared_and_shown_in_a_lesson(author, teacher, other_teacher, stranger):
    file, path = add_film(author, make_film())
    assert (file["kind"], file["duration_ms"]) == ("video", None)
    sent = author.client.get(path).json
    assert (sent["state"], sent["percent"], sent["duration_ms"]) == ("waiting", 0, None)
    assert run_jobs(ADD) == 1
    assert author.client.get(path).json == sent | {"video": str(Video.objects.get().pk)}
    block = {"id": str(uuid4()), "kind": "video", "file": file["id"], "title": "A walk"}
    written = author.add_lesson(
        author.add_module(), "A walk", blocks=[block], completion={"rule": "watched", "percent": 90}
    )
    assert "The film is still being prepared." in str(author.changes())
    prepare()
    ready = author.client.get(path).json
    assert (ready["state"], ready["percent"], ready["duration_ms"]) == ("ready", 100, 2000)
    assert (ready["width"], ready["height"], ready["has_audio"]) == (320, 180, True)
    assert ready["bytes"] > 0
    events = StreamEvent.objects.filter(stream=f"user:{teacher.pk}", type="video.changed").order_by("pk")
    assert [(event.data["state"], event.data["percent"]) for event in events] == [("transcoding", 50), ("ready", 100)]
    assert {event.data["file"] for event in events} == {ready["file"]}
    author.publish()
    enrol_user(actor=None, user=stranger, course=author.course, source=EnrollmentSource.FREE)
    (shown,) = client_for(stranger).get(f"/courses/lessons/{written['id']}/").json["blocks"]
    assert shown["video"].pop("poster").endswith("/poster.jpg")
    assert shown["video"] == {
        "is_ready": True, "percent": 100, "duration_ms": 2000, "width": 320, "height": 180, "has_audio": True
    }  # fmt: skip
    assert (shown["file"]["duration_ms"], shown["file"]["url"], shown["file"]["expires_at"]) == (2000, "", None)
    assert client_for(other_teacher).get(path).status == 404


def test_a_refused_film_says_why_and_is_tried_again(author, other_teacher):
    _file, path = add_film(author, odd_films.too_long())
    prepare()
    refused = author.client.get(path).json
    assert refused["state"] == "refused"
    assert refused["reason"].startswith("This film is longer")
    assert client_for(other_teacher).post(f"{path}retry/").status == 404
    again = author.client.post(f"{path}retry/")
    assert (again.status, again.json["state"], again.json["reason"]) == (200, "waiting", None)
    assert author.client.post(f"{path}retry/").status == 409
    prepare()
    assert author.client.get(path).json["state"] == "refused"


def test_a_film_of_the_library_is_prepared_once_for_all_its_uses(author, lesson):  # noqa: F811
    sent = send_file(author.client, make_film(), "film.mp4", purpose="film")
    material = author.client.post("/resources/", {"upload": sent["id"], "lesson": str(lesson.pk)})
    assert material.status == 201, material.json
    media = material.json["media"]
    prepare()
    assert author.client.get(f"/resources/library/{media}/video/").json["state"] == "ready"
    assert author.client.post(f"/resources/library/{media}/video/retry/").status == 409
    file = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"media": media}).json
    assert run_jobs(ADD) == 1
    assert Video.objects.count() == 1
    (listed,) = author.client.get(f"/courses/courses/{author.course.pk}/files/").json["results"]
    assert (listed["id"], listed["duration_ms"]) == (file["id"], 2000)


def test_films_may_be_larger_than_other_files(author):
    SystemSettings.objects.update(material_max_mb=1, video_max_mb=2)
    begin = {"name": "film.mp4", "size": 1_500_000}
    assert author.client.post("/resources/uploads/", begin).status == 413
    assert author.client.post("/resources/uploads/", {**begin, "purpose": "film"}).status == 201
    assert author.client.post("/resources/uploads/", {**begin, "purpose": "film", "size": 2_500_000}).status == 413
    sent = send_file(author.client, b"Good morning\n" * 100_000, "file.txt", purpose="film")
    refused = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"upload": sent["id"]})
    assert refused.status == 413


def test_what_is_lost_is_made_again_and_what_nobody_needs_goes(author, store):
    add_film(author, make_film())
    prepare()
    video = Video.objects.get()
    (store / "video" / str(video.pk) / "poster.jpg").unlink()
    stray = store / "video" / str(uuid4()) / "240p"
    stray.mkdir(parents=True)
    (stray / "00000.m4s").write_bytes(b"x")
    assert run_daily_job()
    assert not stray.parent.exists()
    video.refresh_from_db()
    assert (video.state, video.renditions.count()) == ("waiting", 0)
    assert films.transcode(video).state == "ready"
    video.delete()
    assert run_daily_job()
    assert Video.objects.get().file.content_type.startswith(FILM_TYPES)


def run_daily_job():
    with unit_of_work():
        jobs.enqueue(kind=REMOVE_UNUSED)
    return run_jobs(REMOVE_UNUSED)
