"""Operations under `/lessons/`."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas.lessons import LessonIn, LessonOut, LessonsQuery
from apps.courses.access import get_taught_group
from apps.lessons import access, queries, services
from apps.lessons.models import Lesson

router = Router(tags=["lessons"])


@router.get(
    "/",
    auth=requires("lessons.read"),
    response={200: PageOf[LessonOut], **errors(422)},
    operation_id="lessons_list",
    summary="Lessons",
)
def lessons_list(request: SignedInRequest, query: Query[LessonsQuery]) -> dict[str, Any]:
    """Lessons of the groups that one learns in or teaches; every lesson for the office."""
    found = queries.visible_lessons(
        request.auth.user, since=query.since, until=query.until, group_id=query.group, status=query.status
    )
    return list_page(request, found, query, ordering=("starts_at", "created_at"))


@router.post(
    "/",
    auth=requires("lessons.create"),
    response={201: LessonOut, **errors(404, 422)},
    operation_id="lessons_create",
    summary="Plan a lesson",
)
def lessons_create(request: SignedInRequest, payload: LessonIn) -> Status[Lesson]:
    """For a group that one teaches."""
    user = request.auth.user
    group = get_taught_group(user, payload.group)
    lesson = services.create_lesson(
        actor=user, group=group, starts_at=payload.starts_at, ends_at=payload.ends_at, topic=payload.topic
    )
    return Status(201, lesson)


@router.get(
    "/{uuid:id}/",
    auth=requires("lessons.read"),
    response={200: LessonOut, **errors(404)},
    operation_id="lessons_get",
    summary="One lesson",
)
def lessons_get(request: SignedInRequest, id: UUID) -> Lesson:
    """A lesson of a group that one learns in or teaches."""
    return access.get_lesson(request.auth.user, id)
