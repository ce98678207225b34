"""Steps that tests of registers share. Everything happens on Monday, 7 September 2026, at 10:10 in Tashkent, ten
minutes into a lesson, unless told otherwise.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from apps.accounts.models import Guardian, User
from apps.attendance.models import Attendance, AttendanceHistory
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.jobs.models import Job
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson
from apps.notifications.models import Notification
from tests import factories
from tests.factories import client_for
from tests.job_runs import run_jobs

TASHKENT = ZoneInfo("Asia/Tashkent")
STARTS = datetime(2026, 9, 7, 10, 0, tzinfo=TASHKENT)
NOW = STARTS + timedelta(minutes=10)


def travel_to(moment: datetime, *, tick: bool = True) -> time_machine.travel:
    """Go on from that moment, or stand still at it."""
    return time_machine.travel(moment, tick=tick)


def create_group_lesson(group: Group, *, starts: datetime = STARTS, minutes: int = 90) -> Lesson:
    """A planned lesson."""
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(minutes=minutes))


def mark_row(student: User, status: str = "present", **more: Any) -> dict[str, Any]:
    """One row of a register to send."""
    return {"student": str(student.pk), "status": status, **more}


def send_marks(user: User, lesson: Lesson, *rows: dict[str, Any], **more: Any) -> factories.ApiResponse:
    """Mark these rows in one call as this person."""
    return client_for(user).post("/attendance/bulk-mark/", {"lesson": str(lesson.pk), "marks": list(rows), **more})


def load_marks(lesson: Lesson) -> dict[Any, str]:
    """What stands in the register: the codes by pupil."""
    return dict(Attendance.objects.filter(lesson=lesson).values_list("student", "status__code"))


def load_history(lesson: Lesson) -> list[tuple[str, str | None]]:
    """What stood and what came instead, oldest first."""
    rows = AttendanceHistory.objects.filter(lesson=lesson).order_by("created_at", "id")
    return list(rows.values_list("from_status__code", "to_status__code"))


def add_pupils(group: Group, number: int) -> list[User]:
    """So many more pupils of the group."""
    people = []
    for index in range(number):
        person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{index}.{group.pk}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
        people.append(person)
    return people


def add_guardian(parent: User, child: User, **more: Any) -> None:
    """The parent cares for the child."""
    Guardian.objects.create(parent=parent, child=child, kind="mother", **more)


def run_absence_jobs(at: datetime, *, tick: bool = True) -> None:
    """A worker does every job that tells of absences at that moment."""
    with travel_to(at, tick=tick):
        Job.objects.filter(kind="attendance.tell_absences").update(run_at=NOW - timedelta(days=1))
        run_jobs("attendance.tell_absences")


def list_notification_types(user: User) -> list[str]:
    """The types of what the person was told, oldest first."""
    return list(Notification.objects.filter(user=user).order_by("created_at").values_list("type", flat=True))
