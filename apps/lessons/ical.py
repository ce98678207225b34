"""A user's lessons as an iCalendar file (RFC 5545, RFC 7986), for calendar programs.

An event keeps its UID for the life of its lesson. SEQUENCE counts changes, so that calendars update moved and cancelled
lessons in place. DTSTAMP is the last change of the lesson, so the file changes only when a lesson does.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from apps.accounts.models import User
from apps.core.local_days import format_day_and_time
from apps.core.translated_texts import pick_translation
from apps.lessons import queries
from apps.lessons.models import Lesson, LessonStatus
from apps.settings.queries import get_system_settings

PAST_PERIOD = timedelta(weeks=4)
REFRESH_INTERVAL = timedelta(hours=1)
FIRST_ONSET = datetime(1970, 1, 1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that a TEXT value may not contain (RFC 5545, section 3.3.11)."""


def build_calendar(user: User) -> bytes:
    """Build the calendar of the user's lessons, or the children's, from four weeks ago to the timetable horizon, in the
    user's language.

    The number of queries does not depend on the number of lessons.
    """
    settings, now = get_system_settings(), timezone.now()
    since, until = now - PAST_PERIOD, now + timedelta(weeks=settings.lesson_horizon_weeks)
    entries = queries.list_calendar_lessons(user, since=since, until=until)
    calendar = Calendar()
    calendar.add("prodid", "-//Talim//Lessons//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    with override(user.locale):
        name = f"{_text(settings.centre_name)}: {_('Lessons')}"
        for prop in ("name", "x-wr-calname"):
            calendar.add(prop, name)
        calendar.add("x-wr-timezone", user.zone)
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        for zone in sorted({user.zone, *(entry.lesson.group.local_zone for entry in entries)}):
            calendar.add_component(_timezone_component(zone, since, until))
        for entry in entries:
            calendar.add_component(_event(entry.lesson, entry.children))
    return bytes(calendar.to_ical())


def make_etag(body: bytes) -> str:
    """Return the entity tag of a calendar with this content."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _event(lesson: Lesson, children: Iterable[str]) -> Event:
    zone, cancelled = lesson.group.local_zone, lesson.status == LessonStatus.CANCELLED
    event = Event()
    event.add("uid", f"{lesson.pk}@lessons.talim")
    event.add("dtstamp", lesson.updated_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", lesson.updated_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", lesson.sequence)
    event.add("dtstart", _local(lesson.starts_at, zone))
    event.add("dtend", _local(lesson.ends_at, zone))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("summary", _summary(lesson, children, cancelled=cancelled))
    event.add("description", _description(lesson))
    event.add("location", _location(lesson))
    if lesson.online_link:
        event.add("url", lesson.online_link)
    return event


def _summary(lesson: Lesson, children: Iterable[str], *, cancelled: bool) -> str:
    parts = [", ".join(children), lesson.group.name, lesson.topic]
    words = ": ".join(_text(part) for part in parts if part)
    return f"{_('Cancelled')}: {words}" if cancelled else words


def _description(lesson: Lesson) -> str:
    lines = [pick_translation(lesson.group.course.title)]
    if lesson.teacher is not None:
        lines.append(_("Teacher: %(name)s") % {"name": lesson.teacher.full_name})
    if lesson.instead_of is not None:
        lines.append(_("Instead of: %(name)s") % {"name": lesson.instead_of.full_name})
    moved_from: datetime | None = getattr(lesson, "moved_from", None)
    if moved_from is not None and moved_from != lesson.starts_at:
        lines.append(_("Moved from: %(when)s") % {"when": format_day_and_time(moved_from, lesson.group.local_zone)})
    return "\n".join(_text(line) for line in lines)


def _location(lesson: Lesson) -> str:
    branch = lesson.group.branch
    parts = [lesson.room.name if lesson.room else "", branch.name, branch.address]
    return ", ".join(_text(part) for part in parts if part)


def _text(value: str) -> str:
    return _CONTROL.sub(" ", value)


def _local(moment: datetime, zone: str) -> datetime:
    """Return the moment in local time; in UTC for the second pass of an hour that clocks repeat, which a local time
    cannot name (RFC 5545, section 3.3.5).
    """
    local = moment.astimezone(ZoneInfo(zone))
    return moment.astimezone(UTC) if local.fold else local


def _timezone_component(name: str, since: datetime, until: datetime) -> Timezone:
    """Build the rules of a time zone between two moments: the first offset and each change."""
    component, info = Timezone(), ZoneInfo(name)
    component.add("tzid", name)
    component.add_component(_observance(since.astimezone(info), since.astimezone(info).utcoffset(), FIRST_ONSET))
    at, step = since.astimezone(UTC), timedelta(days=1)
    while at < until + PAST_PERIOD:
        before, after = at.astimezone(info).utcoffset(), (at + step).astimezone(info).utcoffset()
        if before is not None and before != after:
            change = _find_offset_change(at, at + step, info)
            component.add_component(_observance(change.astimezone(info), before, change.replace(tzinfo=None) + before))
        at += step
    return component


def _find_offset_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second of the new offset, in UTC, between two moments around one change."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + ((after - before) // 2)
        middle = middle.replace(microsecond=0) if middle.replace(microsecond=0) > before else middle
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _observance(first: datetime, offset_from: timedelta | None, onset: datetime) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if first.dst() else TimezoneStandard()
    part.add("dtstart", onset)
    part.add("tzoffsetfrom", offset_from)
    part.add("tzoffsetto", first.utcoffset())
    part.add("tzname", first.tzname())
    return part
