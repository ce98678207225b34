"""Operations under `/attendance/`: marks, registers and excuses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Header, Query

from api.attendance import excuses_schemas as asking
from api.attendance import offline_schemas as offline
from api.attendance import registers_schemas as schemas
from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.attendance import access, queries, services
from apps.attendance.models import Attendance, AttendanceStatus, Excuse
from apps.attendance.services import register_rules
from apps.courses.access import get_pupil
from apps.settings.queries import get_system_settings

router = OperationRouter(tags=["attendance"])


@router.get("/statuses/", "attendance.read", PageOf[schemas.StatusOut], errors=[422], cached=True)
def attendance_statuses_list(request: SignedInRequest, query: Query[schemas.StatusesQuery]) -> dict[str, Any]:
    """List attendance statuses.

    The four built-in statuses and the centre's own; with `archived`, the archived ones too.
    """
    return build_page(
        request, queries.list_statuses(include_archived=query.archived), query, ordering=("position", "code")
    )


@router.post("/statuses/", "attendance.manage_statuses", schemas.StatusOut, status=201, errors=[409, 422])
def attendance_statuses_create(request: SignedInRequest, payload: schemas.StatusIn) -> AttendanceStatus:
    """Create an attendance status.

    It counts as one of the four built-in statuses; its code can never be used again. Refused with 409 `conflict`
    when 40 are in use.
    """
    return services.create_attendance_status(actor=request.auth.user, **payload.model_dump())


@router.get("/statuses/{uuid:id}/", "attendance.read", schemas.StatusOut, errors=[404])
def attendance_statuses_get(request: SignedInRequest, id: UUID) -> AttendanceStatus:
    """Get an attendance status.

    An archived status gives 404.
    """
    return access.get_status(id)


@router.patch("/statuses/{uuid:id}/", "attendance.manage_statuses", schemas.StatusOut, errors=[404, 422])
def attendance_statuses_update(request: SignedInRequest, id: UUID, payload: schemas.StatusChangeIn) -> AttendanceStatus:
    """Update an attendance status.

    A built-in status keeps what it counts as, and takes its coins from the settings.
    """
    status = access.get_status(id)
    return services.update_attendance_status(actor=request.auth.user, status=status, changes=get_sent_fields(payload))


@router.delete("/statuses/{uuid:id}/", "attendance.manage_statuses", errors=[404, 409])
def attendance_statuses_delete(request: SignedInRequest, id: UUID) -> None:
    """Archive an attendance status.

    Marks that have it keep it. Refused with 409 `conflict` for a built-in status.
    """
    services.archive_attendance_status(actor=request.auth.user, status=access.get_status(id))


@router.get("/", "attendance.read", PageOf[schemas.MarkOut], errors=[422], cached=True)
def attendance_list(request: SignedInRequest, query: Query[schemas.MarksQuery]) -> dict[str, Any]:
    """List marks.

    You get your own marks and your children's; teachers also get those of their registers; the office, of its
    branches.
    """
    marks = queries.list_visible_marks(request.auth.user, **query.filters())
    return build_page(
        request,
        marks,
        query,
        ordering=("-starts_at", "marked_at"),
        prepare_rows=lambda rows: queries.with_mark_list_columns(rows, request.auth.user),
    )


@router.post("/", "attendance.mark", schemas.MarkOut, status=201, errors=[404, 409, 422])
def attendance_create(request: SignedInRequest, payload: schemas.MarkIn) -> Attendance:
    """Mark a pupil.

    An existing mark is corrected. Refused with 409 `conflict` when the register takes no marks now.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, payload.lesson)
    entry = services.MarkInput(**payload.model_dump(exclude={"lesson", "reason"}))
    return services.mark_pupil(actor=user, lesson=lesson, mark_input=entry, reason=payload.reason)


@router.post("/bulk-mark/", "attendance.mark", schemas.BulkOut, errors=[404, 409, 422])
def attendance_bulk_mark(request: SignedInRequest, payload: schemas.BulkIn) -> dict[str, Any]:
    """Mark a whole register.

    Saves all marks or none, and is safe to repeat. Refused with 409 `conflict` when it takes no marks now.
    """
    user = request.auth.user
    lesson = access.get_lesson_to_mark(user, payload.lesson)
    entries = [services.MarkInput(**row.model_dump()) for row in payload.marks]
    marks = services.mark_register(actor=user, lesson=lesson, inputs=entries, reason=payload.reason)
    return {"lesson": lesson.pk, "marks": marks}


@router.post("/sync/", "attendance.mark", offline.SyncOut, errors=[422])
def attendance_sync(request: SignedInRequest, payload: offline.SyncIn) -> dict[str, Any]:
    """Sync marks that were made offline.

    Each mark gets its own result: the newest mark of a pupil in a lesson wins, conflicts are listed. Repeating
    changes nothing.
    """
    marks = [services.OfflineMark(**mark.model_dump()) for mark in payload.marks]
    results, conflicts = services.sync_offline_marks(actor=request.auth.user, marks=marks)
    return {"marks": results, "conflicts": conflicts}


@router.get("/registers/{uuid:lesson_id}/", "attendance.mark", schemas.RegisterOut, errors=[404])
def attendance_register(request: SignedInRequest, lesson_id: UUID) -> Any:
    """Get the register of a lesson.

    The pupils expected on that day and guests, with their marks; accepted excuses suggest `excused`.
    """
    lesson = access.get_lesson_to_mark(request.auth.user, lesson_id)
    refusal = register_rules.get_register_refusal(
        lesson, now=timezone.now(), closes_after_days=get_system_settings().register_closes_after_days
    )
    rows = queries.load_register(lesson)
    return schemas.RegisterOut.from_register(
        lesson, rows, refusal=refusal, closes_on=register_rules.get_last_day_for_changes(lesson)
    )


