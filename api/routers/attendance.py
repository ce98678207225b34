"""Operations under `/attendance/`: marks, registers and excuses; and under `/lessons/`: make-ups and check-in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Header, Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.idempotent_responses import respond_once
from api.lists import PageOf, build_page
from api.schemas import attendance as schemas
from api.schemas import attendance_excuses as asking
from api.schemas import attendance_offline as offline
from api.schemas.base import get_changes
from apps.attendance import access, queries, services
from apps.attendance.models import Attendance, AttendanceStatus, Excuse, MakeUp
from apps.attendance.services import register_rules
from apps.attendance.services.check_in import CheckInCode
from apps.courses.access import get_pupil
from apps.settings.queries import get_system_settings

router = Router(tags=["attendance"])
lessons_router = Router(tags=["attendance"])


@router.get(
    "/statuses/",
    auth=requires("attendance.read"),
    response={200: PageOf[schemas.StatusOut], **error_responses(422)},
    operation_id="attendance_statuses_list",
    summary="List attendance statuses",
)
def attendance_statuses_list(request: SignedInRequest, query: Query[schemas.StatusesQuery]) -> dict[str, Any]:
    """The four built-in statuses and the centre's own; with `archived`, the archived ones too."""
    return build_page(request, queries.list_statuses(archived=query.archived), query, ordering=("position", "code"))


@router.post(
    "/statuses/",
    auth=requires("attendance.manage_statuses"),
    response={201: schemas.StatusOut, **error_responses(409, 422)},
    operation_id="attendance_statuses_create",
    summary="Create an attendance status",
)
def attendance_statuses_create(request: SignedInRequest, payload: schemas.StatusIn) -> Status[AttendanceStatus]:
    """It counts as one of the four built-in statuses; its code can never be used again. Refused with 409 `conflict`
    when 40 are in use.
    """
    return Status(201, services.add_status(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.StatusOut, **error_responses(404)},
    operation_id="attendance_statuses_get",
    summary="Get an attendance status",
)
def attendance_statuses_get(request: SignedInRequest, id: UUID) -> AttendanceStatus:
    """An archived status gives 404."""
    return access.get_status(id)


@router.patch(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.manage_statuses"),
    response={200: schemas.StatusOut, **error_responses(404, 422)},
    operation_id="attendance_statuses_update",
    summary="Change an attendance status",
)
def attendance_statuses_update(request: SignedInRequest, id: UUID, payload: schemas.StatusChangeIn) -> AttendanceStatus:
    """A built-in status keeps what it counts as, and takes its coins from the settings."""
    status = access.get_status(id)
    return services.change_status(actor=request.auth.user, status=status, changes=get_changes(payload))


@router.delete(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.manage_statuses"),
    response={204: None, **error_responses(404, 409)},
    operation_id="attendance_statuses_delete",
    summary="Archive an attendance status",
)
def attendance_statuses_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """Marks that have it keep it. Refused with 409 `conflict` for a built-in status."""
    services.remove_status(actor=request.auth.user, status=access.get_status(id))
    return Status(204, None)


@router.get(
    "/",
    auth=requires("attendance.read"),
    response={200: PageOf[schemas.MarkOut], **error_responses(422)},
    operation_id="attendance_list",
    summary="List marks",
)
def attendance_list(request: SignedInRequest, query: Query[schemas.MarksQuery]) -> dict[str, Any]:
    """You get your own marks and your children's; teachers also get those of their registers; the office, of its
    branches.
    """
    marks = queries.list_visible_marks(
        request.auth.user,
        lesson_id=query.lesson,
        group_id=query.group,
        student_id=query.student,
        first=query.first,
        last=query.to,
        status=query.status,
    )
    return build_page(
        request,
        marks,
        query,
        ordering=("-starts_at", "marked_at"),
        prepare_rows=lambda rows: queries.with_list_columns(rows, request.auth.user),
    )


@router.post(
    "/",
    auth=requires("attendance.mark"),
    response={201: schemas.MarkOut, **error_responses(404, 409, 422)},
    operation_id="attendance_create",
    summary="Mark a pupil",
)
def attendance_create(request: SignedInRequest, payload: schemas.MarkIn) -> Status[Attendance]:
    """An existing mark is corrected. Refused with 409 `conflict` when the register takes no marks now."""
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, payload.lesson)
    entry = services.MarkInput(**payload.model_dump(exclude={"lesson", "reason"}))
    return Status(201, services.mark_pupil(actor=user, lesson=lesson, mark_input=entry, reason=payload.reason))


@router.post(
    "/bulk-mark/",
    auth=requires("attendance.mark"),
    response={200: schemas.BulkOut, **error_responses(404, 409, 422)},
    operation_id="attendance_bulk_mark",
    summary="Mark a whole register",
)
def attendance_bulk_mark(request: SignedInRequest, payload: schemas.BulkIn) -> dict[str, Any]:
    """Saves all marks or none, and is safe to repeat. Refused with 409 `conflict` when it takes no marks now."""
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, payload.lesson)
    entries = [services.MarkInput(**row.model_dump()) for row in payload.marks]
    marks = services.mark_register(actor=user, lesson=lesson, inputs=entries, reason=payload.reason)
    return {"lesson": lesson.pk, "marks": marks}


