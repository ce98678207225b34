"""Formatting of lesson times and rooms in the active language."""

from collections.abc import Sequence
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


def name_zone_if_other(text: str, moment: datetime, *, reader_zone: str, local_zone: str) -> str:
    """Return the text of a time in the reader's zone, followed by the name of that zone when its clock differs from the
    local one at that moment.
    """
    differs = (
        moment.astimezone(ZoneInfo(reader_zone)).utcoffset() != moment.astimezone(ZoneInfo(local_zone)).utcoffset()
    )
    return f"{text} ({reader_zone})" if differs else text


def format_for_reader(moment: datetime, *, reader_zone: str, local_zone: str, places: Sequence[str] = ()) -> str:
    """Format like `format_day_and_time` in the reader's zone, as `name_zone_if_other`, followed by the places that are
    not empty.
    """
    text = format_day_and_time(moment, reader_zone)
    when = name_zone_if_other(text, moment, reader_zone=reader_zone, local_zone=local_zone)
    return ", ".join([when, *filter(None, places)])
