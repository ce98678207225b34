"""Formatting of lesson times and rooms in the active language."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.core.local_days import format_day_and_time


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