@router.get("/registers/{uuid:lesson_id}/history/", "attendance.mark", PageOf[schemas.HistoryOut], errors=[404, 422])
def attendance_register_history(
    request: SignedInRequest, lesson_id: UUID, query: Query[schemas.RegisterHistoryQuery]
) -> dict[str, Any]:
    """List the earlier marks of a register.

    Marks that were corrected or withdrawn, newest first.
    """
    lesson = access.get_lesson_to_mark(request.auth.user, lesson_id)
    rows = queries.list_mark_history(lesson_id=lesson.pk, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at",))


@router.get("/excuses/", "attendance.read", PageOf[asking.ExcuseOut], errors=[422])
def attendance_excuses_list(request: SignedInRequest, query: Query[asking.ExcusesQuery]) -> dict[str, Any]:
    """List excuses.

    You get your own and your children's; teachers also get those of their pupils; the office, of its branches.
    """
    excuses = queries.list_visible_excuses(request.auth.user, **query.filters())
    return build_page(request, excuses, query, ordering=("-created_at", "starts_on"))


@router.post("/excuses/", "attendance.excuse", asking.ExcuseOut, status=201, errors=[404, 409, 422])
def attendance_excuses_create(
    request: SignedInRequest, payload: asking.ExcuseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Request an excuse.

    For days to come and, as the settings allow, for past days; the pupil's teachers are notified, and decide, or it is
    accepted at once when staff who decide about the pupil note it. Refused with 409 `conflict` when the pupil is in no
    group or has 20 undecided excuses. An `Idempotency-Key` makes repeating safe.
    """
    user = request.auth.user
    student = get_pupil(user, payload.student or user.pk)
    values = payload.model_dump(exclude={"student"})

    def ask() -> tuple[int, Any]:
        excuse = services.request_excuse(actor=user, student=student, **values)
        return 201, asking.ExcuseOut.from_orm(excuse).model_dump(mode="json")

    return respond_idempotently(request, "excuses.create", idempotency_key, body=request.body, act=ask, required=False)


@router.get("/excuses/{uuid:id}/", "attendance.read", asking.ExcuseOut, errors=[404])
def attendance_excuses_get(request: SignedInRequest, id: UUID) -> Excuse:
    """Get an excuse.

    Your own, your child's, or one of a pupil of your registers.
    """
    return access.get_excuse(request.auth.user, id)


@router.patch("/excuses/{uuid:id}/", "attendance.decide_excuses", asking.ExcuseOut, errors=[404, 409, 422])
def attendance_excuses_decide(request: SignedInRequest, id: UUID, payload: asking.ExcuseDecisionIn) -> Excuse:
    """Accept or refuse an excuse.

    An accepted excuse turns absences on these days into `excused`; the user who requested it is notified. Refused
    with 409 `not_open` when it was decided or withdrawn before.
    """
    user = request.auth.user
    excuse = access.get_excuse_to_decide(user, id)
    accept = payload.decision == "accept"
    return services.decide_excuse(actor=user, excuse=excuse, accept=accept, answer=payload.answer)


@router.delete("/excuses/{uuid:id}/", "attendance.excuse", errors=[404, 409])
def attendance_excuses_withdraw(request: SignedInRequest, id: UUID) -> None:
    """Withdraw an excuse.

    Only one that you requested. Refused with 409 `not_open` when another user decided it or it was withdrawn before;
    with 409 `conflict` when a mark of these days is excused.
    """
    user = request.auth.user
    services.withdraw_excuse(actor=user, excuse=access.get_own_excuse(user, id))


@router.get("/{uuid:id}/", "attendance.read", schemas.MarkOut, errors=[404])
def attendance_get(request: SignedInRequest, id: UUID) -> Attendance:
    """Get a mark.

    Your own, your child's, or one of your registers.
    """
    return access.get_mark(request.auth.user, id)


@router.patch("/{uuid:id}/", "attendance.mark", schemas.MarkOut, errors=[404, 409, 422])
def attendance_update(request: SignedInRequest, id: UUID, payload: schemas.MarkChangeIn) -> Attendance:
    """Correct a mark.

    The old value stays in the history. Refused with 409 `conflict` when the register takes no marks now.
    """
    user = request.auth.user
    mark = access.get_editable_mark(user, id)
    changed = {name: value for name, value in get_sent_fields(payload).items() if name != "reason"}
    return services.correct_mark(actor=user, mark=mark, changes=changed, reason=payload.reason)


@router.delete("/{uuid:id}/", "attendance.mark", errors=[404, 409, 422])
def attendance_delete(request: SignedInRequest, id: UUID, query: Query[schemas.WithdrawQuery]) -> None:
    """Withdraw a mark.

    Its coins are taken back; the value stays in the history. Refused with 409 `conflict` when the register takes no
    marks now.
    """
    user = request.auth.user
    services.withdraw_mark(actor=user, mark=access.get_editable_mark(user, id), reason=query.reason)


@router.get("/{uuid:id}/history/", "attendance.mark", PageOf[schemas.HistoryOut], errors=[404, 422])
def attendance_history(request: SignedInRequest, id: UUID, query: Query[schemas.HistoryQuery]) -> dict[str, Any]:
    """List the earlier values of a mark.

    Who changed it, when and why; newest first.
    """
    mark = access.get_editable_mark(request.auth.user, id)
    changes = queries.list_mark_history(lesson_id=mark.lesson_id, student_id=mark.student_id)
    return build_page(request, changes, query, ordering=("-created_at",))
