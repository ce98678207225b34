"""Operations of attendance under `/lessons/`: make-ups, check-in, and lessons that nobody marked."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.attendance import excuses_schemas as schemas
from api.attendance import settling_schemas as settling
from api.attendance.registers_schemas import MarkOut
from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.attendance import access, services, unsettled_lessons
from apps.attendance.models import Attendance, MakeUp
from apps.attendance.services.check_in import CheckInCode
from apps.courses.access import get_person_or_invalid
from apps.lessons.models import LessonStatus

router = OperationRouter(tags=["attendance"])


@router.get("/unsettled/", "lessons.change", PageOf[settling.UnsettledLessonOut], errors=[422])
def lessons_unsettled(request: SignedInRequest, query: Query[settling.UnsettledLessonsQuery]) -> dict[str, Any]:
    """List lessons to settle.

    Planned lessons past their end, which were not marked or cancelled. You get the lessons that you teach; the office
    gets all lessons of its branches.
    """
    lessons = unsettled_lessons.list_unsettled_lessons(request.auth.user, **query.filters())
    return build_page(request, lessons, query, ordering=("starts_at", "created_at"))


@router.post("/settle/", "attendance.settle", settling.SettledLessonsOut, errors=[422])
def lessons_settle(request: SignedInRequest, payload: settling.SettleIn) -> dict[str, Any]:
    """Record lessons as held or cancelled.

    Each of these lessons becomes held, or cancelled with a reason; with `teacher` a substitute gave it. Each is
    settled by itself: the answer says what was refused and why.
    """
    user = request.auth.user
    teacher = get_person_or_invalid(user, "teacher", payload.teacher) if payload.teacher else None
    status, reason = LessonStatus(payload.status), payload.reason
    results = services.settle_lessons(
        actor=user, lesson_ids=payload.lessons, status=status, reason=reason, teacher=teacher
    )
    return {"lessons": results}


@router.post("/{uuid:id}/make-up/", "attendance.mark", schemas.MakeUpOut, status=201, errors=[404, 409, 422])
def lessons_make_up(request: SignedInRequest, id: UUID, payload: schemas.MakeUpIn) -> MakeUp:
    """Create a make-up.

    The pupil becomes a guest of this lesson; the family is notified. Refused with 409 `conflict` when the lesson is
    cancelled, the pupil is in its register, or another lesson makes up for the mark.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, id)
    mark = access.get_editable_mark_or_invalid(user, payload.mark)
    return services.create_make_up(actor=user, lesson=lesson, mark=mark)


@router.delete("/{uuid:id}/make-up/{uuid:make_up_id}/", "attendance.mark", errors=[404, 409])
def lessons_make_up_undo(request: SignedInRequest, id: UUID, make_up_id: UUID) -> None:
    """Cancel a make-up.

    The family is notified. Refused with 409 `conflict` when the guest has a mark in this lesson.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, id)
    services.cancel_make_up(actor=user, make_up=access.get_make_up(lesson, make_up_id))


@router.get("/{uuid:id}/check-in/", "attendance.mark", schemas.CheckInOut, errors=[404, 409])
def lessons_check_in_code(request: SignedInRequest, id: UUID) -> CheckInCode:
    """Get the check-in code of a lesson.

    The code changes every 30 seconds. Refused with 409 `conflict` when check-in is off or not open: from some
    minutes before the lesson until its end.
    """
    return services.get_check_in_code(lesson=access.get_lesson_to_mark(request.auth.user, id))


@router.post("/{uuid:id}/check-in/", "attendance.check_in", MarkOut, errors=[404, 409, 422])
def lessons_check_in(request: SignedInRequest, id: UUID, payload: schemas.CheckInIn) -> Attendance:
    """Check in to a lesson.

    Needs the code that the teacher shows; an existing mark stays. Refused with 409 `conflict` when check-in is off
    or not open, with 429 after 10 wrong codes.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_check_in(user, id)
    return services.check_in(student=user, lesson=lesson, code=payload.code)
