"""Operations under `/lessons/`: a teacher's sick day."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.auth import SignedInRequest
from api.bulk_change_schemas import BulkChangeOut
from api.lessons import sick_days_schemas as schemas
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.core.errors import Invalid, NotFound
from apps.core.permissions import STAFF
from apps.courses.access import get_person_or_invalid
from apps.lessons import access, queries
from apps.lessons.models import Lesson
from apps.lessons.services.lessons import check_not_too_far_ahead
from apps.lessons.services.sick_days import CANCEL, MOVE, SUBSTITUTE, LessonPlan, settle_sick_day

MAX_DAYS = 14
FIELDS_BY_ACTION = {MOVE: {"starts_at", "room"}, SUBSTITUTE: {"teacher"}}

router = OperationRouter(tags=["lessons"])


@router.post("/sick-day/", "lessons.substitute", BulkChangeOut, errors=[422])
def lessons_sick_day(request: SignedInRequest, payload: schemas.SickDayIn) -> dict[str, Any]:
    """Change the lessons of a sick day.

    Cancels, moves or substitutes each planned lesson of these days, as a row with its own result; a refused one does
    not stop the others. A family gets one message about all lessons. With `preview` nothing is stored.
    """
    user = request.auth.user
    plans = _list_plans(user, payload)
    access.check_may_settle(user, [plan.action for plan in plans])
    change = settle_sick_day(actor=user, plans=plans, reason=payload.reason, preview=payload.preview)
    return BulkChangeOut.build(change, preview=payload.preview)


def _list_plans(user: User, payload: schemas.SickDayIn) -> list[LessonPlan]:
    """Return a plan for each planned lesson of these days, and for each other id that the body names."""
    teacher = get_person_or_invalid(user, "teacher", payload.teacher)
    if teacher.role not in STAFF:
        raise Invalid.field("teacher", _("This person is not a teacher."))
    last_day = payload.last_day or payload.first_day
    if not 0 <= (last_day - payload.first_day).days < MAX_DAYS:
        raise Invalid.field("last_day", _("Choose one to 14 days."))
    if payload.action == SUBSTITUTE and payload.substitute is None:
        raise Invalid.field("substitute", _("This field is required."))
    if payload.action != SUBSTITUTE and payload.substitute is not None:
        raise Invalid.field("substitute", _("The action does not use this field."))
    planned = queries.list_planned_lessons_of_teacher(user, teacher, first_day=payload.first_day, last_day=last_day)
    lessons = {lesson.pk: lesson for lesson in planned}
    named: dict[UUID, schemas.LessonPlanIn] = {}
    for index, plan in enumerate(payload.lessons):
        if plan.lesson in named:
            raise Invalid.field(f"lessons.{index}.lesson", _("This lesson is named twice."))
        _check_fields(plan, index)
        named[plan.lesson] = plan
    same = schemas.LessonPlanIn(lesson=teacher.pk, action=payload.action, teacher=payload.substitute)
    chosen = {key: named.get(key, same) for key in [*lessons, *named]}
    return [
        LessonPlan(
            lesson_id=key,
            action=plan.action,
            load=partial(_load_lesson, user, lessons.get(key), plan),
            resources=tuple(named_id for named_id in (plan.room, plan.teacher) if named_id is not None),
        )
        for key, plan in chosen.items()
        if plan.action != "keep"
    ]


def _check_fields(plan: schemas.LessonPlanIn, index: int) -> None:
    """Raise Invalid on a field that the action of the plan does not use, and on a time too far ahead."""
    for name in ("starts_at", "room", "teacher"):
        if getattr(plan, name) is not None and name not in FIELDS_BY_ACTION.get(plan.action, ()):
            raise Invalid.field(f"lessons.{index}.{name}", _("The action does not use this field."))
    if plan.starts_at is not None:
        check_not_too_far_ahead(f"lessons.{index}.starts_at", plan.starts_at)


def _load_lesson(user: User, lesson: Lesson | None, plan: schemas.LessonPlanIn) -> tuple[Lesson, dict[str, Any]]:
    """Return the lesson with the arguments of its change. Raise NotFound for None, Invalid on a field that the plan
    lacks or that names nothing.
    """
    if lesson is None:
        raise NotFound()
    if plan.action == CANCEL:
        return lesson, {}
    if plan.action == MOVE:
        if plan.starts_at is None:
            raise Invalid.field("starts_at", _("This field is required."))
        room = {"room": access.get_room_or_invalid(lesson.group, plan.room)} if plan.room else {}
        return lesson, {"starts_at": plan.starts_at, **room}
    if plan.teacher is None:
        raise Invalid.field("teacher", _("This field is required."))
    return lesson, {"teacher": get_person_or_invalid(user, "teacher", plan.teacher)}