@router.post(
    "/sync/",
    auth=requires("attendance.mark"),
    response={200: offline.SyncOut, **error_responses(422)},
    operation_id="attendance_sync",
    summary="Sync marks that were made offline",
)
def attendance_sync(request: SignedInRequest, payload: offline.SyncIn) -> dict[str, Any]:
    """Each mark gets its own result: the newest mark of a pupil in a lesson wins, conflicts are listed. Repeating
    changes nothing.
    """
    marks = [services.OfflineMark(**mark.model_dump()) for mark in payload.marks]
    results, conflicts = services.sync_offline_marks(actor=request.auth.user, marks=marks)
    return {"marks": results, "conflicts": conflicts}


@router.get(
    "/registers/{uuid:lesson_id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.RegisterOut, **error_responses(404)},
    operation_id="attendance_register",
    summary="Get the register of a lesson",
)
def attendance_register(request: SignedInRequest, lesson_id: UUID) -> Any:
    """The pupils expected on that day and guests, with their marks; accepted excuses suggest `excused`."""
    lesson = access.get_lesson_to_mark(request.auth.user, lesson_id)
    refusal = register_rules.get_register_refusal(
        lesson, now=timezone.now(), closes_after=get_system_settings().register_closes_after_days
    )
    rows = queries.load_register(lesson)
    return schemas.RegisterOut.from_register(
        lesson, rows, refusal=refusal, closes_on=register_rules.get_closing_day(lesson)
    )


@router.get(
    "/registers/{uuid:lesson_id}/history/",
    auth=requires("attendance.mark"),
    response={200: PageOf[schemas.HistoryOut], **error_responses(404, 422)},
    operation_id="attendance_register_history",
    summary="List the earlier marks of a register",
)
def attendance_register_history(
    request: SignedInRequest, lesson_id: UUID, query: Query[schemas.HistoryQuery]
) -> dict[str, Any]:
    """Marks that were corrected or withdrawn, newest first."""
    lesson = access.get_lesson_to_mark(request.auth.user, lesson_id)
    return build_page(request, queries.list_mark_history(lesson_id=lesson.pk), query, ordering=("-created_at",))


@router.get(
    "/excuses/",
    auth=requires("attendance.read"),
    response={200: PageOf[asking.ExcuseOut], **error_responses(422)},
    operation_id="attendance_excuses_list",
    summary="List excuses",
)
def attendance_excuses_list(request: SignedInRequest, query: Query[asking.ExcusesQuery]) -> dict[str, Any]:
    """You get your own and your children's; teachers also get those of their pupils; the office, of its branches."""
    excuses = queries.list_visible_excuses(
        request.auth.user, student_id=query.student, group_id=query.group, state=query.state
    )
    return build_page(request, excuses, query, ordering=("-created_at", "starts_on"))


@router.post(
    "/excuses/",
    auth=requires("attendance.excuse"),
    response={201: asking.ExcuseOut, **error_responses(404, 409, 422)},
    operation_id="attendance_excuses_create",
    summary="Request an excuse",
)
def attendance_excuses_create(
    request: SignedInRequest, payload: asking.ExcuseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """For days to come and, as the settings allow, for past days; the pupil's teachers are notified. Refused with 409
    `conflict` when the pupil is in no group or has 20 undecided excuses. An `Idempotency-Key` makes repeating safe.
    """
    user = request.auth.user
    student = get_pupil(user, payload.student or user.pk)
    values = payload.model_dump(exclude={"student"})

    def ask() -> tuple[int, Any]:
        excuse = services.request_excuse(actor=user, student=student, **values)
        return 201, asking.ExcuseOut.from_orm(excuse).model_dump(mode="json")

    return respond_once(request, "excuses.create", idempotency_key, body=request.body, act=ask, required=False)


@router.get(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: asking.ExcuseOut, **error_responses(404)},
    operation_id="attendance_excuses_get",
    summary="Get an excuse",
)
def attendance_excuses_get(request: SignedInRequest, id: UUID) -> Excuse:
    """Your own, your child's, or one of a pupil of your registers."""
    return access.get_excuse(request.auth.user, id)


@router.patch(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.decide_excuses"),
    response={200: asking.ExcuseOut, **error_responses(404, 409, 422)},
    operation_id="attendance_excuses_decide",
    summary="Accept or refuse an excuse",
)
def attendance_excuses_decide(request: SignedInRequest, id: UUID, payload: asking.ExcuseDecisionIn) -> Excuse:
    """An accepted excuse turns absences on these days into `excused`; the user who requested it is notified. Refused
    with 409 `not_open` when it was decided or withdrawn before.
    """
    user = request.auth.user
    excuse = access.get_excuse_to_decide(user, id)
    accept = payload.decision == "accept"
    return services.decide_excuse(actor=user, excuse=excuse, accept=accept, answer=payload.answer)


