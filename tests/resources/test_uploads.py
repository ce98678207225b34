"""Large files: begun, sent, ended; over a folder and over S3 alike."""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from apps.core.models import StoredFile, Upload
from apps.core.uploads import FINISH_GRACE, FORM_SECONDS, MAX_OPEN_UPLOADS
from apps.resources.models import LessonResource, MediaFile
from apps.resources.services import materials
from apps.settings.models import SystemSettings
from tests import factories
from tests.factories import client_for
from tests.resources.sample_files import BAD, GOOD, PDF, office
from tests.resources.upload_requests import finish_upload, put_bytes, send_bytes, send_file, send_form, start_upload

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("name", ["pptx", "png"])
def test_a_file_comes_and_lies_on_the_lesson(name, store, client, lesson):
    content, content_type, kind = GOOD[name]
    way = start_upload(client, content, "Darslik  1.bin", sha256=hashlib.sha256(content).hexdigest())
    assert way["received"] == 0
    send_bytes(way, content)
    answer = finish_upload(client, way, lesson)
    assert answer.status == 201
    shown = {"title": "Darslik  1", "kind": kind, "content_type": content_type, "size": len(content), "position": 0}
    assert answer.json.items() >= {**shown, "lesson": str(lesson.pk)}.items()
    stored = StoredFile.objects.get()
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert store.read(stored.path) == content
    assert store.paths() == [stored.path]
    lesson.refresh_from_db()
    assert lesson.pinned_at is not None


@pytest.mark.parametrize("name", ["a web page", "macros", "a bomb that lies", "half a picture"])
def test_what_cannot_be_taken_is_deleted_and_its_upload_is_over(name, store, client, lesson):
    way = send_file(client, BAD[name], "lecture.pdf")
    refused = finish_upload(client, way, lesson)
    expected = (415, "unsupported_media", ["upload"])
    assert (refused.status, refused.json["code"], list(refused.json["fields"])) == expected
    assert store.paths() == []
    assert finish_upload(client, way, lesson).status == 409
    assert not StoredFile.objects.exists()
    assert not MediaFile.objects.exists()


def test_an_upload_is_used_once(store, client, lesson):
    way = send_file(client)
    assert finish_upload(client, way, lesson).status == 201
    again = finish_upload(client, way, lesson)
    assert (again.status, again.json["code"]) == (409, "conflict")
    assert LessonResource.objects.count() == MediaFile.objects.count() == len(store.paths()) == 1


def test_what_has_not_come_as_a_whole_cannot_be_ended_yet(store, client, lesson):
    way = start_upload(client, PDF)
    assert finish_upload(client, way, lesson).status == 409
    send_bytes(way, PDF)
    assert finish_upload(client, way, lesson).status == 201


def test_another_hash_than_was_told_is_refused(store, client, lesson):
    assert finish_upload(client, send_file(client, PDF, sha256="0" * 64), lesson).refused_fields == (422, ["sha256"])
    assert store.paths() == []


def test_a_place_that_cannot_be_named_leaves_the_upload_for_another_try(store, client, lesson, other_lesson):
    way = send_file(client)
    assert finish_upload(client, way, other_lesson).status == 404
    both = {"upload": way["id"], "lesson": str(lesson.pk), "course": str(lesson.group.course_id)}
    assert list(client.post("/resources/", both).json["fields"]) == ["lesson"]
    assert list(client.post("/resources/", {"lesson": str(lesson.pk)}).json["fields"]) == ["upload"]
    assert finish_upload(client, way, lesson).status == 201


def test_an_upload_is_its_owners(store, teacher, assistant, lesson):
    way = send_file(client_for(teacher))
    foreign = finish_upload(client_for(assistant), way, lesson)
    assert foreign.status == finish_upload(client_for(assistant), {"id": str(lesson.pk)}, lesson).status == 404
    assert finish_upload(client_for(teacher), way, lesson).status == 201


