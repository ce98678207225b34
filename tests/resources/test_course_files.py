"""Files that blocks of online courses show: from uploads and from the library, with the length of recordings."""

import io
import math
import struct
import wave

import pytest

from apps.core.file_types import PDF as PDF_TYPE
from apps.core.models import StoredFile
from apps.learning.models import CourseFile
from apps.resources.models import MediaFile
from apps.resources.services.materials import MAX_IMAGE_MB, MEGABYTE
from tests.factories import client_for
from tests.resources.sample_files import BAD, GOOD, PDF
from tests.resources.upload_requests import send_file, upload_material

pytestmark = pytest.mark.usefixtures("group")


def tone(milliseconds):
    """A WAV of this length."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        frames = range(8 * milliseconds)
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(frame / 3))) for frame in frames))
    return out.getvalue()


def add_file(client, course, **body):
    return client.post(f"/courses/courses/{course.pk}/files/", body)


def test_an_uploaded_recording_has_its_length(store, client, course):
    way = send_file(client, tone(2500), "At the market.wav")
    answer = add_file(client, course, upload=way["id"])
    assert answer.status == 201, answer.json
    shown = {"title": "At the market", "kind": "audio", "content_type": "audio/wav", "duration_ms": 2500}
    assert answer.json.items() >= shown.items()
    assert store.paths() == [StoredFile.objects.get().path]
    listed = client.get(f"/courses/courses/{course.pk}/files/", {"kind": "audio", "search": "market"}).json
    assert [row["id"] for row in listed["results"]] == [answer.json["id"]]


@pytest.mark.parametrize("name", ["png", "pptx", "mp3"])
def test_other_files_have_their_kind(name, store, client, course):
    content, content_type, kind = GOOD[name]
    answer = add_file(client, course, upload=send_file(client, content)["id"], title="Named")
    if kind == "audio":
        assert answer.status == 415 or answer.json["duration_ms"] > 0
        return
    assert (answer.json["title"], answer.json["kind"], answer.json["content_type"]) == ("Named", kind, content_type)
    assert answer.json["duration_ms"] is None


@pytest.mark.parametrize(
    "content",
    [BAD["a web page"], b"OggS\0" + b"\1" * 40 + b"OpusHead" + b"\2" * 500],
    ids=["a page", "half a recording"],
)
def test_refused_files_leave_nothing(content, store, client, course):
    answer = add_file(client, course, upload=send_file(client, content)["id"])
    assert (answer.status, answer.json["code"]) == (415, "unsupported_media")
    assert (store.paths(), CourseFile.objects.count(), StoredFile.objects.count()) == ([], 0, 0)


def test_a_picture_of_hundreds_of_megabytes_is_refused_before_it_is_sent_or_decoded(store, client, course):
    refused = client.post("/resources/uploads/", {"name": "wall.png", "size": 200 * MEGABYTE})
    assert (refused.status, refused.json["code"]) == (413, "too_large")
    picture = GOOD["png"][0] + bytes(MAX_IMAGE_MB * MEGABYTE)
    answer = add_file(client, course, upload=send_file(client, picture, "wall.png")["id"])
    assert (answer.status, answer.json["detail"]) == (413, "A picture may have at most 25 MB.")
    assert (store.paths(), CourseFile.objects.count()) == ([], 0)


def test_a_file_of_the_library_is_used_without_a_copy(store, client, lesson, course):
    upload_material(client, lesson, PDF, "Words.pdf")
    media = MediaFile.objects.get()
    answer = add_file(client, course, media=str(media.pk))
    assert (answer.status, answer.json["title"], answer.json["content_type"]) == (201, media.title, PDF_TYPE)
    assert CourseFile.objects.get().file == media.file
    assert len(store.paths()) == 1


def test_one_source_is_given_and_only_authors_add_files(store, client, course, pupil):
    for body in ({}, {"upload": str(course.pk), "media": str(course.pk)}):
        refused = add_file(client, course, **body)
        assert (refused.status, list(refused.json["fields"])) == (422, ["upload"])
    assert add_file(client_for(pupil), course, media=str(course.pk)).status == 403
    assert add_file(client, course, media=str(course.pk)).status == 404
