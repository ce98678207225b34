"""Marks before a lesson, of a cancelled one, and in a register that is closed; and whose day it is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.attendance.models import Attendance
from apps.courses.models import Group, Membership
from apps.lessons.models import Lesson
from apps.settings.models import AuditLog, SystemSettings
from tests.attendance.register_requests import STARTS, create_group_lesson, mark_row, send_marks, travel_to
from tests.factories import client_for


@pytest.mark.parametrize(("minutes", "status"), [(-31, 409), (-29, 200), (0, 200), (600, 200)])
def test_a_register_opens_half_an_hour_before_the_lesson(lesson, pupil, teacher, minutes, status):
    with travel_to(STARTS + timedelta(minutes=minutes)):
        assert send_marks(teacher, lesson, mark_row(pupil)).status == status
        shown = client_for(teacher).get(f"/attendance/registers/{lesson.pk}/").json
    assert shown["takes_marks"] == (status == 200)
    assert shown["closed_for"] == (None if status == 200 else "not_begun")


def test_a_cancelled_lesson_takes_no_marks(lesson, pupil, teacher, manager):
    Lesson.objects.update(status="cancelled")
    assert [send_marks(person, lesson, mark_row(pupil)).status for person in (teacher, manager)] == [409, 409]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("days", [3, 0], ids=["three days", "never"])
def test_closed_register_is_changed_only_by_the_office_with_reason(lesson, pupil, teacher, manager, days):
    SystemSettings.objects.update(register_closes_after_days=days)
    mark = send_marks(teacher, lesson, mark_row(pupil)).json["marks"][0]
    with travel_to(STARTS + timedelta(days=3)):
        assert send_marks(teacher, lesson, mark_row(pupil, "absent")).status == 200
    with travel_to(STARTS + timedelta(days=4)):
        theirs, office = client_for(teacher), client_for(manager)
        path = f"/attendance/{mark['id']}/"
        if not days:
            assert theirs.patch(path, {"status": "late"}).status == 200
            return
        assert send_marks(teacher, lesson, mark_row(pupil), reason="I forgot").status == 409
        assert theirs.patch(path, {"status": "late"}).status == 409
        assert theirs.delete(path).status == 409
        assert office.patch(path, {"status": "late"}).refused_fields == (422, ["reason"])
        assert office.patch(path, {"status": "late", "reason": "The parents called"}).status == 200
        assert office.delete(path, query={"reason": "Wrong pupil"}).status == 204
    assert AuditLog.objects.filter(action="attendance.reopen").count() == 2


def test_days_are_those_of_the_group_around_midnight(group, pupil, other_pupil, teacher):
    """23:30 in Tashkent is 18:30 UTC of the same day, 00:30 is 19:30 UTC of the day before."""
    Membership.objects.create(group=group, student=other_pupil, joined_on="2026-09-08")
    late = create_group_lesson(group, starts=STARTS.replace(hour=23, minute=0), minutes=45)
    early = create_group_lesson(group, starts=STARTS.replace(day=8, hour=0, minute=30), minutes=45)
    with travel_to(STARTS.replace(day=8, hour=0, minute=40)):
        assert send_marks(teacher, late, mark_row(other_pupil)).status == 422
        assert send_marks(teacher, early, mark_row(other_pupil)).status == 200
        send_marks(teacher, late, mark_row(pupil))
        client = client_for(teacher)
        for day, lesson in (("2026-09-07", late), ("2026-09-08", early)):
            (row,) = client.get("/attendance/", {"from": day, "to": day}).json["results"]
            assert row["lesson"] == str(lesson.pk)
            assert client.get(f"/attendance/registers/{lesson.pk}/").json["day"] == day


def test_a_group_with_a_zone_of_its_own_has_days_of_its_own(group, pupil, other_pupil, teacher):
    """The night in which New York sets its clocks back: 01:30 comes twice, the day has 25 hours."""
    Group.objects.update(zone="America/New_York")
    york = ZoneInfo("America/New_York")
    Membership.objects.create(group=group, student=other_pupil, joined_on="2026-11-02")
    SystemSettings.objects.update(register_closes_after_days=1)
    sunday = create_group_lesson(group, starts=datetime(2026, 11, 1, 23, 30, tzinfo=york), minutes=20)
    assert sunday.starts_at.astimezone(UTC) == datetime(2026, 11, 2, 4, 30, tzinfo=UTC)
    with travel_to(datetime(2026, 11, 2, 23, 59, tzinfo=york)):
        assert send_marks(teacher, sunday, mark_row(other_pupil)).status == 422
        assert send_marks(teacher, sunday, mark_row(pupil)).status == 200
        assert client_for(teacher).get("/attendance/", {"from": "2026-11-01", "to": "2026-11-01"}).json["count"] == 1
        assert client_for(teacher).get("/attendance/", {"from": "2026-11-02"}).json["count"] == 0
    with travel_to(datetime(2026, 11, 3, 0, 1, tzinfo=york)):
        assert send_marks(teacher, sunday, mark_row(pupil, "absent")).status == 409
