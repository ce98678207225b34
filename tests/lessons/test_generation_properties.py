"""Whatever the schedule, the holidays and what people do in between: run twice, nothing is doubled, nothing is touched
that must not be, and the second run changes nothing.

`TALIM_LONG=1` runs 80 times as many examples.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.permissions import Role
from apps.courses.models import Group, Holiday
from apps.lessons import services
from apps.lessons.generation_report import GenerationReason, GenerationReport
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.slots import TimetableLine, find_overlapping_lines
from tests import factories
from tests.lessons.timetable_factory import set_schedule

LONG = bool(os.environ.get("TALIM_LONG"))
DAY = timedelta(days=1)
ZONES = {
    "Asia/Tashkent": [date(2027, 1, 25), date(2028, 2, 21)],
    "Europe/Berlin": [date(2026, 10, 19), date(2027, 3, 22)],
    "Africa/Cairo": [date(2027, 4, 26), date(2027, 10, 25)],
}
"""Zones, with Mondays before a month's end or before the clocks change; in Cairo they do so at midnight."""

TIMES = st.sampled_from([time(0, 0), time(0, 30), time(2, 30), time(9, 0), time(10, 0), time(17, 15), time(23, 30)])
OFFSETS = st.integers(0, 20)
LINES = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 2, 4, 5, 6]), TIMES, st.sampled_from([45, 90, 180]), st.integers(1, 3), OFFSETS,
        st.none() | OFFSETS,
    ),
    max_size=4,
)  # fmt: skip
HOLIDAYS = st.lists(st.tuples(OFFSETS, st.integers(0, 3), st.booleans()), max_size=2)
EDITS = ("hold", "cancel", "move", "pin", "substitute", "topic", "delete", "by_hand", "elsewhere", "restore")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(EDITS), st.integers(0, 30)),
        st.tuples(st.just("lines"), LINES),
        st.tuples(st.just("holidays"), HOLIDAYS),
        st.tuples(st.just("days_pass"), st.integers(1, 3)),
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture
def stage(branch, course):
    """A group and another of one teacher's, and who may stand in for her."""
    teacher, substitute = (factories.make_user(Role.TEACHER, name) for name in ("Dilnoza", "Sardor"))
    groups = [factories.make_group(branch=branch, course=course, name=name, teacher=teacher) for name in ("A", "B")]
    return groups[0], groups[1], substitute


