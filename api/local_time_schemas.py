"""Local times: clocks, months, and times of lessons and homework with the offset of the group's time zone."""

import re
from datetime import date, datetime, time
from functools import partial
from operator import attrgetter
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticKnownError

from api.base_schemas import ReadWith
from apps.courses.models import Group

CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _check_clock(text: str) -> str:
    if not re.fullmatch(CLOCK_PATTERN, text):
        raise PydanticKnownError("time_parsing", {"error": "not HH:MM"})
    return text


Clock = Annotated[
    str,
    AfterValidator(_check_clock),
    Field(json_schema_extra={"pattern": CLOCK_PATTERN}, description="A time of the day, `00:00` to `23:59`."),
]
ClockOut = Annotated[time, PlainSerializer(lambda at: f"{at:%H:%M}", return_type=str)]
MonthKey = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="As 2026-11.", examples=["2026-10"])]
MonthName = Annotated[str, BeforeValidator("{:%Y-%m}".format)]
"""The month of a date, as 2026-11."""
MonthOrNone = Annotated[str | None, BeforeValidator(lambda month: month and f"{month:%Y-%m}")]
"""As `MonthName`; null for none."""


def parse_month_key(month: str) -> date:
    """Return the first day of a month such as "2026-11"."""
    return date.fromisoformat(f"{month}-01")


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
