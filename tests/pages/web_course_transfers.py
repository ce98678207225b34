"""Courses are exported and imported in a real Chromium (`course-transfers.browser.ts`)."""

import pytest

from apps.course_transfers.models import CourseImport
from apps.courses.models import Course
from tests.course_transfers.cartridges import write_backup
from tests.course_transfers.packages import write_tar
from tests.factories import client_for
from tests.learning.course_writing import Author
from tests.pages.browser import make_login


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_courses_leave_and_come_back(play, teacher, group, course, tmp_path):
    make_login(teacher, locale="en")
    author = Author(client_for(teacher), course)
    author.add_lesson(author.add_module("In town"), "At the market", is_preview=True)
    backup = tmp_path / "backup.mbz"
    backup.write_bytes(write_tar(write_backup()))
    play(
        "course-transfers", beside=["worker"], teacher=teacher.email, learner="", course=str(course.pk), lesson="",
        title="English A2", backup=str(backup),
    )  # fmt: skip
    assert sorted(CourseImport.objects.values_list("state", flat=True)) == ["done", "undone"]
    assert Course.objects.filter(mode="online").count() == 1
