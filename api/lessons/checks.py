"""The operation `/lessons/check/`: what a change of a lesson would meet, before it is made."""

from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Query

from api.auth import SignedInRequest
from api.lessons import checks_schemas as schemas
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.courses.access import get_group_or_invalid, get_person_or_invalid
from apps.lessons import access, change_checks
from apps.lessons.models import Lesson
from apps.lessons.services.lessons import check_lesson_times

router = OperationRouter(tags=["lessons"])


@router.get("/check/", "lessons.change", schemas.LessonCheckOut, errors=[404, 422])
def lessons_check(request: SignedInRequest, query: Query[schemas.LessonCheckQuery]) -> dict[str, Any]:
    """Check a change of a lesson.

    Which lessons of the room, the teacher, the group or its pupils are at that time, whether that day is a holiday, and
    who would be notified. For a lesson that exists (`lesson`), also to cancel or restore it, or a new one (`group`).
    Stores nothing.
    """
    user = request.auth.user
    former = access.get_taught_lesson(user, query.lesson) if query.lesson else None
    lesson = copy(former) if former else _build_lesson(user, query)
    if query.starts_at is not None:
        length = lesson.ends_at - lesson.starts_at
        lesson.starts_at = query.starts_at
        lesson.ends_at = query.starts_at + length
    lesson.ends_at = query.ends_at or lesson.ends_at
    check_lesson_times(lesson.starts_at, lesson.ends_at)
    if query.room is not None:
        lesson.room = access.get_room_or_invalid(lesson.group, query.room)
    if query.teacher is not None:
        lesson.teacher = get_person_or_invalid(user, "teacher", query.teacher)
    return {
        "clashes": change_checks.find_clashes(lesson, user),
        "holiday": change_checks.name_holiday(lesson, former=former),
        "recipients": change_checks.count_recipients(lesson, former=former, user=user),
    }


def _build_lesson(user: User, query: schemas.LessonCheckQuery) -> Lesson:
    """Return a lesson of the group that is not saved, given by its lead teacher."""
    for name in ("group", "starts_at", "ends_at"):
        if getattr(query, name) is None:
            raise Invalid.field(name, _("This field is required."))
    assert query.group is not None
    assert query.starts_at is not None
    assert query.ends_at is not None
    group = get_group_or_invalid(user, query.group)
    return Lesson(group=group, teacher=group.lead_teacher, starts_at=query.starts_at, ends_at=query.ends_at)
