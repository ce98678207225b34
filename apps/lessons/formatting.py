"""Formatting of lesson times and rooms in the active language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language

DATE_FORMATS = {"uz": "l, j-E", "ru": "l, j E", "en": "l, F j"}
"""Weekday and day: in Uzbek and Russian months are lower case, in Russian in the genitive (`E`)."""


def format_day_and_time(moment: datetime, zone: str) -> str:
    """Format weekday, day and time in the zone, as "Monday, September 7, 10:00" or "понедельник, 7 сентября, 10:00"."""
    local, language = moment.astimezone(ZoneInfo(zone)), (get_language() or "uz")[:2]
    day = date_format(local, DATE_FORMATS.get(language, DATE_FORMATS["en"]))
    return f"{day if language == 'en' else day.lower()}, {local:%H:%M}"


def format_time_and_place(moment: datetime, zone: str, room: str | None) -> str:
    """Format like `format_day_and_time`, followed by the room where there is one."""
    return f"{format_day_and_time(moment, zone)}, {room}" if room else format_day_and_time(moment, zone)
