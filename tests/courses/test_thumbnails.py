"""The picture of a course comes in three widths as WebP, which a job makes; what is no picture is refused."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from PIL import Image

import apps.jobs.services as jobs
from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import CourseStatus, CourseThumbnail
from apps.courses.services import create_course
from apps.settings.services import update_system_settings
from tests.accounts.people import pictures
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db
MAKE, FIND = "courses.make_thumbnails", "courses.find_missing_thumbnails"


@pytest.fixture
def course(db):
    return create_course(actor=None, title={"en": "English"}, mode="online", status=CourseStatus.PUBLISHED)


def send(client, course, data, name="course.png"):
    form = encode_multipart(BOUNDARY, {"file": pictures.build_upload(data, name)})
    headers = {"Authorization": f"Bearer {client.token}"}
    path = f"/api/v1/courses/courses/{course.pk}/thumbnail/"
    return Client().put(path, form, content_type=MULTIPART_CONTENT, headers=headers)


def list_thumbnails(client, course):
    return client.get(f"/courses/courses/{course.pk}/").json["thumbnails"]


def test_a_job_makes_three_widths_that_everybody_may_load(course, client, nobody):
    assert send(client, course, pictures.make_jpeg(2000, 1500)).status_code == 200
    assert list_thumbnails(nobody, course) == []
    assert run_jobs(MAKE) == 1
    shown = list_thumbnails(nobody, course)
    assert [row["width"] for row in shown] == [320, 640, 1280]
    for row in shown:
        loaded = nobody.get(row["url"])
        with Image.open(io.BytesIO(loaded.content)) as image:
            assert (loaded.status, image.format, image.width, image.height) == (
                200,
                "WEBP",
                row["width"],
                row["width"] * 3 / 4,
            )
    update_system_settings(actor=None, public_catalogue=True)
    for path in ("/en/courses/", f"/en/courses/{course.slug}/"):
        assert f"{shown[0]['url']} 320w, {shown[1]['url']} 640w" in Client().get(path).content.decode()


def test_a_narrow_picture_is_made_no_wider(course, client, nobody):
    send(client, course, pictures.make_jpeg(500, 1400))
    run_jobs(MAKE)
    assert [row["width"] for row in list_thumbnails(nobody, course)] == [320, 457], "at most 1280 pixels high"


def test_a_changed_picture_leaves_nothing_of_the_old_one(course, client, nobody):
    send(client, course, pictures.make_jpeg(1300, 900))
    run_jobs(MAKE)
    before = list_thumbnails(nobody, course)
    send(client, course, pictures.make_png())
    assert list_thumbnails(nobody, course) == []
    assert nobody.get(before[0]["url"]).status == 404
    run_jobs(MAKE)
    assert client.delete(f"/courses/courses/{course.pk}/thumbnail/").status == 204
    paths = list(StoredFile.objects.values_list("path", flat=True))
    remove_unused_files(before=timezone.now() + timedelta(seconds=1))
    assert not StoredFile.objects.exists()
    assert not any(map(default_storage.exists, paths))


@pytest.mark.slow  # 6 s
def test_pictures_without_sizes_are_found_at_night(course, client, nobody):
    send(client, course, pictures.make_jpeg(1300, 900))
    send(client, course, pictures.make_jpeg(700, 700))
    assert run_jobs(MAKE) == 2, "the second job makes the same sizes again"
    CourseThumbnail.objects.all().delete()
    for found in (1, 0):
        with unit_of_work():
            jobs.enqueue(kind=FIND)
        assert (run_jobs(FIND), run_jobs(MAKE)) == (1, found)
    assert [row["width"] for row in list_thumbnails(nobody, course)] == [320, 640, 700]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.slow  # 6 s
@pytest.mark.parametrize(
    ("status", "words", "make"),
    [
        (413, "larger than 10 MB", lambda: pictures.make_png() + b"\0" * 200 * 1024 * 1024),
        (422, "too many pixels", pictures.make_pixel_bomb),
        (415, "", lambda: SVG),
        (422, "cannot be read", lambda: pictures.make_png()[:60]),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_changes(course, client, status, words, make):
    send(client, course, pictures.make_png())
    run_jobs(MAKE)
    before = client.get(f"/courses/courses/{course.pk}/").json
    refused = send(client, course, make(), "course.svg")
    assert (refused.status_code, words in refused.json()["detail"] + str(refused.json()["fields"])) == (status, True)
    assert client.get(f"/courses/courses/{course.pk}/").json == before
    assert run_jobs(MAKE) == 0
