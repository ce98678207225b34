"""Load assignments, homework and attempts that a user may see. Missing and foreign ones raise the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.models import StoredFile
from apps.courses.models import Group
from apps.homework import queries, review_queries
from apps.homework.models import Assignment, Attempt, Homework, Review


def get_taught_group(user: User, group_id: UUID) -> Group:
    """Return a group whose homework the user assigns and reviews."""
    return get_or_not_found(queries.list_taught_groups(user), group_id)


def get_taught_assignment(user: User, assignment_id: UUID) -> Assignment:
    """Return an assignment of a group that the user teaches."""
    return get_or_not_found(queries.list_taught_assignments(user), assignment_id)


def get_model_audio_file(user: User, assignment_id: UUID) -> StoredFile:
    """Return the model audio of an assignment, if the user may hear it."""
    stored = get_or_not_found(queries.list_assignments_with_model_audio(user), assignment_id).model_audio
    if stored is None:
        raise NotFound()
    return stored


def get_homework(user: User, homework_id: UUID) -> Homework:
    """Return the user's own homework, a child's, homework of a taught group, or any for the office."""
    return get_or_not_found(queries.list_visible_homework(user), homework_id)


def get_own_homework(user: User, homework_id: UUID) -> Homework:
    """Return the user's own homework, to submit it; NotFound for everyone else, staff too."""
    return get_or_not_found(queries.list_own_homework(user), homework_id)


def get_taught_homework(user: User, homework_id: UUID) -> Homework:
    """Return homework of a group that the user teaches, or any for the office; never the user's own."""
    return get_or_not_found(queries.list_taught_homework(user).exclude(student=user), homework_id)


def get_attempt(user: User, attempt_id: UUID) -> Attempt:
    """Return an attempt of a homework that the user may see."""
    return get_or_not_found(queries.list_visible_attempts(user), attempt_id)


def get_hearable_attempt(user: User, attempt_id: UUID) -> Attempt:
    """Return an attempt whose file the user may hear."""
    return get_or_not_found(queries.list_hearable_attempts(user).filter(file__isnull=False), attempt_id)


def get_homework_attempt_or_invalid(homework: Homework, attempt_id: UUID | None) -> Attempt | None:
    """Return the attempt of this homework that the reviewer names; None for no id. Raise Invalid on `attempt` for
    another homework's.
    """
    if attempt_id is None:
        return None
    otherwise = _("This homework has no such attempt.")
    return get_or_invalid(homework.attempts.all(), attempt_id, field="attempt", message=otherwise)


def get_taught_attempt(user: User, attempt_id: UUID) -> Attempt:
    """Return an attempt of homework that the user reviews; never the user's own."""
    taught = queries.list_taught_homework(user).exclude(student=user).order_by().values("pk")
    return get_or_not_found(queries.list_visible_attempts(user).filter(homework__in=taught), attempt_id)


def get_family_homework(user: User, homework_id: UUID) -> Homework:
    """Return the user's own homework or a child's, to appeal against its score."""
    return get_or_not_found(review_queries.list_family_homework(user), homework_id)


def get_visible_pupil(user: User, student_id: UUID) -> User:
    """Return the user, a child of the user, or a pupil whose homework the user reviews."""
    return get_or_not_found(review_queries.list_visible_pupils(user), student_id)


def get_watchable_child(user: User, child_id: UUID) -> User:
    """Return a child whose progress the user may see as guardian, or a pupil all of whose groups the user teaches: the
    stream carries all groups of the child.
    """
    return get_or_not_found(review_queries.list_watchable_children(user), child_id)


def get_review_with_voice(user: User, review_id: UUID) -> Review:
    """Return a review with a voice comment, of homework that the user may see."""
    return get_or_not_found(review_queries.list_reviews_with_voice(user), review_id)


def get_unused_voice_comment_or_invalid(user: User, file_id: UUID | None) -> StoredFile | None:
    """Return a voice comment that the user uploaded and has not used; None for no id. Raise Invalid on `voice` for any
    other.
    """
    if file_id is None:
        return None
    mine = review_queries.list_unused_voice_comments(user)
    return get_or_invalid(mine, file_id, field="voice", message=_("Send the voice comment first."))