@router.delete(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.excuse"),
    response={204: None, **error_responses(404, 409)},
    operation_id="attendance_excuses_withdraw",
    summary="Withdraw an excuse",
)
def attendance_excuses_withdraw(request: SignedInRequest, id: UUID) -> Status[None]:
    """Only one that you requested. Refused with 409 `not_open` when it was decided or withdrawn before."""
    services.withdraw_excuse(excuse=access.get_own_excuse(request.auth.user, id))
    return Status(204, None)


@router.get(
    "/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.MarkOut, **error_responses(404)},
    operation_id="attendance_get",
    summary="Get a mark",
)
def attendance_get(request: SignedInRequest, id: UUID) -> Attendance:
    """Your own, your child's, or one of your registers."""
    return access.get_mark(request.auth.user, id)


@router.patch(
    "/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.MarkOut, **error_responses(404, 409, 422)},
    operation_id="attendance_update",
    summary="Correct a mark",
)
def attendance_update(request: SignedInRequest, id: UUID, payload: schemas.MarkChangeIn) -> Attendance:
    """The old value stays in the history. Refused with 409 `conflict` when the register takes no marks now."""
    user = request.auth.user
    mark = access.get_editable_mark(user, id)
    changed = {name: value for name, value in get_changes(payload).items() if name != "reason"}
    return services.correct_mark(actor=user, mark=mark, changes=changed, reason=payload.reason)


@router.delete(
    "/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={204: None, **error_responses(404, 409, 422)},
    operation_id="attendance_delete",
    summary="Withdraw a mark",
)
def attendance_delete(request: SignedInRequest, id: UUID, query: Query[schemas.WithdrawQuery]) -> Status[None]:
    """Its coins are taken back; the value stays in the history. Refused with 409 `conflict` when the register takes no
    marks now.
    """
    user = request.auth.user
    services.withdraw_mark(actor=user, mark=access.get_editable_mark(user, id), reason=query.reason)
    return Status(204, None)


@router.get(
    "/{uuid:id}/history/",
    auth=requires("attendance.mark"),
    response={200: PageOf[schemas.HistoryOut], **error_responses(404, 422)},
    operation_id="attendance_history",
    summary="List the earlier values of a mark",
)
def attendance_history(request: SignedInRequest, id: UUID, query: Query[schemas.HistoryQuery]) -> dict[str, Any]:
    """Who changed it, when and why; newest first."""
    mark = access.get_editable_mark(request.auth.user, id)
    changes = queries.list_mark_history(lesson_id=mark.lesson_id, student_id=mark.student_id)
    return build_page(request, changes, query, ordering=("-created_at",))


@lessons_router.post(
    "/{uuid:id}/make-up/",
    auth=requires("attendance.mark"),
    response={201: asking.MakeUpOut, **error_responses(404, 409, 422)},
    operation_id="lessons_make_up",
    summary="Create a make-up",
)
def lessons_make_up(request: SignedInRequest, id: UUID, payload: asking.MakeUpIn) -> Status[MakeUp]:
    """The pupil becomes a guest of this lesson; the family is notified. Refused with 409 `conflict` when the lesson is
    cancelled, the pupil is in its register, or another lesson makes up for the mark.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, id)
    mark = access.get_mark_or_invalid(user, payload.mark)
    return Status(201, services.create_make_up(actor=user, lesson=lesson, mark=mark))


@lessons_router.delete(
    "/{uuid:id}/make-up/{uuid:make_up_id}/",
    auth=requires("attendance.mark"),
    response={204: None, **error_responses(404, 409)},
    operation_id="lessons_make_up_undo",
    summary="Cancel a make-up",
)
def lessons_make_up_undo(request: SignedInRequest, id: UUID, make_up_id: UUID) -> Status[None]:
    """The family is notified. Refused with 409 `conflict` when the guest has a mark in this lesson."""
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, id)
    services.cancel_make_up(actor=user, make_up=access.get_make_up(lesson, make_up_id))
    return Status(204, None)


@lessons_router.get(
    "/{uuid:id}/check-in/",
    auth=requires("attendance.mark"),
    response={200: asking.CheckInOut, **error_responses(404, 409)},
    operation_id="lessons_check_in_code",
    summary="Get the check-in code of a lesson",
)
def lessons_check_in_code(request: SignedInRequest, id: UUID) -> CheckInCode:
    """The code changes every 30 seconds. Refused with 409 `conflict` when check-in is off or not open: from some
    minutes before the lesson until its end.
    """
    return services.get_check_in_code(lesson=access.get_lesson_to_mark(request.auth.user, id))


@lessons_router.post(
    "/{uuid:id}/check-in/",
    auth=requires("attendance.check_in"),
    response={200: schemas.MarkOut, **error_responses(404, 409, 422)},
    operation_id="lessons_check_in",
    summary="Check in to a lesson",
)
def lessons_check_in(request: SignedInRequest, id: UUID, payload: asking.CheckInIn) -> Attendance:
    """Needs the code that the teacher shows; an existing mark stays. Refused with 409 `conflict` when check-in is off
    or not open, with 429 after 10 wrong codes.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_check_in(user, id)
    return services.check_in(student=user, lesson=lesson, code=payload.code)
