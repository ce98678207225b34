"""The slots of a timetable, computed without a database.

A line has local time: 10:00 stays 10:00 when the clocks change. A time that the clocks skip is that much later (02:30
becomes 03:30), a repeated one is the first; the length is in real minutes. A lesson belongs to the day on which it
starts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import lcm
from uuid import UUID
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
LINE_FIELDS = ("weekday", "starts", "minutes", "every_weeks", "valid_from", "valid_until", "room_id", "teacher_id")
"""The values of a timetable's line, as attributes of `ScheduleLine` and of `TimetableLine`."""


@dataclass(frozen=True)
class TimetableLine:
    """One line of a timetable (`ScheduleLine`): daily without `weekday`, given by the group's lead teacher without
    `teacher_id`.
    """

    starts: time
    minutes: int
    valid_from: date
    weekday: int | None = None
    every_weeks: int = 1
    valid_until: date | None = None
    room_id: UUID | None = None
    teacher_id: UUID | None = None

    def falls_on(self, day: date) -> bool:
        """Return whether the line has a lesson on that day."""
        if day < self.valid_from or (self.valid_until is not None and day > self.valid_until):
            return False
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        weeks = (_monday(day) - _monday(self.valid_from)).days // 7
        return weeks % self.every_weeks == 0

    @property
    def start_minute(self) -> int:
        """Return the minute of the day at which the line starts."""
        return self.starts.hour * 60 + self.starts.minute


@dataclass(frozen=True)
class Slot:
    """A time at which a timetable has a lesson. `day` is the local day on which it starts."""

    starts_at: datetime
    ends_at: datetime
    day: date
    room_id: UUID | None
    teacher_id: UUID | None


def local_time_to_utc(day: date, at: time, zone: str) -> datetime:
    """Return the moment, in UTC, of a local day and time in the zone (see the module's docstring for clock changes)."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def list_slots(
    lines: Iterable[TimetableLine], *, first_day: date, last_day: date, zone: str, lead_teacher_id: UUID
) -> list[Slot]:
    """Return the slots of the lines on the days from `first_day` to `last_day` (both included), ordered by time.

    When a clock change makes two slots start at once, the first line's stays.
    """
    rows = list(lines)
    zone_info = ZoneInfo(zone)
    slots: dict[datetime, Slot] = {}
    for day in _days(first_day, last_day):
        for line in rows:
            if not line.falls_on(day):
                continue
            starts_at = local_time_to_utc(day, line.starts, zone)
            if starts_at not in slots:
                slots[starts_at] = Slot(
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(minutes=line.minutes),
                    day=starts_at.astimezone(zone_info).date(),
                    room_id=line.room_id,
                    teacher_id=line.teacher_id or lead_teacher_id,
                )
    return sorted(slots.values(), key=lambda slot: slot.starts_at)


def find_overlapping_lines(lines: Sequence[TimetableLine]) -> Iterator[tuple[int, int]]:
    """Yield pairs of line indexes that need the group at the same time on some day, also past midnight."""
    for later in range(len(lines)):
        for earlier in range(later):
            if _lines_overlap(lines[earlier], lines[later]):
                yield earlier, later


def _lines_overlap(line: TimetableLine, other: TimetableLine) -> bool:
    """Compare the lines over as many weeks as their rhythms need to meet again."""
    weeks = lcm(line.every_weeks, other.every_weeks) + 1
    first = max(line.valid_from, other.valid_from) - timedelta(days=1)
    for shift in (-1, 0, 1):
        begin = other.start_minute + shift * DAY_MINUTES
        if not (line.start_minute < begin + other.minutes and begin < line.start_minute + line.minutes):
            continue
        for day in _days(first, first + timedelta(weeks=weeks, days=2)):
            if line.falls_on(day) and other.falls_on(day + timedelta(days=shift)):
                return True
    return False


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
