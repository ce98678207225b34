"""Registers marked by several at once: nothing doubled, nothing lost from the history. Without the lock some is."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance import services
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus
from apps.attendance.services import mark_writer
from apps.core.errors import Conflict
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.lessons.models import Lesson, LessonChange
from apps.lessons.services import lesson_changes
from tests.attendance.register_requests import STARTS, create_group_lesson, load_marks
from tests.concurrency import call_concurrently

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, AT_ONCE = 6, 4
CODES = ("present", "absent", "late", "excused")
COINS = {"present": 5, "late": 2, "absent": 0, "excused": 0}


def unlocked(at_once: int = AT_ONCE, *, gate: Barrier | None = None) -> Callable[[Any], dict[Any, Lesson]]:
    """The lock that holds nobody: all of them look at the register before one of them writes."""
    gate = gate or Barrier(at_once)

    def load(lesson_ids: Any) -> dict[Any, Lesson]:
        gate.wait(60)
        rows = Lesson.objects.filter(pk__in=lesson_ids).select_related("group__branch", "group__course")
        return {lesson.pk: lesson for lesson in rows}

    return load


def lost_steps(lesson: Lesson) -> int:
    """How many changes of the marks left no history, or more than one."""
    history = AttendanceHistory.objects.filter(lesson=lesson)
    marks = Attendance.objects.filter(lesson=lesson)
    return sum(abs(history.filter(student=mark.student_id).count() - (mark.revision - 1)) for mark in marks)


def bulk(lesson: Lesson, teacher: User, students: tuple[User, ...], code: str) -> Callable[[], Any]:
    entries = [services.MarkInput(student=student.pk, status=code) for student in students]
    return lambda: services.mark_register(actor=teacher, lesson=lesson, inputs=entries)


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_one_register_marked_by_several_at_once(group, pupil, second_pupil, teacher, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(mark_writer, "lock_lessons", unlocked())
    assert AttendanceStatus.objects.count() == len(CODES)
    lost = 0
    for days in range(ROUNDS):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(hours=2 * days))
        call_concurrently([bulk(lesson, teacher, (pupil, second_pupil), code) for code in CODES])
        assert Attendance.objects.filter(lesson=lesson).count() == 2
        lost += lost_steps(lesson)
        if protected:
            assert len(set(load_marks(lesson).values())) == 1
    assert (lost == 0) == protected
    for student in (pupil, second_pupil):
        marks = student.marks.values_list("status__code", flat=True)
        assert get_coin_balance(student) == sum_coin_ledger(student)
        if protected:
            assert get_coin_balance(student) == sum(COINS[code] for code in marks)


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_phones_that_come_back_while_a_teacher_marks(group, pupil, teacher, assistant, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(mark_writer, "lock_lessons", unlocked())
    lost = 0
    for days in range(ROUNDS):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(hours=2 * days))
        now = timezone.now()

        def phone(minutes: int, code: str, lesson: Lesson = lesson, now: Any = now) -> Callable[[], Any]:
            mark = services.OfflineMark(
                id="1", lesson=lesson.pk, student=pupil.pk, status=code, marked_at=now - timedelta(minutes=minutes)
            )
            return lambda: services.sync_offline_marks(actor=assistant, marks=[mark])

        phones = [phone(minutes, code) for minutes, code in zip((3, 2, 1), CODES, strict=False)]
        call_concurrently([bulk(lesson, teacher, (pupil,), "late"), *phones])
        lost += lost_steps(lesson) + (load_marks(lesson) != {pupil.pk: "late"})
    assert (lost == 0) == protected


def _count_marks(lesson: Lesson) -> int:
    return Attendance.objects.filter(lesson=lesson).count()


def _mark(lesson: Lesson, teacher: User, pupil: User) -> Callable[[], Any]:
    return bulk(lesson, teacher, (pupil,), "present")


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_two_registers_hold_a_lesson_once(group, pupil, second_pupil, teacher, assistant, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(mark_writer, "lock_lessons", unlocked(2))
    steps = 0
    for days in range(ROUNDS):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(hours=2 * days))
        call_concurrently([_mark(lesson, teacher, pupil), _mark(lesson, assistant, second_pupil)])
        lesson.refresh_from_db()
        assert (lesson.status, _count_marks(lesson)) == ("held", 2)
        steps += LessonChange.objects.filter(lesson=lesson, kind="held").count()
    assert (steps == ROUNDS) == protected


def read_lesson_unlocked(gate: Barrier) -> Callable[..., Lesson]:
    """As `lesson_history.lock_lesson`, without the lock, and only after all have read."""

    def load(lesson: Lesson, *allowed: str, conflict_message: Any = None) -> Lesson:
        row = Lesson.objects.select_related("group__branch").get(pk=lesson.pk)
        gate.wait(60)
        return row

    return load


def _refused(call: Callable[[], Any]) -> Callable[[], bool]:
    def attempt() -> bool:
        try:
            call()
        except Conflict:
            return True
        return False

    return attempt


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_register_against_cancel(group, pupil, teacher, manager, monkeypatch, protected):
    if not protected:
        gate = Barrier(2)
        monkeypatch.setattr(mark_writer, "lock_lessons", unlocked(gate=gate))
        monkeypatch.setattr(lesson_changes, "lock_lesson", read_lesson_unlocked(gate))
    both = 0
    for days in range(ROUNDS):
        lesson = create_group_lesson(group, starts=STARTS - timedelta(hours=2 * days))
        cancel = partial(lesson_changes.cancel_lesson, actor=manager, lesson=lesson, reason="ill")
        refusals = call_concurrently([_refused(_mark(lesson, teacher, pupil)), _refused(cancel)])
        lesson.refresh_from_db()
        both += sum(refusals) != 1 or (lesson.status == "cancelled") == bool(_count_marks(lesson))
    assert (both == 0) == protected


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_hold_against_removal_of_the_last_mark(group, pupil, teacher, assistant, monkeypatch, protected):
    lessons = [create_group_lesson(group, starts=STARTS - timedelta(hours=2 * days)) for days in range(ROUNDS)]
    marks = [
        services.mark_pupil(actor=teacher, lesson=row, mark_input=services.MarkInput(pupil.pk, "present"))
        for row in lessons
    ]
    if not protected:
        gate = Barrier(2)
        monkeypatch.setattr(mark_writer, "lock_lessons", unlocked(gate=gate))
        monkeypatch.setattr(lesson_changes, "lock_lesson", read_lesson_unlocked(gate))
    lost = 0
    for lesson, mark in zip(lessons, marks, strict=True):
        hold = partial(lesson_changes.record_lesson_held, actor=teacher, lesson=lesson)
        withdraw = partial(services.withdraw_mark, actor=assistant, mark=mark)
        call_concurrently([hold, withdraw])
        lesson.refresh_from_db()
        lost += (lesson.status, lesson.held_by_hand, _count_marks(lesson)) != ("held", True, 0)
    assert (lost == 0) == protected
