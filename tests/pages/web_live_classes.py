"""An online lesson in a real Chromium (`live-classes.browser.ts`)."""

import pytest

from apps.attendance.models import Attendance
from apps.lessons.models import LiveRoom, LiveSighting
from tests.pages.browser import create_running_lesson, make_login

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_online_lesson_is_held_with_attendance_proposed_and_confirmed(play, group, teacher, pupil, second_pupil):
    """A lesson that is on. Its room at Zoom was closed, after somebody unknown was seen in it."""
    lesson = create_running_lesson(group, topic="Family")
    room = LiveRoom.objects.create(lesson=lesson, provider="zoom", state="closed", provider_id="81000000001")
    seen = {"source": "zoom", "session": "1", "kind": "joined", "key": "session:1", "name": "iPhone"}
    LiveSighting.objects.create(room=room, at=lesson.starts_at, **seen)
    play(
        "live-classes", teacher=make_login(teacher, locale="en"), pupil=make_login(pupil, locale="en"),
        lesson=str(lesson.pk), second=second_pupil.full_name,
    )  # fmt: skip
    marks = Attendance.objects.filter(lesson=lesson)
    assert {mark.student for mark in marks} == {pupil, second_pupil}
    assert {(mark.source, mark.marked_by) for mark in marks} == {("live", teacher)}
    assert set(LiveRoom.objects.values_list("state", flat=True)) == {"closed"}
    lesson.refresh_from_db()
    assert lesson.status == "held"
