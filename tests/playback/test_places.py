"""A film is watched where it lies: in a draft, as a material, in the library; by those who may see that place."""

from uuid import uuid4

import pytest

from apps.core.models import StoredFile
from apps.resources.models import LessonResource, MediaFile
from tests.factories import ApiClient, client_for
from tests.learning.course_writing import Author, make_course_file
from tests.playback.ladders import make_video
from tests.playback.watching import beat, fetch_key, fetch_later_key


@pytest.fixture
def media_file(teacher):
    stored = StoredFile.objects.create(path="material/0", sha256="0" * 64, size=9, content_type="video/mp4")
    make_video(stored, "240p")
    return MediaFile.objects.create(file=stored, title="At the market", kind="video", added_by=teacher)


def test_a_material_is_watched_by_those_who_see_it(media_file, course, group, pupil, stranger):
    material = LessonResource.objects.create(course=course, media=media_file, title="At the market")
    path = f"/resources/{material.pk}/playback/"
    client = client_for(pupil)
    playback = client.post(path).json
    assert (fetch_key(playback), beat(client, playback, 9000).status) == (200, 200)
    assert client_for(pupil).post(path).json["position_ms"] == 9000
    assert [client_for(stranger).post(path).status, ApiClient().post(path).status] == [404, 401]
    LessonResource.objects.update(archived_at=material.created_at)
    assert [fetch_later_key(playback), beat(client, playback).status, client.post(path).status] == [404, 404, 404]


def test_a_library_file_is_watched_by_those_who_teach(media_file, teacher, pupil):
    path = f"/resources/library/{media_file.pk}/playback/"
    playback = client_for(teacher).post(path).json
    assert fetch_key(playback) == 200
    assert client_for(pupil).post(path).status == 403
    MediaFile.objects.update(archived_at=media_file.created_at)
    assert [fetch_later_key(playback), client_for(teacher).post(path).status] == [404, 404]


def test_a_file_that_is_no_film_has_no_playback(teacher):
    media = MediaFile.objects.create(url="https://example.uz/film", title="A link", kind="link", added_by=teacher)
    assert client_for(teacher).post(f"/resources/library/{media.pk}/playback/").status == 404


def test_a_draft_is_watched_by_its_writers_until_it_shows_another_film(course, group, teacher, viewer):
    author = Author(client_for(teacher), course)
    file = make_course_file(course, content_type="video/mp4", duration_ms=45_000)
    make_video(file.file, "240p")
    block = {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": "At the market"}
    lesson = author.add_lesson(author.add_module(), blocks=[block])
    path, body = f"/courses/lessons/{lesson['id']}/draft/playback/", {"block": block["id"]}
    playback = author.client.post(path, body)
    assert playback.status == 201, playback.json
    assert fetch_key(playback.json) == 200
    assert client_for(viewer).post(path, body).status in (403, 404)
    assert client_for(viewer).post(path.replace("draft/", ""), body).status == 404
    author.save(author.client.get(f"/courses/lessons/{lesson['id']}/draft/").json, blocks=[{**block, "file": None}])
    assert [fetch_later_key(playback.json), author.client.post(path, body).status] == [404, 404]
