"""An import is undone while nobody changed its course; of two at once into one draft, one is carried out."""

from datetime import timedelta

import pytest

from apps.course_transfers.job_kinds import CHECK, EXPORT, IMPORT
from apps.course_transfers.models import CourseExport, CourseImport
from apps.course_transfers.retention import EXPORT_LIFE, forget_packages
from apps.courses.models import Course, CourseTeacher
from apps.jobs import services as jobs
from apps.jobs.kinds import get_job_kind
from apps.learning.models import CourseFile, CourseLesson, Module
from tests.concurrency import call_concurrently
from tests.course_transfers.packages import PNG, Sender, list_stored, store_course_file, write_zip
from tests.course_transfers.test_bad_packages import GOOD
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.learning.course_writing import Author

pytestmark = pytest.mark.django_db
PACKAGE = GOOD | {
    "l/lesson.yaml": "blocks:\n- {kind: image, file: m/a.png, alt: A}\n- {kind: text, document: {text: a.md}}\n",
    "l/a.md": "Salom\n", "m/a.png": PNG,
}  # fmt: skip


def change_lesson(author):
    lesson = author.draft()["modules"][0]["lessons"][0]
    author.save(author.client.get(f"/courses/lessons/{lesson['id']}/draft/").json, title="Changed")


def rename(author):
    assert author.client.patch(f"/courses/courses/{author.course.pk}/", {"title": {"en": "New"}}).status == 200


def add_picture(author):
    store_course_file(author, PNG, "more.png")


def publish(author):
    author.publish()


def test_an_import_leaves_nothing_when_it_is_undone(sender, author):
    courses = set(Course.objects.values_list("pk", flat=True))
    done = sender.import_package(write_zip(PACKAGE))
    undone = sender.undo(done)
    assert (undone.status, undone.json["state"], undone.json["course"]) == (200, "undone", None)
    assert set(Course.objects.values_list("pk", flat=True)) == courses
    assert not any(model.objects.exists() for model in (Module, CourseLesson, CourseFile))
    assert sender.undo(done).json["code"] == "conflict"


@pytest.mark.slow  # 5 s
@pytest.mark.parametrize("change", [change_lesson, rename, add_picture, publish])
def test_what_was_changed_since_is_not_undone(sender, author, change):
    done = sender.import_package(write_zip(PACKAGE))
    change(Author(author.client, Course.objects.get(pk=done["course"])))
    refused = sender.undo(done)
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert CourseLesson.objects.count() == 1


def test_an_import_is_run_once_and_only_by_a_person(sender, author):
    checked = sender.check(write_zip(PACKAGE))
    assert not Module.objects.exists()
    path = f"/courses/courses/imports/{checked['id']}/run/"
    assert [author.client.post(path).status for _ in range(2)] == [202, 409]
    assert run_jobs(IMPORT) == 1
    assert author.client.post(path).status == 409
    assert Module.objects.count() == 1


def test_who_teaches_the_course_no_more_runs_and_undoes_nothing(course, other_teacher):
    CourseTeacher.objects.create(course=course, teacher=other_teacher)
    sender = Sender(client_for(other_teacher))
    checked = sender.check(write_zip(PACKAGE), course=str(course.pk))
    CourseTeacher.objects.all().delete()
    path = f"/courses/courses/imports/{checked['id']}/"
    assert [sender.client.post(f"{path}{act}/").status for act in ("run", "undo")] == [404, 404]
    assert sender.client.get(path).status == 200
    CourseTeacher.objects.create(course=course, teacher=other_teacher)
    done = sender.run(checked)
    CourseTeacher.objects.all().delete()
    assert sender.undo(done).status == 404
    assert Module.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_into_one_draft_one_is_carried_out(sender, manager):
    office = Sender(client_for(manager))
    empty = office.client.post("/courses/courses/", {"title": {"en": "Empty"}, "language": "en"}).json["id"]
    entries = [office.check(write_zip(PACKAGE), course=empty) for _ in range(2)]
    for entry in entries:
        assert office.client.post(f"/courses/courses/imports/{entry['id']}/run/").status == 202
    claims = jobs.claim_jobs(queue="default", limit=10, worker="test")
    calls = [
        lambda claim=claim: get_job_kind(claim.kind).run_handler(claim) for claim in claims if claim.kind == IMPORT
    ]
    call_concurrently(calls)
    states = [office.get(entry["id"])["state"] for entry in entries]
    assert sorted(states) == ["done", "failed"]
    assert (Module.objects.count(), CourseFile.objects.count(), len(list_stored())) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_package_twice_at_once_makes_two_whole_courses(sender):
    entries = [sender.check(write_zip(PACKAGE)) for _ in range(2)]
    for entry in entries:
        assert sender.client.post(f"/courses/courses/imports/{entry['id']}/run/").status == 202
    claims = [claim for claim in jobs.claim_jobs(queue="default", limit=10, worker="t") if claim.kind == IMPORT]
    call_concurrently([lambda claim=claim: get_job_kind(claim.kind).run_handler(claim) for claim in claims])
    assert [sender.get(entry["id"])["state"] for entry in entries] == ["done", "done"]
    assert (Module.objects.count(), CourseLesson.objects.count()) == (2, 2)


def test_a_person_has_three_imports_at_work_at_most(sender):
    for _ in range(3):
        assert sender.send(write_zip(GOOD)).status == 202
    assert sender.send(write_zip(GOOD)).status == 429
    assert run_jobs(CHECK) == 3
    assert sender.send(write_zip(GOOD)).status == 202


def test_exports_and_packages_go_after_a_week(sender, author):
    author.add_lesson(author.add_module())
    ready, _package = sender.export(author.course.pk, source="draft")
    again = sender.client.post(f"/courses/courses/{author.course.pk}/exports/", {"source": "draft"}).json["id"]
    assert sender.client.post(f"/courses/courses/{author.course.pk}/exports/", {"source": "draft"}).json["id"] == again
    assert run_jobs(EXPORT) == 1
    export = CourseExport.objects.get(pk=ready["id"])
    assert export.expires_at > export.created_at + EXPORT_LIFE - timedelta(minutes=1)
    done, checked = sender.import_package(write_zip(PACKAGE)), sender.check(write_zip(PACKAGE))
    now = CourseImport.objects.latest("created_at").updated_at
    assert [forget_packages(before=now, limit=10) for _ in range(3)] == [1, 1, 0]
    assert CourseImport.objects.get().package is None
    assert sender.get(done["id"])["state"] == "done"
    assert sender.client.get(f"/courses/courses/imports/{checked['id']}/").status == 404
