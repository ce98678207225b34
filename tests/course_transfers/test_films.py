"""Films leave a course with their originals; where they come in they are prepared for watching again."""

import struct
from uuid import uuid4

import pytest

from apps.learning.models import CourseFile
from apps.settings.services import update_system_settings
from apps.video.job_kinds import ADD
from apps.video.models import Video
from project.demo.online.film import make_film
from tests.course_transfers.packages import find_reasons, read_course, read_zip, write_zip
from tests.job_runs import run_jobs
from tests.resources.upload_requests import send_file

pytestmark = pytest.mark.django_db
MEGABYTE = 1024**2


@pytest.fixture
def film_course(author):
    """A course with one film, which is larger than other files may be."""
    update_system_settings(actor=None, material_max_mb=1)
    content = make_film() + struct.pack(">I4s", 2 * MEGABYTE, b"free").ljust(2 * MEGABYTE, b"\0")
    sent = send_file(author.client, content, "plans.mp4", purpose="film")
    file = author.client.post(f"/courses/courses/{author.course.pk}/files/", {"upload": sent["id"]})
    assert file.status == 201, file.json
    video = {"id": str(uuid4()), "kind": "video", "file": file.json["id"], "title": "Plans", "transcript": "Yes, I am."}
    author.add_lesson(author.add_module("Plans"), "Where are you going?", blocks=[video])
    return author.course


def list_prepared(course):
    """The films of the course that the process `media` will prepare or has prepared."""
    run_jobs(ADD)
    return Video.objects.filter(file__in=CourseFile.objects.filter(course=course).values("file")).count()


def test_a_film_comes_back_equal_in_our_own_package(sender, author, film_course):
    before = read_course(author.client, film_course.pk, ids=False)
    _ready, package = sender.export(film_course.pk, format="talim", source="draft")
    assert max(len(content) for content in read_zip(package).values()) > 2 * MEGABYTE
    done = sender.import_package(package)
    assert find_reasons(done, "left_out") == set()
    after = read_course(author.client, done["course"], ids=False)
    [[block]] = [lesson.pop("blocks") for lesson in after["modules"][0]["lessons"]]
    [[original]] = [lesson.pop("blocks") for lesson in before["modules"][0]["lessons"]]
    assert {**block, "id": original["id"]} == original
    assert after == before
    assert list_prepared(done["course"]) == 1


def test_a_film_goes_through_a_cartridge_as_a_file_and_is_a_film_again(sender, author, film_course):
    ready, package = sender.export(film_course.pk, format="common_cartridge", source="draft")
    assert [row["reason"] for row in ready["report"]] == ["export_film"]
    done = sender.import_package(package, "course.imscc")
    [lesson] = read_course(author.client, done["course"])["modules"][0]["lessons"]
    assert [(block["kind"], block.get("title")) for block in lesson["blocks"]] == [("video", "Plans"), ("text", None)]
    assert list_prepared(done["course"]) == 1


def test_other_files_keep_their_own_limit_in_the_dry_run_and_in_the_run(sender, author):
    update_system_settings(actor=None, material_max_mb=1)
    files = {
        "course.yaml": "format: talim-course\nversion: 1\ncourse: {title: {en: C}}\n"
        "modules: [{title: M, lessons: [{title: L, content: l}]}]\n",
        "l/lesson.yaml": "blocks:\n- {kind: file, file: a.txt}\n- {kind: file, file: empty.txt}\n"
        "- {kind: text, document: {text: t.md}}\n",
        "l/t.md": "Words",
        "a.txt": "word " * (2 * MEGABYTE // 5),
        "empty.txt": "",
    }
    done = sender.import_package(write_zip(files))
    assert (done["figures"]["files"], find_reasons(done, "left_out")) == (0, {"file_refused"})
    assert len([row for row in done["report"] if row["verdict"] == "left_out"]) == 2
