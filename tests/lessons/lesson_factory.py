"""What tests of lessons share."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from apps.courses.models import Group
from apps.jobs.models import Job
from apps.lessons.models import Lesson, Room
from apps.lessons.services import create_lesson
from apps.notifications.models import Notification
from apps.settings.models import Branch
from tests.job_runs import run_jobs

TASHKENT = ZoneInfo("Asia/Tashkent")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = timezone.now().astimezone(TASHKENT).replace(hour=0, minute=0, second=0, microsecond=0)
"""Midnight before these tests began, however long they run."""


def tashkent_time(days: int, hour: int = 10) -> datetime:
    """That hour in Tashkent, so many days from today."""
    return TODAY + timedelta(days=days, hours=hour)


def create_hour_lesson(group: Group, days: int = 2, hour: int = 10, **values: Any) -> Lesson:
    """A lesson of an hour."""
    starts = tashkent_time(days, hour)
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + HOUR, **values)


def create_announced_lesson(group: Group, days: int = 2, hour: int = 10, **values: Any) -> Lesson:
    """As `create_hour_lesson`, of which people were told and have thrown the message away."""
    lesson = create_hour_lesson(group, days, hour, **values)
    run_notification_jobs()
    Notification.objects.filter(type="lesson.created").delete()
    return lesson


def create_test_room(branch: Branch, name: str = "204") -> Room:
    """A room of the branch."""
    return Room.objects.create(branch=branch, name=name)


def run_notification_jobs() -> int:
    """Run every job that tells people, whether its pause is over or not; how many there were."""
    Job.objects.filter(kind="lessons.tell").update(run_at=timezone.now() - DAY)
    return run_jobs("lessons.tell")
