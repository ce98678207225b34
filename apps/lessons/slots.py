"""Which moments a timetable wants, without a database.

A line's time is wall-clock time: 10:00 stays 10:00 when the clocks change. A time that the clocks jump over happens as
much later (02:30 becomes 03:30), one that comes twice happens the first time; the length is counted in minutes that
really pass. What begins before midnight belongs to the day on which it begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import lcm
from uuid import UUID
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class TimetableLine:
    """One line of a timetable (`ScheduleLine`): without a weekday daily, without a teacher the group's lead's."""

    starts: time
    minutes: int
    valid_from: date
    weekday: int | None = None
    every_weeks: int = 1
    valid_until: date | None = None
    room_id: UUID | None = None
    teacher_id: UUID | None = None

    def falls_on(self, day: date) -> bool:
        """Whether the line wants a lesson on that day."""
        if day < self.valid_from or (self.valid_until is not None and day > self.valid_until):
            return False
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        weeks = (_monday(day) - _monday(self.valid_from)).days // 7
        return weeks % self.every_weeks == 0

    @property
    def start_minute(self) -> int:
        """The minute of the day at which it starts."""
        return self.starts.hour * 60 + self.starts.minute


@dataclass(frozen=True)
class Slot:
    """A moment at which a timetable wants a lesson. `day` is the local day on which it begins."""

    starts_at: datetime
    ends_at: datetime
    day: date
    room_id: UUID | None
    teacher_id: UUID | None


def local_time_to_utc(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which clocks in the zone show that time on that day (see the module's text)."""
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def list_slots(lines: Iterable[TimetableLine], *, first: date, last: date, zone: str, lead_id: UUID) -> list[Slot]:
    """The slots of the lines on the days from `first` to `last` (both included), in order of time.

    Where the clocks' change makes two of them begin at once the first line's stands.
    """
    rows = list(lines)
    zone_info = ZoneInfo(zone)
    found: dict[datetime, Slot] = {}
    for day in _days(first, last):
        for line in rows:
            if not line.falls_on(day):
                continue
            starts_at = local_time_to_utc(day, line.starts, zone)
            if starts_at not in found:
                found[starts_at] = Slot(
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(minutes=line.minutes),
                    day=starts_at.astimezone(zone_info).date(),
                    room_id=line.room_id,
                    teacher_id=line.teacher_id or lead_id,
                )
    return sorted(found.values(), key=lambda slot: slot.starts_at)


def find_overlapping_lines(lines: Sequence[TimetableLine]) -> Iterator[tuple[int, int]]:
    """The pairs of lines, by index, that want the group at the same time on some day; one may run past midnight."""
    for later in range(len(lines)):
        for earlier in range(later):
            if _lines_overlap(lines[earlier], lines[later]):
                yield earlier, later


def _lines_overlap(line: TimetableLine, other: TimetableLine) -> bool:
    """Looked for over as many weeks as it takes until both come round together again."""
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
