"""Homework of a centre of chance: each task is due on the evening after it was given, and some hand it in late."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from apps.homework.models import Assignment

GIVEN, DONE, LATE_DONE = time(6), time(9), time(17)
DEADLINE = time(15)


class HomeworkRows:
    """Collects the homework of pupils and writes it in bulk. Days after `until` have not come yet."""

    def __init__(self, until: date) -> None:
        self.until = until
        self.tasks: dict[tuple[UUID, date], Assignment] = {}
        self.given: list[tuple[Any, ...]] = []
        self.done: list[tuple[Any, ...]] = []

    def add(self, student: UUID, group: UUID, given: date, late: bool | None) -> None:
        """Give a pupil the task of a group of this day; `late`: whether it was handed in late, None for never."""
        if given > self.until:
            return
        next_day = given + timedelta(days=1)
        task = self.tasks.setdefault(
            (group, given),
            Assignment(
                group_id=group, kind="text", title=f"{given}", instructions="Write.", attempts_allowed=1, coins=1,
                deadline=_at(next_day, DEADLINE),
            ),
        )  # fmt: skip
        homework, at = uuid4(), _at(given, GIVEN)
        self.given.append((homework, at, at, task.pk, student, "assigned", False, 0, 0))
        if late is not None and next_day <= self.until:
            at = _at(next_day, LATE_DONE if late else DONE)
            self.done.append(
                (uuid4(), at, at, homework, 1, "Done.", "{}", "[]", "stored", "done", "", "", True, late, "", False, at)
            )

    def write(self) -> None:
        """Everything."""
        Assignment.objects.bulk_create(self.tasks.values(), batch_size=2000)
        _copy(
            "homework_homework (id, created_at, updated_at, assignment_id, student_id, state, late, extra_attempts, "
            "counts_after)",
            self.given,
        )
        _copy(
            "homework_attempt (id, created_at, updated_at, homework_id, number, text, task, flags, state, stage, "
            "verdict, reason, counts, late, container, damaged, finished_at)",
            self.done,
        )


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=UTC)


def _copy(place: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {place} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
