"""The local day: "today" and "midnight" are the branch's, not UTC's."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def get_local_day(moment: datetime, zone: str) -> date:
    """The calendar day of an aware `moment` in the IANA `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def get_day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants at which the local `day` begins and ends (half open)."""
    zone_info = ZoneInfo(zone)
    start = datetime.combine(day, time.min, tzinfo=zone_info)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone_info)
    return start.astimezone(UTC), end.astimezone(UTC)
