"""Operations under `/lessons/`: list, create, change and delete lessons."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import In, get_sent_fields
from api.lessons import single_lessons_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.accounts.services import activity
from apps.attendance.access import get_lesson
from apps.courses.access import get_taught_group
from apps.courses.models import Group
from apps.lessons import access, queries, services
from apps.lessons.models import Lesson

router = OperationRouter(tags=["lessons"])


@router.get("/", "lessons.read", PageOf[schemas.LessonOut], errors=[422], cached=True)
def lessons_list(request: SignedInRequest, query: Query[schemas.LessonsQuery]) -> dict[str, Any]:
    """List lessons.

    You get the lessons of groups that you or your child learn in, and those that you teach, as a substitute too; the
    office gets all lessons of its branches.
    """
    user = request.auth.user
    lessons = queries.list_visible_lessons(user, **query.filters())
    return build_page(
        request, queries.annotate_lesson_display_fields(lessons, user), query, ordering=("starts_at", "created_at")
    )


@router.post("/", "lessons.create", schemas.LessonOut, status=201, errors=[403, 404, 409, 422])
def lessons_create(request: SignedInRequest, payload: schemas.LessonIn) -> Lesson:
    """Create a lesson.

    For teachers of the group and the office. A teacher from outside the group needs `lessons.substitute`, and
    `force` needs `lessons.force`. Refused with 409 `conflict` when the room, the teacher or the group is taken at
    that time, or a future day is a holiday, and `force` is not set.
    """
    user = request.auth.user
    group = get_taught_group(user, payload.group)
    values = payload.model_dump(exclude={"group", "room", "teacher"}) | load_named_objects(user, group, payload)
    lesson = services.create_lesson(actor=user, group=group, **values)
    return access.get_lesson(user, lesson.pk)


@router.get("/{uuid:id}/", "lessons.read", schemas.LessonOut, errors=[404])
def lessons_get(request: SignedInRequest, id: UUID) -> Lesson:
    """Get a lesson.

    A lesson of a group that you or your child learn in, that you teach, or that makes up for a missed one; the
    office gets any lesson of its branches.
    """
    lesson = get_lesson(request.auth.user, id)
    activity.log_view(request.auth.session, "lesson.viewed", lesson)
    return lesson


@router.patch("/{uuid:id}/", "lessons.change", schemas.LessonOut, errors=[403, 404, 409, 422])
def lessons_update(request: SignedInRequest, id: UUID, payload: schemas.LessonPatchIn) -> Lesson:
    """Update a lesson.

    Changes the topic, link, room or teacher. Pupils, guardians and teachers are notified of a new room or teacher.
    Refused with 409 `conflict` when the lesson is cancelled, or the room or the teacher is taken.
    """
    user = request.auth.user
    lesson = access.get_taught_lesson(user, id)
    plain = {name: value for name, value in get_sent_fields(payload).items() if name in ("topic", "link")}
    services.update_lesson(
        actor=user,
        lesson=lesson,
        values=plain | load_named_objects(user, lesson.group, payload),
        force=payload.force,
        reason=payload.reason,
    )
    return access.reload_changed_lesson(user, lesson)


@router.delete("/{uuid:id}/", "lessons.change", errors=[404, 409])
def lessons_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a lesson.

    Only a planned lesson that was created by hand, is not used and was not announced. Any other is refused with 409
    `conflict`: cancel it instead.
    """
    user = request.auth.user
    services.delete_lesson(actor=user, lesson=access.get_taught_lesson(user, id))


def load_named_objects(user: User, group: Group, payload: In) -> dict[str, Any]:
    """Return the room and the teacher that a body names, as objects; absent fields stay absent. Raise Forbidden for a
    `force` that the user may not use.
    """
    sent = get_sent_fields(payload)
    access.check_may_force(user, force=sent.get("force", False))
    changes: dict[str, Any] = {}
    if "room" in sent:
        changes["room"] = access.get_room_or_invalid(group, sent["room"]) if sent["room"] else None
    if sent.get("teacher"):
        changes["teacher"] = access.get_teacher_or_invalid(user, group, sent["teacher"])
    return changes
