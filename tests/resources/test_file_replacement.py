"""Another file in the place of a material's: the material stays what it is, the file before goes when it may."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from apps.core.files import removal
from apps.core.models import StoredFile, Upload
from apps.resources.models import Download, LessonResource, MediaFile
from apps.resources.services import library
from apps.settings.models import AuditLog
from tests.concurrency import call_concurrently
from tests.factories import ApiClient, ApiResponse, client_for
from tests.resources.sample_files import BAD, PDF, office
from tests.resources.upload_requests import finish_upload, send_file, upload_material

DAY = timedelta(days=1)
SLIDES, DOCUMENT = office("pptx"), office("docx")
KEPT = ("id", "title", "position", "lesson", "course", "added_by", "created_at")


def replace(client: ApiClient, material: Any, content: bytes, name: str = "new.bin") -> ApiResponse:
    """Send a file and put it in the place of the material's."""
    return client.put(f"/resources/{material['id']}/file/", {"upload": send_file(client, content, name)["id"]})


def test_the_material_stays_and_its_file_is_another(store, client, assistant, pupil, lesson):
    upload_material(client, lesson, PDF, title="Before")
    added = upload_material(client, lesson, PDF, title="Words")
    assert client_for(pupil).get(f"/resources/{added['id']}/download/").status == 200
    answer = replace(client_for(assistant), added, SLIDES)
    assert answer.status == 200
    body = answer.json
    assert {name: body[name] for name in KEPT} == {name: added[name] for name in KEPT}
    assert (body["kind"], body["size"], body["position"]) == ("slides", len(SLIDES), 1)
    assert body["media"] != added["media"]
    assert client_for(pupil).get(f"/resources/{added['id']}/").json["kind"] == "slides"
    assert client_for(pupil).get(f"/resources/{added['id']}/download/").status == 200
    assert client.get(f"/resources/{added['id']}/usage/").json["count"] == 2
    assert Download.objects.filter(use="download").count() == 2
    assert store.read(MediaFile.objects.get(pk=body["media"]).file.path) == SLIDES
    assert AuditLog.objects.filter(action="resources.replace_file").count() == 1


def test_the_file_before_goes_with_its_bytes_when_nothing_else_uses_it(store, client, lesson):
    added = upload_material(client, lesson, PDF)
    body = replace(client, added, DOCUMENT).json
    assert [row["id"] for row in client.get("/resources/library/").json["results"]] == [body["media"]]
    assert library.remove_unused_archived_media(archived_before=timezone.now() - DAY) == 0
    MediaFile.objects.filter(pk=added["media"]).update(archived_at=timezone.now() - 2 * DAY)
    assert library.remove_unused_archived_media(archived_before=timezone.now() - DAY) == 1
    Upload.objects.all().delete()
    StoredFile.objects.update(created_at=timezone.now() - 3 * DAY)
    assert removal.remove_unused_files(before=timezone.now() - DAY) == 1
    assert store.paths() == [StoredFile.objects.get().path]
    assert store.read(store.paths()[0]) == DOCUMENT


def test_what_lies_elsewhere_stays_in_the_library(folder_store, teacher, other_teacher, lesson, other_lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    place = {"media": added["media"], "lesson": str(other_lesson.pk)}
    elsewhere = client_for(other_teacher).post("/resources/", place).json
    assert replace(client_for(teacher), added, DOCUMENT).status == 200
    assert MediaFile.objects.get(pk=added["media"]).archived_at is None
    assert client_for(other_teacher).get(f"/resources/{elsewhere['id']}/").json["media"] == added["media"]


def test_library_files_of_others_are_kept(folder_store, teacher, other_teacher, manager, lesson, other_lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    place = {"media": added["media"], "lesson": str(other_lesson.pk)}
    reused = client_for(other_teacher).post("/resources/", place).json
    client_for(teacher).delete(f"/resources/{added['id']}/")
    first = replace(client_for(other_teacher), reused, DOCUMENT).json
    assert MediaFile.objects.get(pk=added["media"]).archived_at is None
    assert replace(client_for(manager), reused, PDF).status == 200
    assert MediaFile.objects.get(pk=first["media"]).archived_at is not None


def test_a_file_of_the_library_comes_in_its_place(folder_store, client, lesson):
    added, other = (upload_material(client, lesson, PDF, title=title) for title in ("Words", "Grammar"))
    address = f"/resources/{added['id']}/file/"
    answer = client.put(address, {"media": other["media"]})
    assert (answer.status, answer.json["media"], answer.json["title"]) == (200, other["media"], "Words")
    assert client.put(address, {"media": other["media"]}).json == answer.json
    assert AuditLog.objects.filter(action="resources.replace_file").count() == 1
    assert client.put(address, {"media": added["media"]}).status == 404
    for body in ({}, {"media": other["media"], "upload": added["id"]}):
        assert client.put(address, body).refused_fields == (422, ["upload"])


def test_replacement_needs_rights_over_the_material(store, teacher, other_teacher, pupil, lesson):
    added = upload_material(client_for(teacher), lesson, PDF)
    address = f"/resources/{added['id']}/file/"
    assert replace(client_for(other_teacher), added, DOCUMENT).status == 404
    assert client_for(pupil).put(address, {"media": added["media"]}).status == 403
    way = send_file(client_for(teacher), DOCUMENT)
    client_for(teacher).delete(f"/resources/{added['id']}/")
    assert client_for(teacher).put(address, {"upload": way["id"]}).status == 404
    assert LessonResource.objects.get().media_id == MediaFile.objects.get().pk
    assert finish_upload(client_for(teacher), way, lesson).status == 201


def test_refused_replacement_keeps_the_old_file(store, client, lesson):
    added = upload_material(client, lesson, PDF)
    assert replace(client, added, BAD["macros"]).refused_fields == (415, ["upload"])
    assert client.get(f"/resources/{added['id']}/").json == added
    assert store.paths() == [StoredFile.objects.get().path]
    assert MediaFile.objects.get().archived_at is None


@pytest.mark.django_db(transaction=True)
def test_materials_that_swap_files_use_no_archived_file(folder_store, client, lesson):
    """The later one finds the file that it wants gone from the library; neither waits for the other for ever."""
    for _ in range(3):
        pair = [upload_material(client, lesson, PDF) for _ in range(2)]
        calls = [
            partial(client.put, f"/resources/{material['id']}/file/", {"media": other["media"]})
            for material, other in (pair, pair[::-1])
        ]
        assert sorted(answer.status for answer in call_concurrently(calls)) == [200, 404]
        assert not LessonResource.objects.filter(media__archived_at__isnull=False).exists()
