"""Interactive packages in a real Chromium: what they keep and cannot reach (`course-packages.browser.ts`)."""

import io
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from apps.core.files.stored import store_archive
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import CourseTeacher
from apps.learning.models import CourseContent, EnrollmentSource, LessonProgress
from apps.learning.services import enrol_user
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from apps.packages.job_kinds import UNPACK
from apps.packages.models import LearnerPackage
from apps.packages.services.unpacking import add_stored_package
from tests import factories
from tests.job_runs import run_jobs
from tests.packages import zips
from tests.pages.browser import in_base64, make_login
from tests.process_forker import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DATA = Path(__file__).resolve().parent.parent / "data" / "packages"
SAYS_AT_THE_END = b"""<!doctype html><p id="was"></p><script>
const api = parent.API;
api.LMSInitialize("");
document.getElementById("was").textContent = "Before: " + api.LMSGetValue("cmi.suspend_data");
addEventListener("unload", () => {
  api.LMSSetValue("cmi.suspend_data", "said at the end");
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSFinish("");
});
</script>"""
ATTACK = Path(__file__).with_name("attacking_package.html").read_bytes()


def make_lesson(teacher, **packages):
    """A published lesson with a block for each of these packages; it is done when they are."""

    course = factories.make_course(slug="play")
    course.mode = "online"
    course.save()
    CourseTeacher.objects.create(course=course, teacher=teacher)
    blocks = []
    for title, content in packages.items():
        stored = store_archive(owner=None, content=io.BytesIO(content))
        with unit_of_work():
            file, _ = add_stored_package(actor=teacher, course=course, stored=stored, title=title)
        blocks.append({"id": str(uuid4()), "kind": "interactive", "file": str(file.pk), "title": title})
    assert run_jobs(UNPACK) == len(packages)
    module = add_module(actor=teacher, course=course, title="Play")
    lesson = add_lesson(actor=teacher, module=module, title="Play")
    changes = {"blocks": blocks, "completion": {"rule": "package"}}
    lesson = save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes=changes)
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    return course, lesson


def test_packages_keep_their_state_and_reach_nothing(play, server, branch):
    """Packages that simple-scorm-packager built, and one that attacks, in the lesson of a learner."""
    teacher = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    member = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    make_login(member, locale="en")
    scorm = {"one": (DATA / "scorm-1.2.zip").read_bytes(), "two": (DATA / "scorm-2004.zip").read_bytes()}
    attack = zips.build_zip({"index.html": ATTACK, "worker.js": b""})
    course, lesson = make_lesson(teacher, **scorm, last=zips.build_scorm(page=SAYS_AT_THE_END), attack=attack)
    enrol_user(actor=None, user=member, course=course, source=EnrollmentSource.FREE)
    draft = add_lesson(actor=teacher, module=lesson.module, title="Draft")
    play(
        "course-packages", beside=("worker",), login=member.email, teacher=make_login(teacher, locale="en"),
        course=str(course.pk), lesson=str(lesson.pk), draft=str(draft.pk), pages=server.packages_pages,
        zip=in_base64(scorm["one"]),
    )  # fmt: skip
    assert LearnerPackage.objects.get(user=teacher, is_draft=True).cmi == {}
    rows = [LearnerPackage.objects.get(user=member, block=block["id"]) for block in lesson.blocks]
    assert [(row.score, row.completed_at is not None) for row in rows] == [
        (80, True), (80, True), (None, True), (None, True),
    ]  # fmt: skip
    assert [row.cmi.get("cmi.suspend_data") for row in rows[:3]] == ["page=3", "page=3", "said at the end"]
    assert rows[3].cmi == {}, "a forged message says nothing"
    assert LessonProgress.objects.filter(user=member, completed_at__isnull=False).count() == 1


def test_h5p_of_others_goes_on_where_it_was_and_counts(play, server, branch):
    """Multiple Choice 1.16 and Mark the Words 1.11, in the player that `install_h5p` fetches; 50 seconds."""
    subprocess.run([sys.executable, "manage.py", "install_h5p"], cwd=ROOT, check=True, timeout=120)
    teacher = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    member = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    make_login(member, locale="en")
    files = {"Verbs": "h5p-multiple-choice.h5p", "Words": "h5p-mark-the-words.h5p"}
    course, lesson = make_lesson(teacher, **{title: (DATA / name).read_bytes() for title, name in files.items()})
    enrol_user(actor=None, user=member, course=course, source=EnrollmentSource.FREE)
    play("course-h5p", beside=("worker",), login=member.email, lesson=str(lesson.pk), pages=server.packages_pages)
    rows = [LearnerPackage.objects.get(user=member, block=block["id"]) for block in lesson.blocks]
    assert [(row.score, row.completed_at is not None) for row in rows] == [(100, True), (100, True)]
    assert LessonProgress.objects.filter(user=member, completed_at__isnull=False).count() == 1
