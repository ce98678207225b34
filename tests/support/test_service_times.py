"""Service times against a model that looks at every minute."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.support.service_times import WorkingCalendar, compute_due_time, measure_minutes

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 2, tzinfo=UTC)
ZONES = ("Asia/Tashkent", "Asia/Kolkata", "Europe/Berlin")
FORTNIGHT = 14 * 24 * 60


def is_open(moment, calendar):
    """Whether the office works in this minute, by the wall clock."""
    local = moment.astimezone(ZoneInfo(calendar.zone))
    if any(begins <= local.date() <= ends for begins, ends in calendar.holidays):
        return False
    now = local.time()
    return any(
        opens <= now and (closes == time(0) or now < closes)
        for opens, closes in calendar.hours.get(local.weekday(), ())
    )


def is_held(moment, pauses):
    return any(begin <= moment and (end is None or moment < end) for begin, end in pauses)


def walk(start, minutes, calendar, pauses):
    """The due time, found minute by minute; None when it is not within four weeks."""
    moment = start
    for _ in range(2 * FORTNIGHT):
        if is_open(moment, calendar) and not is_held(moment, pauses):
            minutes -= 1
            if minutes == 0:
                return moment + MINUTE
        moment += MINUTE
    return None


@st.composite
def hours(draw):
    """Up to two spans of a day; the second may last until midnight or touch the first."""
    edges = sorted(draw(st.lists(st.integers(3 * 4, 23 * 4), min_size=2, max_size=4, unique=True)))
    times = [time(edge // 4, edge % 4 * 15) for edge in edges]
    spans = [(times[0], times[1])]
    if len(times) > 2:
        spans.append((times[2], times[3] if len(times) == 4 else time(0)))
    return spans


@st.composite
def cases(draw):
    """A calendar, a start and pauses, as a ticket has them: in order, only the last one without an end."""
    calendar = WorkingCalendar(
        zone=draw(st.sampled_from(ZONES)),
        hours=draw(st.dictionaries(st.integers(0, 6), hours(), max_size=7)),
        holidays=[
            (day, day + timedelta(days=draw(st.integers(0, 3))))
            for day in draw(st.lists(st.dates(START.date(), (START + timedelta(days=12)).date()), max_size=2))
        ],
    )
    start = START + draw(st.integers(0, 3 * 24 * 60)) * MINUTE
    edges = sorted(draw(st.lists(st.integers(0, 6 * 24 * 60), max_size=5, unique=True)))
    moments = [start + edge * MINUTE for edge in edges]
    pauses = [(moments[at], moments[at + 1] if at + 1 < len(moments) else None) for at in range(0, len(moments), 2)]
    return calendar, start, pauses


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(1, 2000))
def test_due_time_is_what_a_walk_of_minutes_finds(case, minutes):
    calendar, start, pauses = case
    found, walked = compute_due_time(start, minutes, calendar, pauses), walk(start, minutes, calendar, pauses)
    if walked is not None:
        assert found == walked
    else:
        assert found is None or found > start + 2 * FORTNIGHT * MINUTE


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 8 * 24 * 60))
def test_measured_minutes_are_counted_ones(case, length):
    calendar, start, pauses = case
    counted = sum(
        is_open(start + at * MINUTE, calendar) and not is_held(start + at * MINUTE, pauses) for at in range(length)
    )
    assert measure_minutes(start, start + length * MINUTE, calendar, pauses) == counted


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(1, 2000))
def test_until_the_due_time_lie_exactly_the_minutes(case, minutes):
    calendar, start, pauses = case
    due = compute_due_time(start, minutes, calendar, pauses)
    if due is not None:
        assert measure_minutes(start, due, calendar, pauses) == minutes


def test_hours_follow_the_wall_clock_over_the_change_of_time():
    """On 29 March 2026 Berlin loses the hour from 2 to 3: of 00:00–04:00 three hours are left."""
    night = WorkingCalendar("Europe/Berlin", {6: [(time(0), time(4))]})
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert measure_minutes(start, start + timedelta(days=1), night) == 180
    assert compute_due_time(start, 180, night) == datetime(2026, 3, 29, 2, tzinfo=UTC)


def test_an_office_that_is_never_open_has_no_due_time():
    assert compute_due_time(START, 1, WorkingCalendar("Asia/Tashkent", {})) is None