def test_a_document_of_200_mb_is_refused_before_a_byte_is_read(store, client, lesson):
    refused = client.post("/resources/uploads/", {"name": "book.docx", "size": 200 * MEGABYTE})
    assert (refused.status, refused.json["code"], list(refused.json["fields"])) == (413, "too_large", ["size"])
    SystemSettings.objects.update(material_max_mb=200)
    assert client.post("/resources/uploads/", {"name": "book.docx", "size": 200 * MEGABYTE}).status == 201
    assert client.post("/resources/uploads/", {"name": "book.docx", "size": 0}).status == 422


def test_an_upload_whose_time_is_over_cannot_be_used(store, client, lesson):
    way = send_file(client)
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert finish_upload(client, way, lesson).status == 409
    if store.name == "folder":
        assert put_bytes(way["url"], b"").status == 404


def test_open_uploads_are_limited(store, client, other_teacher):
    for _ in range(MAX_OPEN_UPLOADS):
        start_upload(client, PDF)
    refused = client.post("/resources/uploads/", {"name": "x.pdf", "size": 5})
    assert (refused.status, refused.json["code"]) == (429, "too_many_requests")
    assert "retry-after" in refused.headers
    start_upload(client_for(other_teacher), PDF)


def test_own_open_uploads_are_listed(store, client, other_teacher, pupil, lesson):
    way, ended, over = (start_upload(client, PDF, name) for name in ("Words.pdf", "ended.pdf", "over.pdf"))
    send_bytes(way, PDF)
    send_bytes(ended, PDF)
    assert finish_upload(client, ended, lesson).status == 201
    Upload.objects.filter(pk=over["id"]).update(expires_at=timezone.now() - timedelta(seconds=1))
    start_upload(client_for(other_teacher), PDF)
    [row] = client.get("/resources/uploads/").json["results"]
    received = len(PDF) if store.name == "folder" else 0
    expected = {"id": way["id"], "name": "Words.pdf", "size": len(PDF), "received": received}
    assert {name: row[name] for name in ("id", "name", "size", "received")} == expected
    assert datetime.fromisoformat(row["expires_at"]) > timezone.now() + timedelta(hours=23)
    assert client_for(pupil).get("/resources/uploads/").status == 403


def test_a_dropped_upload_leaves_nothing_and_makes_room(store, client, other_teacher, lesson):
    ways = [start_upload(client, PDF) for _ in range(MAX_OPEN_UPLOADS)]
    send_bytes(ways[0], PDF)
    assert len(store.paths()) == 1
    address = f"/resources/uploads/{ways[0]['id']}/"
    assert client_for(other_teacher).delete(address).status == 404
    assert client.delete(address).status == 204
    assert store.paths() == []
    assert client.delete(address).status == finish_upload(client, ways[0], lesson).status == 404
    if store.name == "folder":
        assert put_bytes(ways[0]["url"], PDF).status == 404
        assert store.paths() == []
    assert client.get("/resources/uploads/").json["count"] == MAX_OPEN_UPLOADS - 1
    start_upload(client, PDF)


def test_what_was_ended_cannot_be_dropped(store, client, lesson):
    way = send_file(client)
    assert finish_upload(client, way, lesson).status == 201
    assert client.delete(f"/resources/uploads/{way['id']}/").status == 404
    assert store.read(StoredFile.objects.get().path) == PDF


def test_an_upload_dropped_while_it_is_ended_is_no_file(store, client, lesson, monkeypatch):
    way = send_file(client)
    check = materials.check_and_get_content_type

    def while_it_is_dropped(opened):
        result = check(opened)
        assert client.delete(f"/resources/uploads/{way['id']}/").status == 204
        return result

    monkeypatch.setattr(materials, "check_and_get_content_type", while_it_is_dropped)
    assert finish_upload(client, way, lesson).status == 409
    assert not StoredFile.objects.exists()
    assert store.paths() == []


def test_lost_uploads_of_s3_count_until_their_form_is_over_and_a_while(s3_store, client, lesson):
    first = start_upload(client, PDF)
    for _ in range(MAX_OPEN_UPLOADS - 1):
        start_upload(client, PDF)
    send_bytes(first, PDF)
    form = timedelta(seconds=FORM_SECONDS)
    Upload.objects.update(created_at=timezone.now() - form - FINISH_GRACE / 2)
    assert client.post("/resources/uploads/", {"name": "x.pdf", "size": 5}).status == 429
    Upload.objects.update(created_at=timezone.now() - form - FINISH_GRACE)
    later = start_upload(client, PDF)
    assert [row["id"] for row in client.get("/resources/uploads/").json["results"]] == [later["id"]]
    assert finish_upload(client, first, lesson).status == 201


def test_in_a_folder_an_upload_counts_as_long_as_its_way_is_open(folder_store, client):
    for _ in range(MAX_OPEN_UPLOADS):
        start_upload(client, PDF)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=20))
    assert client.post("/resources/uploads/", {"name": "x.pdf", "size": 5}).status == 429


def test_the_form_for_s3_holds_for_this_key_this_size_and_five_minutes(s3_store, teacher):
    way = start_upload(client_for(teacher), PDF)
    assert way["method"] == "POST"
    policy = json.loads(base64.b64decode(way["fields"]["policy"]))
    upload = Upload.objects.get()
    assert ["content-length-range", len(PDF), len(PDF)] in policy["conditions"]
    assert {"key": upload.key} in policy["conditions"]
    ends = datetime.fromisoformat(policy["expiration"])
    assert timezone.now() < ends <= timezone.now() + timedelta(seconds=300)
    assert datetime.fromisoformat(way["expires_at"]) <= timezone.now() + timedelta(seconds=300)


def test_a_store_without_policies_gets_a_signed_put_of_this_length(s3_store, client, lesson):
    s3_store.wait(30, upload_method="put")
    way = start_upload(client, PDF)
    assert (way["method"], way["piece_bytes"], way["fields"]) == ("PUT", None, {})
    asked = parse_qs(urlsplit(way["url"]).query)
    assert asked["X-Amz-Expires"] == ["300"]
    assert set(asked["X-Amz-SignedHeaders"][0].split(";")) == {"content-length", "content-type", "host"}
    send_bytes(way, PDF)
    assert finish_upload(client, way, lesson).status == 201
    assert s3_store.paths() == [StoredFile.objects.get().path]


def test_another_size_in_the_bucket_is_refused_and_deleted(s3_store, client, lesson):
    way = start_upload(client, PDF)
    s3_store.server.client.put_object(Bucket=s3_store.bucket, Key=Upload.objects.get().key, Body=PDF + b"more")
    assert finish_upload(client, way, lesson).refused_fields == (422, ["upload"])
    assert s3_store.paths() == []
    assert finish_upload(client, way, lesson).status == 409


def test_sending_the_form_again_after_the_end_changes_nothing(s3_store, client, lesson):
    """The form is good for five minutes: what was checked is a copy that no form leads to."""
    way = send_file(client)
    assert finish_upload(client, way, lesson).status == 201
    send_bytes(way, b"M" * len(PDF))
    assert s3_store.read(StoredFile.objects.get().path) == PDF
    assert len(s3_store.paths()) == 2


def test_small_files_come_at_once(store, client, lesson):
    answer = send_form(client, office("docx"), "Uyga vazifa.docx", lesson=str(lesson.pk))
    assert (answer.status, answer.json["title"], answer.json["kind"]) == (201, "Uyga vazifa", "document")
    assert send_form(client, BAD["macros"], "x.docx", lesson=str(lesson.pk)).refused_fields == (415, ["file"])
    assert send_form(client, BAD["half a picture"], "x.png", lesson=str(lesson.pk)).refused_fields == (415, ["file"])
    assert len(store.paths()) == 1
    assert send_form(client, PDF).status == 422


def test_materials_need_a_taught_lesson_or_course(store, pupil, other_teacher, lesson):
    assert client_for(pupil).post("/resources/uploads/", {"name": "x.pdf", "size": 5}).status == 403
    assert send_form(client_for(other_teacher), PDF, lesson=str(lesson.pk)).status == 404
    assert factories.ApiClient().post("/resources/uploads/", {"name": "x.pdf", "size": 5}).status == 401
    assert store.paths() == []
