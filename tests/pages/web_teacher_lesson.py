"""A teacher's lesson in a real Chromium (`teacher-lesson.browser.ts`)."""

from datetime import timedelta

import pytest

from apps.attendance.models import Attendance, MakeUp
from apps.core.permissions import Role
from apps.lessons.models import Lesson, Room
from apps.settings.models import SystemSettings
from tests import factories
from tests.attendance.register_requests import mark_row, send_marks
from tests.homework import submission_helpers
from tests.pages.browser import create_running_lesson, make_login

pytestmark = pytest.mark.django_db(transaction=True)

LONG_NAME = ("Muhammadyusufbek", "Abdurahmonov-Toshpoʻlatov")


@pytest.mark.slow
def test_a_lesson_of_a_teacher(play, branch, course, teacher, other_teacher, group, pupil):
    """A lesson that is on, with homework and check-in; one tomorrow; a pupil of another group of hers missed one."""
    SystemSettings.objects.update(self_check_in=True)
    for name in ("204", "205"):
        Room.objects.create(branch=branch, name=name)
    lesson = create_running_lesson(group, topic="Family")
    guest = factories.make_user(Role.STUDENT, "Kamron", "Saidov")
    other = factories.make_group(branch=branch, course=course, name="A2 evening", teacher=teacher, pupils=(guest,))
    missed, tomorrow = (
        Lesson.objects.create(
            group=of, teacher=teacher, starts_at=lesson.starts_at + days, ends_at=lesson.ends_at + days
        )
        for of, days in ((other, timedelta(days=-1)), (group, timedelta(days=1)))
    )
    assert send_marks(teacher, missed, mark_row(guest, "absent")).status == 200
    later = timedelta(days=3)
    Lesson.objects.create(
        group=group, teacher=other_teacher, starts_at=lesson.starts_at + later, ends_at=lesson.ends_at + later
    )
    stranger = factories.make_user(Role.STUDENT, "Kamola", "Yusupova")
    factories.make_group(branch=branch, course=course, name="B1", teacher=other_teacher, pupils=(stranger,))
    pupil.first_name, pupil.last_name = LONG_NAME
    pupil.save(update_fields=["first_name", "last_name"])
    submission_helpers.assign_reading(group, title="Unit 1", lesson=lesson)
    play(
        "teacher-lesson", teacher=make_login(teacher, locale="en"), group=str(group.pk), lesson=str(lesson.pk),
        other=str(tomorrow.pk), name=" ".join(LONG_NAME), colleague=other_teacher.full_name,
    )  # fmt: skip
    assert MakeUp.objects.get().lesson == lesson
    assert not Attendance.objects.filter(lesson=lesson).exists()
    tomorrow.refresh_from_db()
    assert (tomorrow.status, tomorrow.room.name) == ("planned", "205")
