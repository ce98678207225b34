"""Who may load which assignment, homework and attempt. Missing and foreign give the same NotFound."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.core.models import StoredFile
from apps.courses.models import Group
from apps.homework import marking_queries, queries
from apps.homework.models import Assignment, Attempt, Homework, Review

M = TypeVar("M", bound=Model)


def get_marked_group(user: User, group_id: UUID) -> Group:
    """A group whose homework the user gives and reviews."""
    return _one(queries.marked_groups(user), group_id)


def get_assignment(user: User, assignment_id: UUID) -> Assignment:
    """An assignment of a group whose homework the user marks."""
    return _one(queries.visible_assignments(user), assignment_id)


def get_model_audio(user: User, assignment_id: UUID) -> StoredFile:
    """The model audio of an assignment that the user may hear."""
    stored = _one(queries.heard_assignments(user), assignment_id).model_audio
    if stored is None:
        raise NotFound()
    return stored


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
    """An attempt with a file that the user may hear."""
    return _one(queries.visible_recordings(user).filter(file__isnull=False), attempt_id)


def get_taught_attempt(user: User, attempt_id: UUID) -> Attempt:
    """An attempt of homework that the user marks; never one's own."""
    taught = queries.taught_homework(user).exclude(student=user).order_by().values("pk")
    return _one(queries.visible_attempts(user).filter(homework__in=taught), attempt_id)


def get_family_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework or one's child's, to ask for another look at its mark."""
    return _one(marking_queries.family_homework(user), homework_id)


def get_followed_pupil(user: User, student_id: UUID) -> User:
    """Oneself, one's child, or a pupil whose homework the user marks."""
    return _one(marking_queries.followed_pupils(user), student_id)


def get_spoken_review(user: User, review_id: UUID) -> Review:
    """A review with a voice, of homework that the user may see."""
    return _one(marking_queries.spoken_reviews(user), review_id)


def get_own_voice(user: User, file_id: UUID | None) -> StoredFile | None:
    """A recording that the user sent for a review and has not used yet; None for none. Invalid on `voice` for any
    other.
    """
    if file_id is None:
        return None
    voice = marking_queries.own_voices(user).filter(pk=file_id).first()
    if voice is None:
        raise Invalid.field("voice", _("Send the voice comment first."))
    return voice


def _one(rows: QuerySet[M], row_id: UUID) -> M:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    return row
