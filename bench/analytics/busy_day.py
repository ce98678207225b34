"""Writes 100,000 events of today, each with a statement of its own, with the notes of changes and without."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus
from apps.chat.models import ChatRoom, Message
from apps.courses.models import Membership
from apps.gamification.models import CoinTransaction
from apps.lessons.models import Lesson

PUPILS, MESSAGES, COINS, LESSONS = 1_000, 50, 30, 20
Statement = tuple[str, list[Sequence[Any]]]


def fill_day() -> tuple[float, float, int]:
    """Write the events of 1,000 pupils; return the seconds without notes and with them, and how many events there are.

    Those without notes are rolled back.
    """
    statements = _build_statements()
    with transaction.atomic(), connection.cursor() as cursor:
        for model in (Message, CoinTransaction, Attendance):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER analytics_note_insert")
        plain = _write(statements)
        transaction.set_rollback(True)
    with transaction.atomic():
        noted = _write(statements)
    return plain, noted, sum(len(rows) for _statement, rows in statements)


def _write(statements: list[Statement]) -> float:
    began = time.monotonic()
    with connection.cursor() as cursor:
        for statement, rows in statements:
            cursor.executemany(statement, rows)
    return time.monotonic() - began


def _build_statements() -> list[Statement]:
    now = timezone.now()
    midnight = now.astimezone(timezone.get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)
    stays = Membership.objects.filter(left_on__isnull=True).order_by("group", "pk").values_list("group", "student")
    learners = list(stays[:PUPILS])
    groups = {group for group, _pupil in learners}
    rooms = dict(ChatRoom.objects.filter(group__in=groups).values_list("group", "pk"))
    lessons: dict[Any, list[Lesson]] = {
        group: [
            Lesson(group_id=group, starts_at=at, slot=at, ends_at=at + timedelta(minutes=10), status="held")
            for at in (midnight + timedelta(minutes=10 * number) for number in range(LESSONS))
        ]
        for group in groups
    }
    Lesson.objects.bulk_create(lesson for made in lessons.values() for lesson in made)
    came = AttendanceStatus.objects.filter(counts_as="present").order_by("-built_in", "pk")[0]
    messages = [
        Message(room_id=rooms[group], author_id=pupil, number=10_000 + place * MESSAGES + number, client_id=uuid4(),
                text="Salom", sent_at=now)
        for place, (group, pupil) in enumerate(learners)
        for number in range(MESSAGES)
    ]  # fmt: skip
    coins = [
        CoinTransaction(student_id=pupil, cause=f"day {pupil} {number}", revision=1, amount=2, reason="homework",
                        counts=True)
        for _group, pupil in learners
        for number in range(COINS)
    ]  # fmt: skip
    marks = [
        Attendance(lesson=lesson, student_id=pupil, status=came, marked_at=now, source="teacher")
        for group, pupil in learners
        for lesson in lessons[group]
    ]
    return [_build_inserts(rows) for rows in (messages, coins, marks)]


def _build_inserts(rows: Sequence[Any]) -> Statement:
    """Return the INSERT of one row, and the values of all rows."""
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"
    values: list[Sequence[Any]] = [
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields] for row in rows
    ]
    return statement, values
