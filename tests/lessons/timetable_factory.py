"""Timetables for tests: lines, a frozen Monday, and the jobs that follow."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import apps.jobs.services as jobs
from apps.courses.models import Group
from apps.jobs.kinds import get_job_kind
from apps.lessons.models import Lesson, LessonSchedule
from apps.lessons.services import replace_schedule
from apps.lessons.slots import TimetableLine

TASHKENT = ZoneInfo("Asia/Tashkent")
MONDAY = date(2026, 9, 7)
NOW = datetime(2026, 9, 7, 8, 0, tzinfo=TASHKENT)
"""A Monday morning, before every lesson of the lines below."""


def make_line(weekday: int | None = 0, starts: str = "10:00", **more: Any) -> TimetableLine:
    """Mondays at ten for an hour and a half, from MONDAY on, unless told otherwise."""
    values: dict[str, Any] = {"minutes": 90, "valid_from": MONDAY} | more
    return TimetableLine(starts=time.fromisoformat(starts), weekday=weekday, **values)


def set_schedule(group: Group, *lines: TimetableLine) -> LessonSchedule:
    """The group's schedule has exactly these lines."""
    old = LessonSchedule.objects.filter(group=group).first()
    return replace_schedule(actor=None, group=group, lines=lines, expected_changed_at=old.changed_at if old else None)


def schedule_body(*lines: dict[str, Any], changed_at: str | None = None) -> dict[str, Any]:
    """The body of a PUT of these lines."""
    standard = {"weekday": 0, "starts": "10:00", "minutes": 90, "valid_from": str(MONDAY)}
    return {"changed_at": changed_at, "lines": [standard | line for line in lines]}


def run_jobs() -> list[str]:
    """Run what is due until nothing is; the kinds that ran."""
    ran = []
    while claims := jobs.claim_jobs(queue="default", limit=50, worker="test"):
        for claim in claims:
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)
            ran.append(claim.kind)
    return ran


def list_local_times(group: Group) -> list[str]:
    """When the group's lessons begin, on its own clock."""
    zone = ZoneInfo(group.local_zone)
    lessons = Lesson.objects.filter(group=group).order_by("starts_at", "id").values_list("starts_at", flat=True)
    return [f"{at.astimezone(zone):%m-%d %H:%M}" for at in lessons]
