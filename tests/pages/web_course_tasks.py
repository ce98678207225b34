"""Tasks of an online course are written, handed in on a phone and marked, in a real Chromium with the real engine
(`course-tasks.browser.ts`).
"""

from uuid import uuid4

import pytest

from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.homework.models import Attempt, Homework
from apps.learning.models import CourseContent, Enrollment, EnrollmentSource
from apps.learning.services import enrol_user
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from tests import factories
from tests.pages.browser import make_login, write_voice_file

READ, TEXT, SECONDS = "03-001350194.webm", "The good thing is that we can see the game.", 4


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_tasks_are_handed_in_on_a_phone(play, branch, tmp_path):
    """A course with one lesson of text, learnt by somebody without a group."""
    teacher = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    member = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    for person in (teacher, member):
        make_login(person, locale="en")
    course = factories.make_course(slug="on-the-way")
    course.mode, course.title = "online", {"uz": "Yoʻlda", "ru": "В пути", "en": "On the way"}
    course.save()
    CourseTeacher.objects.create(course=course, teacher=teacher)
    module = add_module(actor=teacher, course=course, title="In town")
    lesson = add_lesson(actor=teacher, module=module, title="At the market")
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "Good morning!"}]}
    block = {"id": str(uuid4()), "kind": "text", "document": {"type": "doc", "content": [paragraph]}}
    save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes={"blocks": [block]})
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    enrol_user(actor=None, user=member, course=course, source=EnrollmentSource.OFFICE)
    play(
        "course-tasks", beside=["speech", "worker"], teacher=teacher.email, learner=member.email,
        course=str(course.pk), lesson=str(lesson.pk), title="On the way", text=TEXT, seconds=SECONDS,
        voice=str(write_voice_file(tmp_path / "voice.wav", READ)),
    )  # fmt: skip
    assert Enrollment.objects.get(user=member).progress == 100
    assert sorted(Attempt.objects.values_list("state", flat=True)) == ["scored", "stored"]
    assert sorted(Homework.objects.values_list("state", flat=True)) == ["reviewed", "scored"]
