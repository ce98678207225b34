"""Local days: "today" and "midnight" are those of the branch, not of UTC. And how a day is written in a text."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

DATE_FORMATS = {"uz": "l, j-E", "ru": "l, j E", "en": "l, F j"}
"""Weekday and day: in Uzbek and Russian months are lower case, in Russian in the genitive (`E`)."""


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


def format_day_and_time(moment: datetime, zone: str) -> str:
    """Format weekday, day and time in the zone, as "Monday, September 7, 10:00" or "понедельник, 7 сентября, 10:00"."""
    local, language = moment.astimezone(ZoneInfo(zone)), (get_language() or "uz")[:2]
    day = date_format(local, DATE_FORMATS.get(language, DATE_FORMATS["en"]))
    return f"{day if language == 'en' else day.lower()}, {local:%H:%M}"
