"""Of any number of parallel bookings of one room at one time exactly one succeeds, and of parallel runs of the
generation none doubles a lesson.

`TALIM_LONG=1` runs the long form: 200 rounds of 16.
"""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction

from apps.core.errors import Conflict
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.lessons.models import Lesson, Room
from apps.lessons.services import create_lesson, generate_lessons, generation
from tests import factories
from tests.concurrency import call_concurrently
from tests.lessons.timetable_factory import MONDAY, NOW, make_line, set_schedule
from tests.lock_waits import is_blocking_another_connection
from tests.processes import wait_until

LONG = bool(os.environ.get("TALIM_LONG"))
AT_ONCE = 16
ROUNDS = 200 if LONG else 15
RUNS = 40 if LONG else 4
HOUR = timedelta(hours=1)


@pytest.fixture
def groups(a_connection_for_each, branch, course):
    """As many as book at once, each with a teacher of its own."""
    teachers = [factories.make_user(Role.TEACHER, "T", email=f"t{number}@example.uz") for number in range(AT_ONCE)]
    return [
        factories.make_group(branch=branch, course=course, name=f"{number}", teacher=teacher)
        for number, teacher in enumerate(teachers)
    ]


@contextmanager
def without(*names: str) -> Iterator[None]:
    """The protection off: these constraints of lessons are gone meanwhile, and what came of it afterwards."""
    gone = [constraint for constraint in Lesson._meta.constraints if constraint.name in names]
    with connection.schema_editor() as editor:
        for constraint in gone:
            editor.remove_constraint(Lesson, constraint)
    try:
        yield
    finally:
        Lesson.objects.all().delete()
        with connection.schema_editor() as editor:
            for constraint in gone:
                editor.add_constraint(Lesson, constraint)


def at_once(act: Callable[[Group], Any], groups: Sequence[Group], rounds: Callable[[int], Any], number: int) -> None:
    """`number` rounds: `rounds` prepares one, then `act` is called for all groups at the same moment."""
    for item in range(number):
        rounds(item)
        call_concurrently([partial(act, group) for group in groups], connected=True)


def booked(groups: Sequence[Group], room: Room, number: int) -> list[int]:
    """How many of the simultaneous bookings of one room were accepted, per round."""
    starts = [NOW]

    def act(group: Group) -> None:
        try:
            create_lesson(actor=None, group=group, room=room, starts_at=starts[0], ends_at=starts[0] + HOUR)
        except Conflict as refused:
            assert "room" in refused.fields

    def next_round(index: int) -> None:
        starts[0] = NOW + 2 * index * HOUR

    at_once(act, groups, next_round, number)
    return [Lesson.objects.filter(starts_at=NOW + 2 * index * HOUR).count() for index in range(number)]


def test_one_booking_per_round_succeeds(groups, room):
    assert booked(groups, room, ROUNDS) == [1] * ROUNDS


def test_control_without_constraint_double_books_the_room(groups, room):
    with without("lesson_room_free"):
        assert max(booked(groups, room, 3)) > 1


def made(groups: Sequence[Group], number: int) -> list[int]:
    """How many lessons there are after parallel runs for these groups, per round."""
    results: list[int] = []

    def next_round(index: int) -> None:
        if index:
            results.append(Lesson.objects.count())
        Lesson.objects.all().delete()

    at_once(lambda group: generate_lessons(group, until=MONDAY + timedelta(days=20)), groups, next_round, number)
    return [*results, Lesson.objects.count()]


@pytest.mark.slow  # 3 s
@pytest.mark.usefixtures("monday_morning")
def test_parallel_generation_books_each_room_hour_once(groups, room):
    for group in groups:
        set_schedule(group, make_line(0, room_id=room.pk), make_line(2, room_id=room.pk))
    assert made(groups, RUNS) == [6] * RUNS


@pytest.mark.usefixtures("monday_morning")
def test_generation_and_manual_bookings_do_not_double_book(groups, room):
    set_schedule(groups[0], *(make_line(day, room_id=room.pk) for day in range(7)))

    def act(group: Group) -> None:
        if group == groups[0]:
            generate_lessons(group, until=MONDAY + timedelta(days=13))
            return
        starts = NOW + timedelta(days=int(group.name) % 14, hours=2)
        with contextlib.suppress(Conflict):
            create_lesson(actor=None, group=group, room=room, starts_at=starts, ends_at=starts + HOUR)

    at_once(act, groups, lambda _index: Lesson.objects.all().delete(), RUNS)
    expected = [NOW + timedelta(days=day, hours=2) for day in range(14)]
    assert sorted(Lesson.objects.values_list("starts_at", flat=True)) == expected


@pytest.mark.usefixtures("monday_morning")
def test_slot_booked_meanwhile_is_skipped_with_a_reason(groups, room):
    set_schedule(groups[0], make_line(0, room_id=room.pk), make_line(1, room_id=room.pk))
    booked_it = Event()

    def book() -> Lesson:
        try:
            with transaction.atomic():
                starts = NOW + timedelta(hours=3)
                lesson = Lesson.objects.create(group=groups[1], room=room, starts_at=starts, ends_at=starts + HOUR)
                booked_it.set()
                wait_until(is_blocking_another_connection, what="the run to meet the booking")
            return lesson
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        booking = pool.submit(book)
        assert booked_it.wait(60)
        report = generate_lessons(groups[0], until=MONDAY + timedelta(days=1))
        lesson = booking.result()
    assert (report.counts["added"], report.counts["skipped"]) == (1, 1)
    clash = report.skipped[0].clash
    assert clash is not None
    assert (report.skipped[0].day, clash.by, clash.lesson) == (MONDAY, "room", lesson.pk)
    assert Lesson.objects.count() == 2


@pytest.mark.usefixtures("monday_morning")
@pytest.mark.parametrize("protected", [True, False], ids=["protected", "control: neither locks nor constraints"])
def test_parallel_runs_of_a_group_create_each_lesson_once(groups, monkeypatch, protected):
    set_schedule(groups[0], make_line(0), make_line(2))
    same = [groups[0]] * 6
    if protected:
        assert made(same, RUNS) == [6] * RUNS
        return
    monkeypatch.setattr(generation, "lock_generation", lambda: None)
    monkeypatch.setattr(generation, "lock_rooms_groups_and_teachers", lambda _ids: None)
    with without("lesson_once_per_slot", "lesson_group_free", "lesson_teacher_free"):
        assert any(max(made(same, 1)) > 6 for _try in range(40))
