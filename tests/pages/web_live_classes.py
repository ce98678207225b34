"""An online lesson in a real Chromium (`live-classes.browser.ts`)."""

import pytest

from apps.attendance.models import Attendance
from apps.lessons.models import LiveRoom, LiveSighting
from tests.pages.browser import create_running_lesson, make_login

pytestmark = pytest.mark.django_db(transaction=True)


def create_seen_lesson(group):
    """A lesson that is on. Its room at Zoom was closed, after somebody unknown was seen in it."""
    lesson = create_running_lesson(group, topic="Family")
    room = LiveRoom.objects.create(lesson=lesson, provider="zoom", state="closed", provider_id="81000000001")
    seen = {"source": "zoom", "session": "1", "kind": "joined", "key": "session:1", "name": "iPhone"}
    LiveSighting.objects.create(room=room, at=lesson.starts_at, **seen)
    return lesson


@pytest.mark.slow
def test_online_lesson_is_held_with_attendance_proposed_and_confirmed(play, group, teacher, pupil, second_pupil):
    lesson = create_seen_lesson(group)
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


@pytest.mark.slow
def test_online_lesson_looks_right_in_uzbek_and_russian(play, group, assistant, pupil):
    lesson = create_seen_lesson(group)
    LiveRoom.objects.create(lesson=lesson, provider="link", state="ready", address="https://meet.example.uz/a2")
    play(
        "live-classes-looks", lesson=str(lesson.pk), assistant=make_login(assistant, locale="uz"),
        pupil=make_login(pupil, locale="ru"),
    )  # fmt: skip
    assert not Attendance.objects.filter(lesson=lesson).exists()
