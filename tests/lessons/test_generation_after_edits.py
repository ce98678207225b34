"""Timetables that change when part of the day is over, when a day has several lessons, when a term was made ahead."""

from datetime import timedelta

import pytest
import time_machine

from apps.courses.models import Group, GroupStatus, Holiday
from apps.lessons.generation_report import GenerationReason
from apps.lessons.models import Lesson, Room
from apps.lessons.services import delete_or_archive_room, generate_lessons, pin_lesson
from tests.lessons.timetable_factory import MONDAY, NOW, list_local_times, make_line, run_jobs, set_schedule

pytestmark = pytest.mark.usefixtures("monday_morning")


def test_started_lesson_is_not_created_again_on_its_day(group):
    set_schedule(group, make_line(0))
    run_jobs()
    with time_machine.travel(NOW + timedelta(hours=4), tick=False):
        set_schedule(group, make_line(0, "16:00"))
        run_jobs()
        assert list_local_times(group)[:2] == ["09-07 10:00", "09-14 16:00"]
        assert generate_lessons(group).counts["added"] == 0


def test_touched_lesson_takes_the_nearest_slot_of_its_day(group):
    set_schedule(group, make_line(0, "10:00"), make_line(0, "14:00"))
    generate_lessons(group, until=MONDAY)
    pin_lesson(lesson=Lesson.objects.order_by("-starts_at")[0])
    set_schedule(group, make_line(0, "11:00"), make_line(0, "15:00"))
    report = generate_lessons(group, until=MONDAY)
    assert list_local_times(group) == ["09-07 11:00", "09-07 14:00"]
    assert (report.counts["skipped"], report.kept[0].reason) == (0, GenerationReason.TOUCHED)
    assert generate_lessons(group, until=MONDAY).counts == {"added": 0, "kept": 2, "removed": 0, "skipped": 0}


def test_archived_room_takes_no_lessons_of_a_reopened_group(group):
    room = Room.objects.create(branch=group.branch, name="204")
    set_schedule(group, make_line(0, room_id=room.pk))
    Group.objects.update(status=GroupStatus.CLOSED)
    delete_or_archive_room(actor=None, room=room)
    Group.objects.update(status=GroupStatus.ACTIVE)
    assert generate_lessons(group).counts["added"] == 9
    assert set(Lesson.objects.values_list("room", flat=True)) == {None}


def test_lessons_beyond_the_horizon_follow_later_changes(group):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=MONDAY + timedelta(weeks=40))
    assert len(list_local_times(group)) == 41
    holiday = Holiday.objects.create(name={"en": "Term break"}, starts_on="2027-01-04", ends_on="2027-01-11")
    assert generate_lessons(group).counts["removed"] == 2
    holiday.delete()
    assert generate_lessons(group).counts["added"] == 2
    set_schedule(group, make_line(0, "12:00"))
    run_jobs()
    times = list_local_times(group)
    assert (len(times), times[-1]) == (41, "06-14 12:00")
