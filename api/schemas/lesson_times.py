"""Times of lessons in answers: with the offset of the group's time zone."""

from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from api.schemas.base import ReadWith
from apps.lessons.models import Lesson


def get_local_time(lesson: Lesson, name: str) -> datetime | None:
    """Return the lesson's attribute `name`, a moment or None, in the group's time zone."""
    moment: datetime | None = getattr(lesson, name)
    return moment.astimezone(ZoneInfo(lesson.group.local_zone)) if moment else None


def build_time_reader(name: str, *, lesson: str = "") -> ReadWith:
    """Mark a field that is a time of a lesson; `lesson` is the attribute that leads to it, where the object is not the
    lesson itself.
    """

    def read(obj: Any, path: Any) -> datetime | None:
        return get_local_time(path(obj), name)

    return ReadWith(partial(read, path=attrgetter(lesson) if lesson else lambda obj: obj))
