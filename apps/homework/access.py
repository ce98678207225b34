"""Who may load which assignment, homework and attempt. Missing and foreign give the same NotFound."""

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
    """A group whose homework the user gives and reviews."""
    return get_or_not_found(queries.list_taught_groups(user), group_id)


def get_assignment(user: User, assignment_id: UUID) -> Assignment:
    """An assignment of a group whose homework the user marks."""
    return get_or_not_found(queries.list_visible_assignments(user), assignment_id)


def get_model_audio_file(user: User, assignment_id: UUID) -> StoredFile:
    """The model audio of an assignment that the user may hear."""
    stored = get_or_not_found(queries.list_assignments_with_model_audio(user), assignment_id).model_audio
    if stored is None:
        raise NotFound()
    return stored


def get_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework, one's child's, that of a group one teaches, or anybody's for the office."""
    return get_or_not_found(queries.list_visible_homework(user), homework_id)


def get_own_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework, to hand in: nobody else's, whoever asks."""
    return get_or_not_found(queries.list_own_homework(user), homework_id)


def get_taught_homework(user: User, homework_id: UUID) -> Homework:
    """Homework of a group that the user teaches, or anybody's for the office; never one's own."""
    return get_or_not_found(queries.list_taught_homework(user).exclude(student=user), homework_id)


def get_attempt(user: User, attempt_id: UUID) -> Attempt:
    """An attempt of a homework that the user may see."""
    return get_or_not_found(queries.list_visible_attempts(user), attempt_id)


def get_recorded_attempt(user: User, attempt_id: UUID) -> Attempt:
    """An attempt with a file that the user may hear."""
    return get_or_not_found(queries.list_hearable_attempts(user).filter(file__isnull=False), attempt_id)


def get_reviewed_attempt(homework: Homework, attempt_id: UUID | None) -> Attempt | None:
    """The attempt of this homework that its reviewer names; None for none. Invalid on `attempt` for any other."""
    if attempt_id is None:
        return None
    otherwise = _("This homework has no such attempt.")
    return get_or_invalid(homework.attempts.all(), attempt_id, field="attempt", message=otherwise)


def get_taught_attempt(user: User, attempt_id: UUID) -> Attempt:
    """An attempt of homework that the user marks; never one's own."""
    taught = queries.list_taught_homework(user).exclude(student=user).order_by().values("pk")
    return get_or_not_found(queries.list_visible_attempts(user).filter(homework__in=taught), attempt_id)


def get_family_homework(user: User, homework_id: UUID) -> Homework:
    """One's own homework or one's child's, to ask for another look at its mark."""
    return get_or_not_found(review_queries.list_family_homework(user), homework_id)


def get_visible_pupil(user: User, student_id: UUID) -> User:
    """Oneself, one's child, or a pupil whose homework the user marks."""
    return get_or_not_found(review_queries.list_visible_pupils(user), student_id)


def get_watchable_child(user: User, child_id: UUID) -> User:
    """A child whose progress the user may see as guardian, or a pupil all of whose groups are such that the user marks
    their homework: what is told of a child is told of all its groups.
    """
    return get_or_not_found(review_queries.list_watchable_children(user), child_id)


def get_review_with_voice(user: User, review_id: UUID) -> Review:
    """A review with a voice, of homework that the user may see."""
    return get_or_not_found(review_queries.list_reviews_with_voice(user), review_id)


def get_own_voice_comment(user: User, file_id: UUID | None) -> StoredFile | None:
    """A recording that the user sent for a review and has not used yet; None for none. Invalid on `voice` for any
    other.
    """
    if file_id is None:
        return None
    mine = review_queries.list_unused_voice_comments(user)
    return get_or_invalid(mine, file_id, field="voice", message=_("Send the voice comment first."))
