"""Operations under `/lessons/`: lists, one lesson, planning, changing and removing."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import lessons as schemas
from api.schemas.base import In, changes
from apps.accounts.models import User
from apps.attendance.access import get_lesson
from apps.courses.access import get_taught_group
from apps.courses.models import Group
from apps.lessons import access, queries, services
from apps.lessons.models import Lesson

router = Router(tags=["lessons"])


@router.get(
    "/",
    auth=requires("lessons.read"),
    response={200: PageOf[schemas.LessonOut], **errors(422)},
    operation_id="lessons_list",
    summary="Lessons",
)
def lessons_list(request: SignedInRequest, query: Query[schemas.LessonsQuery]) -> dict[str, Any]:
    """Lessons of the groups that one, or one's child, learns in or that one teaches, and those that one gives; every
    lesson of its branches for the office.
    """
    user = request.auth.user
    found = queries.visible_lessons(
        user,
        since=query.since,
        until=query.until,
        group_id=query.group,
        teacher_id=query.teacher,
        room_id=query.room,
        student_id=query.student,
        status=query.status,
        mine=query.mine,
    )
    return list_page(request, queries.drawn(found, user), query, ordering=("starts_at", "created_at"))


@router.post(
    "/",
    auth=requires("lessons.create"),
    response={201: schemas.LessonOut, **errors(403, 404, 409, 422)},
    operation_id="lessons_create",
    summary="Plan a lesson",
)
def lessons_create(request: SignedInRequest, payload: schemas.LessonIn) -> Status[Lesson]:
    """For a group that one teaches. Another teacher than the group's, and a clash, are for who may."""
    user = request.auth.user
    group = get_taught_group(user, payload.group)
    values = payload.model_dump(exclude={"group", "room", "teacher"}) | named(user, group, payload)
    lesson = services.create_lesson(actor=user, group=group, **values)
    return Status(201, access.get_lesson(user, lesson.pk))


@router.get(
    "/{uuid:id}/",
    auth=requires("lessons.read"),
    response={200: schemas.LessonOut, **errors(404)},
    operation_id="lessons_get",
    summary="One lesson",
)
def lessons_get(request: SignedInRequest, id: UUID) -> Lesson:
    """A lesson of a group that one learns in or teaches, that one gives, or makes up for a missed one in."""
    return get_lesson(request.auth.user, id)


@router.patch(
    "/{uuid:id}/",
    auth=requires("lessons.change"),
    response={200: schemas.LessonOut, **errors(403, 404, 409, 422)},
    operation_id="lessons_update",
    summary="Change a lesson",
)
def lessons_update(request: SignedInRequest, id: UUID, payload: schemas.LessonPatchIn) -> Lesson:
    """Its topic, room or teacher. Pupils, parents and teachers are told of another room or teacher."""
    user = request.auth.user
    lesson = access.get_taught_lesson(user, id)
    plain = {name: value for name, value in changes(payload).items() if name == "topic"}
    services.update_lesson(
        actor=user,
        lesson=lesson,
        values=plain | named(user, lesson.group, payload),
        force=payload.force,
        reason=payload.reason,
    )
    return access.changed_lesson(user, lesson)


@router.delete(
    "/{uuid:id}/",
    auth=requires("lessons.change"),
    response={204: None, **errors(404, 409)},
    operation_id="lessons_delete",
    summary="Remove a lesson planned by mistake",
)
def lessons_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """Only one that was planned by hand and that nothing has happened to; every other one is cancelled."""
    user = request.auth.user
    services.delete_lesson(actor=user, lesson=access.get_taught_lesson(user, id))
    return Status(204, None)


def named(user: User, group: Group, payload: In) -> dict[str, Any]:
    """The room and the teacher that a request names, and whether it may force them; what it leaves out is left out."""
    sent = changes(payload)
    access.check_may_force(user, force=sent.get("force", False))
    found: dict[str, Any] = {}
    if "room" in sent:
        found["room"] = access.named_room(group, sent["room"]) if sent["room"] else None
    if sent.get("teacher"):
        found["teacher"] = access.named_teacher(user, group, sent["teacher"])
    return found
