"""Operations under `/lessons/`: changes of a lesson, and calendar links."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.lessons import single_lessons_schemas as schemas
from api.lessons.single_lessons import load_named_objects
from api.operations import OperationRouter
from apps.courses.access import get_person_or_invalid
from apps.lessons import access, queries, services
from apps.lessons.models import Lesson

router = OperationRouter(tags=["lessons"])


@router.post("/{uuid:id}/hold/", "lessons.change", schemas.LessonOut, errors=[404, 409])
def lessons_hold(request: SignedInRequest, id: UUID) -> Lesson:
    """Mark a lesson as held.

    Possible from 30 minutes before the lesson starts, also when its marks hold it: it then stays held without them.
    Restoring the lesson undoes it. Refused with 409 `conflict` when this was recorded before, the lesson is cancelled
    or it starts later.
    """
    user = request.auth.user
    services.record_lesson_held(actor=user, lesson=access.get_taught_lesson(user, id))
    return access.get_lesson(user, id)


@router.post("/{uuid:id}/cancel/", "lessons.change", schemas.LessonOut, errors=[404, 409, 422])
def lessons_cancel(request: SignedInRequest, id: UUID, payload: schemas.CancelIn) -> Lesson:
    """Cancel a lesson.

    The room and the teacher become free. Pupils, guardians and teachers are notified. Refused with 409 `conflict`
    when the lesson is not planned or has marks.
    """
    user = request.auth.user
    services.cancel_lesson(actor=user, lesson=access.get_taught_lesson(user, id), reason=payload.reason)
    return access.get_lesson(user, id)


@router.post("/{uuid:id}/restore/", "lessons.change", schemas.LessonOut, errors=[403, 404, 409, 422])
def lessons_restore(request: SignedInRequest, id: UUID, payload: schemas.RestoreIn) -> Lesson:
    """Restore a lesson.

    A cancelled or held lesson is planned again, at its old time and in its old room. Refused with 409 `conflict`
    when it is already planned or has marks, or when the time is taken and `force` is not set.
    """
    user = request.auth.user
    access.check_may_force(user, force=payload.force)
    lesson = access.get_taught_lesson(user, id)
    services.restore_lesson(actor=user, lesson=lesson, force=payload.force, reason=payload.reason)
    return access.get_lesson(user, id)


@router.post("/{uuid:id}/reschedule/", "lessons.change", schemas.LessonOut, errors=[403, 404, 409, 422])
def lessons_reschedule(request: SignedInRequest, id: UUID, payload: schemas.RescheduleIn) -> Lesson:
    """Move a lesson to another time or room.

    The new time must be in the future. Pupils, guardians and teachers are notified. Refused with 409 `conflict` when
    the lesson is not planned or has marks, or when the time is taken or another day is a holiday, and `force` is not
    set.
    """
    user = request.auth.user
    lesson = access.get_taught_lesson(user, id)
    values = payload.model_dump(exclude={"room"}) | load_named_objects(user, lesson.group, payload)
    services.reschedule_lesson(actor=user, lesson=lesson, **values)
    return access.get_lesson(user, id)


@router.post("/{uuid:id}/substitute/", "lessons.substitute", schemas.LessonOut, errors=[403, 404, 409, 422])
def lessons_substitute(request: SignedInRequest, id: UUID, payload: schemas.SubstituteIn) -> Lesson:
    """Assign a substitute to a lesson.

    Only for this lesson; null gives it back to its own teacher. The substitute gets a teacher's rights over the
    lesson and its register. Refused with 409 `conflict` when the lesson is cancelled, this teacher already gives it,
    or the teacher is taken and `force` is not set.
    """
    user = request.auth.user
    access.check_may_force(user, force=payload.force)
    lesson = access.get_taught_lesson(user, id)
    teacher = get_person_or_invalid(user, "teacher", payload.teacher) if payload.teacher else None
    services.substitute_teacher(actor=user, lesson=lesson, teacher=teacher, reason=payload.reason, force=payload.force)
    return access.reload_changed_lesson(user, lesson)


@router.get("/{uuid:id}/history/", "lessons.read_history", schemas.LessonHistoryOut, errors=[404])
def lessons_history(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the history of a lesson.

    Moves and changes in order: who made them, when and why. For the lesson's teachers and the office.
    """
    return {"steps": queries.list_lesson_history(access.get_taught_lesson(request.auth.user, id))}


@router.post("/calendar/token/", "lessons.calendar", schemas.CalendarLinkOut, status=201)
def lessons_calendar_open(request: SignedInRequest) -> dict[str, str]:
    """Create a calendar link.

    A secret link by which calendar programs read your lessons, or your children's. It is shown only once, and the
    link before it stops working.
    """
    token = services.renew_calendar_token(user=request.auth.user)
    return {"address": f"/api/v1/lessons/calendar/{token}.ics"}


@router.delete("/calendar/token/", "lessons.calendar")
def lessons_calendar_close(request: SignedInRequest) -> None:
    """Delete your calendar link.

    The link stops working. Without a link nothing changes.
    """
    services.delete_calendar_link(user=request.auth.user)
