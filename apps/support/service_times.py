"""Service times: minutes of opening hours, without the time in which a ticket waits. Pure: no database, no clock.

Hours are those of the wall clock in the zone of the branch. A pause counts from its begin until before its end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 3 * 366
"""How far a due time is looked for; an office that is never open has none."""
NEXT_DAY = timedelta(days=1)
MIDNIGHT = time(0)

Span = tuple[datetime, datetime]
Pause = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class WorkingCalendar:
    """When an office works: hours by weekday (0: Monday), without holidays (both days included).

    Hours that close at 00:00 last until the end of the day.
    """

    zone: str
    hours: Mapping[int, Sequence[tuple[time, time]]]
    holidays: Sequence[tuple[date, date]] = ()

    def list_open_spans(self, start: datetime) -> Iterator[Span]:
        """Yield the open times after a moment, in order and without overlap, for MOST_DAYS days."""
        zone = ZoneInfo(self.zone)
        first = start.astimezone(zone).date()
        for number in range(MOST_DAYS):
            day = first + timedelta(days=number)
            for begin, end in self._list_spans_of_day(day, zone):
                if end > start:
                    yield max(begin, start), end

    def _list_spans_of_day(self, day: date, zone: ZoneInfo) -> list[Span]:
        if any(begins <= day <= ends for begins, ends in self.holidays):
            return []
        spans = []
        for opens, closes in self.hours.get(day.weekday(), ()):
            last = day + NEXT_DAY if closes == MIDNIGHT else day
            begin, end = (datetime.combine(on, at, tzinfo=zone) for on, at in ((day, opens), (last, closes)))
            spans.append((begin.astimezone(UTC), end.astimezone(UTC)))
        return _join(spans)


def compute_due_time(
    start: datetime, minutes: int, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()
) -> datetime | None:
    """Return when so many minutes of opening hours have gone since `start`, without pauses.

    None while a pause without an end begins before that, and when the office is not open for so long.
    """
    left = timedelta(minutes=minutes)
    held = _close_pauses(pauses)
    for begin, end in calendar.list_open_spans(start):
        for free_begin, free_end in _subtract((begin, end), held):
            if free_end - free_begin >= left:
                return free_begin + left
            left -= free_end - free_begin
        if held and held[-1][1] == datetime.max.replace(tzinfo=UTC) and held[-1][0] <= end:
            return None
    return None


def measure_minutes(start: datetime, end: datetime, calendar: WorkingCalendar, pauses: Iterable[Pause] = ()) -> int:
    """Return how many whole minutes of opening hours lie between two moments, without pauses."""
    total, held = timedelta(0), _close_pauses(pauses)
    for begin, close in calendar.list_open_spans(start):
        if begin >= end:
            break
        for free_begin, free_end in _subtract((begin, min(close, end)), held):
            total += free_end - free_begin
    return int(total // timedelta(minutes=1))


def _close_pauses(pauses: Iterable[Pause]) -> list[Span]:
    """Return pauses in order; one without an end lasts for ever."""
    forever = datetime.max.replace(tzinfo=UTC)
    return _join([(begin, forever if end is None else end) for begin, end in pauses])


def _subtract(span: Span, held: Sequence[Span]) -> Iterator[Span]:
    begin, end = span
    for held_begin, held_end in held:
        if held_end <= begin:
            continue
        if held_begin >= end:
            break
        if held_begin > begin:
            yield begin, held_begin
        begin = held_end
        if begin >= end:
            return
    if begin < end:
        yield begin, end


def _join(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined
