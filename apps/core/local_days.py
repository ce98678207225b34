"""Local days: "today" and "midnight" are those of the branch, not of UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


def get_local_day(aware_time: datetime, zone: str) -> date:
    """Return the calendar day of `aware_time` in the IANA time zone `zone`."""
    return aware_time.astimezone(ZoneInfo(zone)).date()


def get_today(zone: str) -> date:
    """Return the current calendar day in the IANA time zone `zone`."""
    return get_local_day(timezone.now(), zone)


def get_next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def get_period_start(start: date, zone: str) -> datetime:
    """Return the first moment of a period that starts at a moment or with a local day."""
    return start if isinstance(start, datetime) else get_day_bounds(start, zone)[0]


def get_period_end(end: date, zone: str) -> datetime:
    """Return the moment before which a period ends that ends at a moment or with a local day."""
    return end if isinstance(end, datetime) else get_day_bounds(end, zone)[1]


def get_day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the UTC times at which the local `day` starts and ends (end excluded)."""
    zone_info = ZoneInfo(zone)
    start = datetime.combine(day, time.min, tzinfo=zone_info)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone_info)
    return start.astimezone(UTC), end.astimezone(UTC)
