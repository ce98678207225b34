"""The office's timetable, lessons and registers in Chromium."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.attendance.models import Attendance, Excuse, MakeUp
from apps.attendance.services.registers import MarkInput, mark_register
from apps.lessons.models import CalendarFeed, Lesson, Room, SkippedLesson
from apps.lessons.services import create_lesson
from tests.lessons.timetable_factory import make_line, set_schedule
from tests.pages.browser import make_login

ZONE = ZoneInfo("Asia/Tashkent")
HOUR = timedelta(hours=1)


def at(days, hour):
    day = timezone.now().astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=ZONE)


def plan(group, days, hour, **more):
    starts = at(days, hour)
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + HOUR, **more)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_office_timetable(play, group, other_group, pupil, second_pupil, other_pupil, parent, manager, admin):
    rooms = {name: Room.objects.create(branch=group.branch, name=name, seats=12) for name in ("204", "205", "206")}
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    moving = plan(group, 1, 10, room=rooms["204"])
    live = plan(other_group, 1, 12, room=rooms["205"])
    plan(group, 1, 15, room=rooms["204"])
    missed, unmarked = plan(other_group, -1, 9), [plan(group, -days, 9) for days in (1, 2)]
    mark_register(actor=None, lesson=missed, inputs=[MarkInput(other_pupil.pk, "absent")])
    set_schedule(other_group, make_line(at(3, 0).weekday(), "18:00", valid_from=at(3, 0).date()))
    Lesson.objects.filter(slot__isnull=False).delete()
    for hour in (8, 9):
        SkippedLesson.objects.create(
            group=group, slot=at(4, hour), ends_at=at(4, hour) + HOUR, room=rooms["204"], teacher=group.lead_teacher,
            reason="clash",
        )  # fmt: skip
    play(
        "office-timetable", beside=["worker"], login=make_login(manager), staff=make_login(admin),
        lesson=str(live.pk), child=str(unmarked[0].pk),
    )  # fmt: skip
    moving.refresh_from_db()
    live.refresh_from_db()
    assert (moving.starts_at, moving.room, moving.status, moving.teacher) == (
        at(1, 11), rooms["206"], "planned", group.lead_teacher,
    )  # fmt: skip
    assert live.starts_at == at(1, 13)
    assert not MakeUp.objects.exists()
    assert not CalendarFeed.objects.exists()
    assert not SkippedLesson.objects.exists()
    assert set(Excuse.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert set(Lesson.objects.filter(starts_at__lt=at(0, 0)).values_list("status", flat=True)) == {"held", "cancelled"}
    assert Attendance.objects.filter(lesson=unmarked[0]).count() == 1
