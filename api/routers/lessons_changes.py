"""Operations under `/lessons/`: what happens to a lesson, calendars."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.routers.lessons import named
from api.schemas import lessons as schemas
from apps.courses.access import named_person
from apps.lessons import access, queries, services
from apps.lessons.models import Lesson

router = Router(tags=["lessons"])


@router.post(
    "/{uuid:id}/hold/",
    auth=requires("lessons.change"),
    response={200: schemas.LessonOut, **errors(404, 409)},
    operation_id="lessons_hold",
    summary="A lesson took place",
)
def lessons_hold(request: SignedInRequest, id: UUID) -> Lesson:
    """From half an hour before it begins. Restoring the lesson takes this back."""
    user = request.auth.user
    services.hold_lesson(actor=user, lesson=access.get_taught_lesson(user, id))
    return access.get_lesson(user, id)


@router.post(
    "/{uuid:id}/cancel/",
    auth=requires("lessons.change"),
    response={200: schemas.LessonOut, **errors(404, 409, 422)},
    operation_id="lessons_cancel",
    summary="Cancel a lesson",
)
def lessons_cancel(request: SignedInRequest, id: UUID, payload: schemas.CancelIn) -> Lesson:
    """Room and teacher are free again. Pupils, parents and teachers are told."""
    user = request.auth.user
    services.cancel_lesson(actor=user, lesson=access.get_taught_lesson(user, id), reason=payload.reason)
    return access.get_lesson(user, id)


@router.post(
    "/{uuid:id}/restore/",
    auth=requires("lessons.change"),
    response={200: schemas.LessonOut, **errors(403, 404, 409, 422)},
    operation_id="lessons_restore",
    summary="Plan a cancelled lesson again",
)
def lessons_restore(request: SignedInRequest, id: UUID, payload: schemas.RestoreIn) -> Lesson:
    """Where and when it was, unless that was taken meanwhile; also takes back that a lesson was held."""
    user = request.auth.user
    access.check_may_force(user, force=payload.force)
    lesson = access.get_taught_lesson(user, id)
    services.restore_lesson(actor=user, lesson=lesson, force=payload.force, reason=payload.reason)
    return access.get_lesson(user, id)


@router.post(
    "/{uuid:id}/reschedule/",
    auth=requires("lessons.change"),
    response={200: schemas.LessonOut, **errors(403, 404, 409, 422)},
    operation_id="lessons_reschedule",
    summary="Move a lesson",
)
def lessons_reschedule(request: SignedInRequest, id: UUID, payload: schemas.RescheduleIn) -> Lesson:
    """To a time to come, and to another room if one is named. Pupils, parents and teachers are told."""
    user = request.auth.user
    lesson = access.get_taught_lesson(user, id)
    values = payload.model_dump(exclude={"room"}) | named(user, lesson.group, payload)
    services.reschedule_lesson(actor=user, lesson=lesson, **values)
    return access.get_lesson(user, id)


@router.post(
    "/{uuid:id}/substitute/",
    auth=requires("lessons.substitute"),
    response={200: schemas.LessonOut, **errors(403, 404, 409, 422)},
    operation_id="lessons_substitute",
    summary="Somebody else gives a lesson",
)
def lessons_substitute(request: SignedInRequest, id: UUID, payload: schemas.SubstituteIn) -> Lesson:
    """This one only. While it is theirs, the substitute has a teacher's rights over the lesson and its register."""
    user = request.auth.user
    access.check_may_force(user, force=payload.force)
    lesson = access.get_taught_lesson(user, id)
    teacher = named_person(user, "teacher", payload.teacher) if payload.teacher else None
    services.substitute(actor=user, lesson=lesson, teacher=teacher, reason=payload.reason, force=payload.force)
    return access.changed_lesson(user, lesson)


@router.get(
    "/{uuid:id}/history/",
    auth=requires("lessons.read_history"),
    response={200: schemas.LessonHistoryOut, **errors(404)},
    operation_id="lessons_history",
    summary="What happened to a lesson",
)
def lessons_history(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Moves and changes in order: who, when, why."""
    return {"steps": queries.history(access.get_taught_lesson(request.auth.user, id))}


@router.post(
    "/calendar/token/",
    auth=requires("lessons.calendar"),
    response={201: schemas.CalendarLinkOut},
    operation_id="lessons_calendar_open",
    summary="A secret link for calendar programs",
)
def lessons_calendar_open(request: SignedInRequest) -> Status[dict[str, str]]:
    """One's own lessons or one's children's. Shown this once; the link before it ends."""
    token = services.open_calendar(user=request.auth.user)
    return Status(201, {"address": f"/api/v1/lessons/calendar/{token}.ics"})


@router.delete(
    "/calendar/token/",
    auth=requires("lessons.calendar"),
    response={204: None},
    operation_id="lessons_calendar_close",
    summary="End one's calendar link",
)
def lessons_calendar_close(request: SignedInRequest) -> Status[None]:
    """Whoever has it reads nothing any more."""
    services.close_calendar(user=request.auth.user)
    return Status(204, None)
