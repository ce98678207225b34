"""Parsing of mark imports: days in headings, and the signs and words for marks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time

from django.utils.translation import gettext_lazy as _

from apps.attendance.models import AttendanceStatus, Presence
from apps.core.validators import InvalidValue
from apps.courses.services.imports import values
from apps.courses.services.imports.columns import ImportField, make_field
from apps.courses.services.imports.fields import PUPIL_FIELDS as PUPILS_FIELDS
from ml.text import build_search_key

PUPIL_COLUMNS = ("number", "phone", "full_name", "first_name")
MARK_FIELDS: tuple[ImportField, ...] = (
    *(field for field in PUPILS_FIELDS if field.name in {*PUPIL_COLUMNS, "last_name", "patronymic", "group", "note"}),
    make_field(
        "date",
        _("Day"),
        "date,day,lesson,lesson date,дата,день,дата занятия,дата урока,занятие,sana,sanasi,kun,dars sanasi,dars kuni",
    ),
    make_field(
        "status",
        _("Mark"),
        "status,mark,attendance,presence,статус,отметка,посещение,посещаемость,присутствие,holat,holati,davomat,belgi",
    ),
    make_field(
        "minutes_late",
        _("Minutes late"),
        "minutes late,late minutes,late,опоздание,минут опоздания,опоздание мин,kechikish,kechikdi daqiqa",
    ),
)

PRESENCE_BY_SIGN = {
    "+": Presence.PRESENT, "✓": Presence.PRESENT, "✔": Presence.PRESENT, "☑": Presence.PRESENT, "1": Presence.PRESENT,
    "-": Presence.ABSENT, "–": Presence.ABSENT, "—": Presence.ABSENT, "−": Presence.ABSENT, "✗": Presence.ABSENT,
    "✘": Presence.ABSENT, "0": Presence.ABSENT,
}  # fmt: skip

PRESENCE_BY_WORD: dict[str, Presence] = {
    build_search_key(word): presence
    for presence, words in {
        Presence.PRESENT: "present,p,yes,here,да,был,была,присутствовал,присутствовала,keldi,bor,ha,qatnashdi",
        Presence.ABSENT: "absent,a,no,нет,н,нб,н/б,не был,не была,отсутствовал,прогул,kelmadi,yo'q,sababsiz",
        Presence.LATE: "late,l,опоздал,опоздала,опоздание,оп,о,kech,kechikdi,kech qoldi",
        Presence.EXCUSED: "excused,e,у,ув,б,болел,болела,болезнь,уважительная,по уважительной,sababli,uzrli,kasal",
    }.items()
    for word in words.split(",")
}

_MINUTES = re.compile(r"(\d{1,3})\s*(?:min(?:utes?)?|мин(?:ут[аы]?)?|daq(?:iqa)?|['’])?\.?", re.IGNORECASE)
_LATE_BY = re.compile(r"([^\W\d]+(?:\s+[^\W\d]+)*)[\s:(,\-]+(\d{1,3})\D*")
_SHORT_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})\.?(?:\s.*)?")
_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")

DayAndTime = tuple[date, time | None]


def parse_day_and_time(text: str, year: int | None) -> DayAndTime:
    """Parse a day, with the time that follows it. A day without a year needs `year`. Raise InvalidValue otherwise."""
    short = _SHORT_DAY.fullmatch(text)
    if short and year is not None:
        return values.parse_day(f"{short.group(1)}.{short.group(2)}.{year}"), _find_time(text)
    return values.parse_day(text), _find_time(text)


def find_day_headings(headings: Sequence[str], year: int | None) -> dict[str, str]:
    """Return the headings that are days, each with a text that `parse_day_and_time` reads."""
    days = {}
    for heading in headings:
        try:
            on, at = parse_day_and_time(re.sub(r" \(\d+\)$", "", heading), year)
        except InvalidValue:
            continue
        days[heading] = f"{on.isoformat()} {at:%H:%M}" if at else on.isoformat()
    return days


def parse_status(text: str, statuses: Mapping[str, AttendanceStatus]) -> tuple[AttendanceStatus, int | None]:
    """Return the status that a cell means, and the minutes late. Raise InvalidValue for unknown texts.

    `statuses` come from `index_statuses_by_word`: the centre's codes and names come before general words.
    """
    status = _find_status(text, statuses)
    if status is not None:
        return status, None
    late_by = _LATE_BY.fullmatch(text)
    minutes = _MINUTES.fullmatch(text)
    if late_by and (status := _find_status(late_by.group(1), statuses)) and status.counts_as == Presence.LATE:
        return status, _parse_minutes(late_by.group(2))
    if minutes and not text.strip().isdigit():
        return statuses[Presence.LATE], _parse_minutes(minutes.group(1))
    raise InvalidValue(_("This mark is not known: write +, –, late, excused, or a status of the centre."))


def index_statuses_by_word(statuses: Sequence[AttendanceStatus]) -> dict[str, AttendanceStatus]:
    """Return the statuses in use by code and name."""
    by_word: dict[str, AttendanceStatus] = {}
    for status in statuses:
        by_word[status.code] = status
        for name in (status.code, *status.name.values()):
            by_word.setdefault(build_search_key(name), status)
    return by_word


def _find_status(text: str, statuses: Mapping[str, AttendanceStatus]) -> AttendanceStatus | None:
    sign = PRESENCE_BY_SIGN.get(text.strip())
    if sign is not None:
        return statuses.get(sign.value)
    key = build_search_key(text)
    if key in statuses:
        return statuses[key]
    presence = PRESENCE_BY_WORD.get(key)
    return statuses.get(presence.value) if presence else None


def _parse_minutes(minutes: str) -> int:
    if not 1 <= int(minutes) <= 600:
        raise InvalidValue(_("Between 1 and 600 minutes."))
    return int(minutes)


def _find_time(text: str) -> time | None:
    match = _CLOCK.search(text)
    return time(int(match.group(1)), int(match.group(2))) if match else None
