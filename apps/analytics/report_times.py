"""When a schedule of reports is due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.analytics.models import ReportSchedule

DAYS_AHEAD = 32


def find_next_time(schedule: ReportSchedule, now: datetime, *, zone: str) -> datetime:
    """Return the first moment after `now` that begins the hour of a schedule, in the zone, on its day."""
    zone_info = ZoneInfo(zone)
    today = now.astimezone(zone_info).date()
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        is_right = day.isoweekday() == schedule.weekday if schedule.weekday else day.day == schedule.month_day
        moment = datetime.combine(day, time(schedule.hour), tzinfo=zone_info)
        if is_right and moment > now:
            return moment
    raise ValueError("a schedule has a weekday, or a day that every month has")
