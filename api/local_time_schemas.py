"""Times of lessons and homework in answers: with the offset of the group's time zone."""

from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from api.base_schemas import ReadWith
from apps.courses.models import Group


def to_group_time(moment: datetime | None, group: Group) -> datetime | None:
    """Return the moment, if any, in the group's time zone."""
    return moment.astimezone(ZoneInfo(group.local_zone)) if moment else None


def build_time_reader(time: str, *, group: str = "group") -> ReadWith:
    """Mark a field that is a time, in the zone of a group, or in UTC without one. Both are paths of attributes, as
    `lesson.starts_at`.
    """

    def read(obj: Any, read_time: Any, read_group: Any) -> datetime | None:
        of_group = read_group(obj)
        return to_group_time(read_time(obj), of_group) if of_group else read_time(obj)

    return ReadWith(partial(read, read_time=attrgetter(time), read_group=attrgetter(group)))
