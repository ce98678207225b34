"""Operations under `/lessons/skipped/`: lessons of a timetable that could not be created."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lessons import skipped_schemas as schemas
from api.lessons.single_lessons import load_named_objects
from api.lessons.single_lessons_schemas import CancelIn, LessonOut
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.lessons import access, clashes, services
from apps.lessons.models import Lesson

router = OperationRouter(tags=["lessons"])


@router.get("/skipped/", "timetable.manage", PageOf[schemas.SkippedLessonOut], errors=[422])
def skipped_lessons_list(request: SignedInRequest, query: Query[schemas.SkippedLessonsQuery]) -> dict[str, Any]:
    """List lessons that could not be created.

    Lessons of the timetables of your branches that conflict with others or have no teacher. Each stays until it
    exists, you plan or cancel it, or a changed timetable has no such lesson ahead.
    """
    user = request.auth.user
    rows = clashes.list_managed_skipped_lessons(user, **query.filters())
    page = build_page(request, rows, query, ordering=("starts_at", "created_at"))
    clashes.attach_clashes(page["results"], user)
    return page


@router.post("/skipped/{uuid:id}/plan/", "timetable.manage", LessonOut, status=201, errors=[403, 404, 409, 422])
def skipped_lessons_plan(request: SignedInRequest, id: UUID, payload: schemas.PlanSkippedIn) -> Lesson:
    """Create a lesson that was skipped.

    At its time in the timetable, or at another time, in another room or with another teacher. Refused with 409
    `conflict` when the room, the teacher or the group is taken and `force` is not set.
    """
    user = request.auth.user
    skipped = access.get_managed_skipped_lesson(user, id)
    values = payload.model_dump(exclude={"room", "teacher"}) | load_named_objects(user, skipped.group, payload)
    lesson = services.plan_skipped_lesson(actor=user, skipped=skipped, **values)
    return access.reload_changed_lesson(user, lesson)


@router.post("/skipped/{uuid:id}/cancel/", "timetable.manage", LessonOut, status=201, errors=[404, 422])
def skipped_lessons_cancel(request: SignedInRequest, id: UUID, payload: CancelIn) -> Lesson:
    """Cancel a lesson that was skipped.

    Records that it does not take place, as a cancelled lesson. Pupils, guardians and teachers are notified of a future
    one.
    """
    user = request.auth.user
    skipped = access.get_managed_skipped_lesson(user, id)
    lesson = services.cancel_skipped_lesson(actor=user, skipped=skipped, reason=payload.reason)
    return access.reload_changed_lesson(user, lesson)
