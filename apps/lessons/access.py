"""Who may load which lesson. Missing and foreign give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.lessons import queries
from apps.lessons.models import Lesson


def get_lesson(user: User, lesson_id: UUID) -> Lesson:
    """A lesson of a group that the user learns in or teaches, or any for the office."""
    lesson = queries.visible_lessons(user).filter(id=lesson_id).first()
    if lesson is None:
        raise NotFound()
    return lesson