class Play:
    """One example: a calendar, a group, what people did to which lessons."""

    def __init__(self, group: Group, other: Group, substitute: User, monday: date) -> None:
        self.group, self.other, self.substitute, self.monday = group, other, substitute, monday
        self.zone = ZoneInfo(group.local_zone)
        self.now = datetime.combine(monday, time(12), tzinfo=self.zone)
        self.lines: list[TimetableLine] = []
        self.touched: set[UUID] = set()

    def set_lines(self, drawn: list[Any]) -> None:
        """As many of the lines as can stand together."""
        self.lines = []
        for weekday, starts, minutes, weeks, first, length in drawn:
            line = TimetableLine(starts, minutes, self.monday + first * DAY, weekday, weeks)
            if length is not None:
                line = replace(line, valid_until=line.valid_from + length * DAY)
            if not list(find_overlapping_lines([*self.lines, line])):
                self.lines.append(line)
        with time_machine.travel(self.now, tick=False):
            set_schedule(self.group, *self.lines)

    def set_holidays(self, drawn: list[Any]) -> None:
        Holiday.objects.all().delete()
        for first, length, everywhere in drawn:
            starts_on = self.monday + first * DAY
            Holiday.objects.create(
                name={"en": "x"}, starts_on=starts_on, ends_on=starts_on + length * DAY,
                branch=None if everywhere else self.group.branch,
            )  # fmt: skip

    def do(self, step: str, value: Any) -> None:
        if step == "lines":
            self.set_lines(value)
        elif step == "holidays":
            self.set_holidays(value)
        elif step == "days_pass":
            self.now += value * DAY
        else:
            self.edit(step, value)

    def edit(self, step: str, number: int) -> None:
        """Do it to one of the lessons, as people do; what the rules refuse stays undone."""
        lessons = list(Lesson.objects.filter(group=self.group).order_by("slot", "starts_at"))
        lesson = lessons[number % len(lessons)] if lessons else None
        if step == "hold" and lesson is not None:
            lesson = lessons[number % min(3, len(lessons))]
            self.now = max(self.now, lesson.starts_at.astimezone(self.zone))
        with time_machine.travel(self.now, tick=False):
            try:
                changed = self.act(step, lesson, number)
            except DomainError:
                return
        if changed is not None:
            self.touched.add(changed)

    def act(self, step: str, lesson: Lesson | None, number: int) -> UUID | None:
        at = self.now + timedelta(hours=7 * number + 1)
        if step in ("by_hand", "elsewhere"):
            group = self.group if step == "by_hand" else self.other
            made = services.create_lesson(actor=None, group=group, starts_at=at, ends_at=at + timedelta(hours=2))
            return made.pk if step == "by_hand" else None
        if lesson is None:
            return None
        if step == "delete":
            if lesson.pk not in self.touched and lesson.slot is not None:
                lesson.delete()
            return None
        acts: dict[str, Callable[[], Any]] = {
            "hold": lambda: services.record_lesson_held(actor=None, lesson=lesson),
            "cancel": lambda: services.cancel_lesson(actor=None, lesson=lesson, reason="ill"),
            "restore": lambda: services.restore_lesson(actor=None, lesson=lesson),
            "move": lambda: services.reschedule_lesson(actor=None, lesson=lesson, starts_at=at, reason="ill"),
            "pin": lambda: services.pin_lesson(lesson=lesson),
            "substitute": lambda: services.substitute_teacher(actor=None, lesson=lesson, teacher=self.substitute),
            "topic": lambda: services.update_lesson(actor=None, lesson=lesson, values={"topic": "Past simple"}),
        }
        acts[step]()
        return lesson.pk

    def run(self, days: int) -> GenerationReport:
        with time_machine.travel(self.now, tick=False):
            return services.generate_lessons(self.group, until=self.now.date() + days * DAY)

    def rows(self) -> dict[UUID, dict[str, Any]]:
        return {row["id"]: dict(row) for row in Lesson.objects.values()}

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def wanted(self, day: date) -> set[datetime]:
        """The instants at which the lines want lessons on that day, counted out anew; none on a holiday."""
        if Holiday.objects.filter(starts_on__lte=day, ends_on__gte=day).exists():
            return set()
        results = set()
        for line in self.lines:
            monday = line.valid_from - line.valid_from.weekday() * DAY
            within = line.valid_from <= day <= (line.valid_until or day)
            if within and line.weekday in (None, day.weekday()) and (day - monday).days // 7 % line.every_weeks == 0:
                results.add(datetime.combine(day, line.starts, tzinfo=self.zone).astimezone(UTC))
        return results

    def check(self, before: dict[UUID, dict[str, Any]], report: GenerationReport, days: int) -> None:
        after = self.rows()
        gone, new = before.keys() - after.keys(), after.keys() - before.keys()
        assert {row.lesson for row in report.removed} == gone
        assert {row.lesson for row in report.added} == new
        assert all(after[pk] == before[pk] for pk in before.keys() & after.keys())
        assert not gone & self.touched
        assert all(before[pk]["starts_at"] > self.now for pk in gone)
        assert all(after[pk]["starts_at"] > self.now for pk in new)
        mine = [row for row in after.values() if row["group_id"] == self.group.pk and row["slot"] is not None]
        assert max(Counter(row["slot"] for row in mine).values(), default=1) == 1
        self.check_days(mine, new, report, days)
        self.check_overlaps(after)

    def check_days(self, mine: list[dict[str, Any]], new: set[UUID], report: GenerationReport, days: int) -> None:
        clashes = Counter(row.day for row in report.skipped if row.reason == GenerationReason.CLASH)
        for number in range(1, days + 1):
            day = self.now.date() + number * DAY
            wanted = self.wanted(day)
            here = [row for row in mine if self.day_of(row["slot"]) == day]
            fresh = [row for row in here if row["id"] not in self.touched]
            assert {row["slot"] for row in fresh} <= wanted
            assert len(here) + clashes[day] >= len(wanted)
            if new & {row["id"] for row in here}:
                assert len(here) <= len(wanted)

    @staticmethod
    def check_overlaps(after: dict[UUID, dict[str, Any]]) -> None:
        taking_place = [row for row in after.values() if row["status"] != LessonStatus.CANCELLED]
        for key in ("group_id", "teacher_id"):
            rows = sorted(taking_place, key=lambda row: (str(row[key]), row["starts_at"]))
            for item, other in zip(rows, rows[1:], strict=False):
                assert item[key] != other[key] or item["ends_at"] <= other["starts_at"]


@pytest.mark.slow  # 8 s
@pytest.mark.parametrize("zone", ZONES)
def test_generation_keeps_what_people_did_and_the_second_run_changes_nothing(stage, zone):
    group, other, substitute = stage
    Group.objects.update(zone=zone)
    group.refresh_from_db()

    @settings(
        max_examples=800 if LONG else 10,
        derandomize=not LONG,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(monday=st.sampled_from(ZONES[zone]), lines=LINES, holidays=HOLIDAYS, steps=STEPS, days=st.integers(5, 30))
    def play(monday: date, lines: list[Any], holidays: list[Any], steps: list[Any], days: int) -> None:
        with transaction.atomic():
            example = Play(group, other, substitute, monday)
            example.set_holidays(holidays)
            example.set_lines(lines)
            for step, value in (("days_pass", 0), *steps):
                example.do(step, value)
                example.check(example.rows(), example.run(days), days)
                settled = example.rows()
                again = example.run(days)
                assert (again.counts["added"], again.counts["removed"]) == (0, 0)
                assert example.rows() == settled
            transaction.set_rollback(True)

    play()
