"""Measure races: sixteen requests for the last seat, or one room, at once, 200 times; also without the constraints."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.db import connection, connections
from django.utils import timezone

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.courses.services import add_member
from apps.lessons.models import Lesson, Room
from apps.lessons.services import create_lesson
from bench.report import Figure

AT_ONCE, ROUNDS, CONTROL = 16, 200, 10
SEAT_RULE = "ALTER TABLE courses_group ADD CONSTRAINT group_not_overfilled CHECK (seats_taken <= capacity)"
NO_SEAT_RULE = "ALTER TABLE courses_group DROP CONSTRAINT group_not_overfilled"


def measure() -> tuple[list[Figure], str]:
    """Return the number of overbooked rounds, with the constraints and without."""
    groups, students = _groups(), list(User.objects.filter(role=Role.STUDENT).order_by("number")[:AT_ONCE])
    room = Room.objects.create(branch=groups[0].branch, name="Race")
    figures = [
        _figure("last seat", race_for_seats(groups[0], students, ROUNDS)),
        _control("last seat", _without_seat_rule(groups[0], students)),
        _figure("one room", race_for_rooms(groups, room, ROUNDS)),
        _control("one room", _without_room_rule(groups, room)),
    ]
    return figures, ""


def race_for_seats(group: Group, students: Sequence[User], rounds: int) -> list[int]:
    """Return how many requests got the one seat, by round."""
    got: list[int] = []

    def prepare(number: int) -> None:
        if number:
            got.append(Membership.objects.filter(group=group, left_on__isnull=True).count())
        Membership.objects.filter(group=group).delete()

    def act(student: User, _number: int) -> None:
        add_member(actor=None, group=group, student=student)

    _at_once(students, rounds, prepare, act)
    prepare(1)
    return got


def race_for_rooms(groups: Sequence[Group], room: Room, rounds: int) -> list[int]:
    """Return how many lessons were booked in the one room, by round."""
    hour, begin = timedelta(hours=1), timezone.now() + timedelta(days=800)

    def act(group: Group, number: int) -> None:
        starts_at = begin + 2 * number * hour
        create_lesson(actor=None, group=group, room=room, starts_at=starts_at, ends_at=starts_at + hour)

    _at_once(groups, rounds, lambda _number: None, act)
    lessons = Lesson.objects.filter(room=room)
    return [lessons.filter(starts_at=begin + 2 * number * hour).count() for number in range(rounds)]


def _at_once(them: Sequence[Any], rounds: int, prepare: Callable[[int], None], act: Callable[[Any, int], None]) -> None:
    """Run rounds in which all threads act at once, each on its own connection; a refusal counts as an answer."""
    numbers = iter(range(rounds))
    now = [0]

    def begin() -> None:
        now[0] = next(numbers)
        prepare(now[0])

    gate, end = Barrier(len(them), action=begin), Barrier(len(them))

    def run(body: Any) -> None:
        try:
            for _round in range(rounds):
                gate.wait(120)
                try:
                    act(body, now[0])
                except Conflict:
                    pass
                end.wait(120)
        except BaseException:
            gate.abort()
            end.abort()
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(them)) as pool:
        list(pool.map(run, them))


def _figure(what: str, got: list[int]) -> Figure:
    wrong = sum(number != 1 for number in got)
    return Figure(
        f"{what}, {len(got)} rounds of {AT_ONCE}: rounds that did not end with exactly one", wrong, "", "0", wrong == 0
    )


def _control(what: str, got: list[int]) -> Figure:
    over = sum(number > 1 for number in got)
    spread = f"up to {max(got)} at once"
    return Figure(f"{what}, {len(got)} rounds without the constraint: oversold", over, "", "> 0", over > 0, spread)


def _without_seat_rule(group: Group, students: Sequence[User]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NO_SEAT_RULE)
    try:
        return race_for_seats(group, students, CONTROL)
    finally:
        Membership.objects.filter(group=group).delete()
        with connection.cursor() as cursor:
            cursor.execute(SEAT_RULE)


def _without_room_rule(groups: Sequence[Group], room: Room) -> list[int]:
    with _constraint_gone(room):
        return race_for_rooms(groups, room, CONTROL)


@contextmanager
def _constraint_gone(room: Room) -> Iterator[None]:
    (rule,) = [constraint for constraint in Lesson._meta.constraints if constraint.name == "lesson_room_free"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Lesson, rule)
    try:
        yield
    finally:
        Lesson.objects.filter(room=room).delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Lesson, rule)


def _groups() -> list[Group]:
    """Create one group with one seat and its own teacher for each parallel request."""
    demo = Group.objects.order_by("id")[0]
    figures = []
    for number in range(AT_ONCE):
        teacher = User.objects.create(
            first_name="Race", role=Role.TEACHER, email=f"race{number}@demo.example", all_branches=True
        )
        figures.append(
            Group.objects.create(
                branch=demo.branch, course=demo.course, name=f"Race {number}", lead_teacher=teacher, capacity=1
            )
        )
    return figures
