"""Who may load which assignment, homework and attempt. Missing and foreign give the same NotFound."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.courses.models import Group
from apps.homework import queries
from apps.homework.models import Assignment, Attempt, Homework

M = TypeVar("M", bound=Model)


def get_marked_group(user: User, group_id: UUID) -> Group:
    """A group whose homework the user gives and reviews."""
    return _one(queries.marked_groups(user), group_id)


def get_assignment(user: User, assignment_id: UUID) -> Assignment:
    """An assignment of a group whose homework the user marks."""
    return _one(queries.visible_assignments(user), assignment_id)


def get_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework, one's child's, that of a group one teaches, or anybody's for the office."""
    return _one(queries.visible_homework(user), homework_id)


def get_own_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework, to hand in: nobody else's, whoever asks."""
    return _one(queries.own_homework(user), homework_id)


def get_taught_homework(user: User, homework_id: UUID) -> Homework:
    """Homework of a group that the user teaches, or anybody's for the office; never one's own."""
    return _one(queries.taught_homework(user).exclude(student=user), homework_id)


def get_attempt(user: User, attempt_id: UUID) -> Attempt:
    """An attempt of a homework that the user may see."""
    return _one(queries.visible_attempts(user), attempt_id)


def get_recording(user: User, attempt_id: UUID) -> Attempt:
    """An attempt that the user may hear."""
    return _one(queries.visible_recordings(user), attempt_id)


def _one(rows: QuerySet[M], row_id: UUID) -> M:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    return row
