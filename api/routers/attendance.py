"""Operations under `/attendance/`: marks, registers and excuses; and of registers under `/lessons/`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Header, Query, Router, Status

from api.answers import answered_once
from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import attendance as schemas
from api.schemas import attendance_excuses as asking
from api.schemas import attendance_offline as offline
from api.schemas.base import changes
from apps.attendance import access, queries, services
from apps.attendance.models import Attendance, AttendanceStatus, Excuse, MakeUp
from apps.attendance.services import rules
from apps.attendance.services.check_in import Shown
from apps.courses.access import get_pupil
from apps.settings.queries import system

router = Router(tags=["attendance"])
lessons_router = Router(tags=["attendance"])


@router.get(
    "/statuses/",
    auth=requires("attendance.read"),
    response={200: PageOf[schemas.StatusOut], **errors(422)},
    operation_id="attendance_statuses_list",
    summary="What a register may hold",
)
def attendance_statuses_list(request: SignedInRequest, query: Query[schemas.StatusesQuery]) -> dict[str, Any]:
    """The four built-in ones and the centre's own."""
    return list_page(request, queries.statuses(archived=query.archived), query, ordering=("position", "code"))


@router.post(
    "/statuses/",
    auth=requires("attendance.manage_statuses"),
    response={201: schemas.StatusOut, **errors(409, 422)},
    operation_id="attendance_statuses_create",
    summary="Add a status of the centre's own",
)
def attendance_statuses_create(request: SignedInRequest, payload: schemas.StatusIn) -> Status[AttendanceStatus]:
    """It counts as one of the four; a code is used once for ever."""
    return Status(201, services.add_status(actor=request.auth.user, **payload.model_dump()))


@router.get(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.StatusOut, **errors(404)},
    operation_id="attendance_statuses_get",
    summary="One status",
)
def attendance_statuses_get(request: SignedInRequest, id: UUID) -> AttendanceStatus:
    """One that is in use."""
    return access.get_status(id)


@router.patch(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.manage_statuses"),
    response={200: schemas.StatusOut, **errors(404, 422)},
    operation_id="attendance_statuses_update",
    summary="Change a status",
)
def attendance_statuses_update(request: SignedInRequest, id: UUID, payload: schemas.StatusChangeIn) -> AttendanceStatus:
    """Built-in ones keep what they count as, and take their coins from the settings."""
    status = access.get_status(id)
    return services.change_status(actor=request.auth.user, status=status, changes=changes(payload))


@router.delete(
    "/statuses/{uuid:id}/",
    auth=requires("attendance.manage_statuses"),
    response={204: None, **errors(404, 409)},
    operation_id="attendance_statuses_delete",
    summary="Put a status away",
)
def attendance_statuses_delete(request: SignedInRequest, id: UUID) -> Status[None]:
    """Marks that hold it keep it. Built-in ones stay."""
    services.remove_status(actor=request.auth.user, status=access.get_status(id))
    return Status(204, None)


@router.get(
    "/",
    auth=requires("attendance.read"),
    response={200: PageOf[schemas.MarkOut], **errors(422)},
    operation_id="attendance_list",
    summary="Marks",
)
def attendance_list(request: SignedInRequest, query: Query[schemas.MarksQuery]) -> dict[str, Any]:
    """One's own, one's children's, those of registers that one keeps; newest lessons first."""
    found = queries.visible_marks(
        request.auth.user,
        lesson_id=query.lesson,
        group_id=query.group,
        student_id=query.student,
        first=query.first,
        last=query.to,
        status=query.status,
    )
    return list_page(
        request,
        found,
        query,
        ordering=("-starts_at", "marked_at"),
        drawn=lambda rows: queries.listed(rows, request.auth.user),
    )


@router.post(
    "/",
    auth=requires("attendance.mark"),
    response={201: schemas.MarkOut, **errors(404, 409, 422)},
    operation_id="attendance_create",
    summary="Mark one pupil",
)
def attendance_create(request: SignedInRequest, payload: schemas.MarkIn) -> Status[Attendance]:
    """Where a mark stands already it is corrected."""
    user = request.auth.user
    lesson = access.get_register(user, payload.lesson)
    entry = services.Entry(**payload.model_dump(exclude={"lesson", "reason"}))
    return Status(201, services.mark_one(actor=user, lesson=lesson, entry=entry, reason=payload.reason))


@router.post(
    "/bulk-mark/",
    auth=requires("attendance.mark"),
    response={200: schemas.BulkOut, **errors(404, 409, 422)},
    operation_id="attendance_bulk_mark",
    summary="Mark a whole register at once",
)
def attendance_bulk_mark(request: SignedInRequest, payload: schemas.BulkIn) -> dict[str, Any]:
    """All or nothing; the same again changes nothing and answers alike."""
    user = request.auth.user
    lesson = access.get_register(user, payload.lesson)
    entries = [services.Entry(**row.model_dump()) for row in payload.marks]
    marks = services.mark_register(actor=user, lesson=lesson, entries=entries, reason=payload.reason)
    return {"lesson": lesson.pk, "marks": marks}


@router.post(
    "/sync/",
    auth=requires("attendance.mark"),
    response={200: offline.SyncOut, **errors(422)},
    operation_id="attendance_sync",
    summary="Marks made offline",
)
def attendance_sync(request: SignedInRequest, payload: offline.SyncIn) -> dict[str, Any]:
    """Each is answered by itself; the newest wins, conflicts come back listed. The same again changes nothing."""
    marks = [services.Offline(**mark.model_dump()) for mark in payload.marks]
    results, conflicts = services.sync(actor=request.auth.user, marks=marks)
    return {"marks": results, "conflicts": conflicts}


@router.get(
    "/registers/{uuid:lesson_id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.RegisterOut, **errors(404)},
    operation_id="attendance_register",
    summary="The register of a lesson",
)
def attendance_register(request: SignedInRequest, lesson_id: UUID) -> Any:
    """Who stands in it on that local day, with marks, guests, and `excused` suggested by accepted excuses."""
    lesson = access.get_register(request.auth.user, lesson_id)
    refusal = rules.state_of(lesson, now=timezone.now(), closes_after=system().register_closes_after_days)
    rows = queries.register(lesson)
    return schemas.RegisterOut.drawn(lesson, rows, refusal=refusal, closes_on=rules.closes_on(lesson))


@router.get(
    "/registers/{uuid:lesson_id}/history/",
    auth=requires("attendance.mark"),
    response={200: PageOf[schemas.HistoryOut], **errors(404, 422)},
    operation_id="attendance_register_history",
    summary="What stood in a register before",
)
def attendance_register_history(
    request: SignedInRequest, lesson_id: UUID, query: Query[schemas.HistoryQuery]
) -> dict[str, Any]:
    """Corrected marks and withdrawn ones."""
    lesson = access.get_register(request.auth.user, lesson_id)
    return list_page(request, queries.history(lesson_id=lesson.pk), query, ordering=("-created_at",))


@router.get(
    "/excuses/",
    auth=requires("attendance.read"),
    response={200: PageOf[asking.ExcuseOut], **errors(422)},
    operation_id="attendance_excuses_list",
    summary="Excuses",
)
def attendance_excuses_list(request: SignedInRequest, query: Query[asking.ExcusesQuery]) -> dict[str, Any]:
    """One's own, one's children's, those of pupils one teaches; newest first."""
    found = queries.visible_excuses(
        request.auth.user, student_id=query.student, group_id=query.group, state=query.state
    )
    return list_page(request, found, query, ordering=("-created_at", "starts_on"))


@router.post(
    "/excuses/",
    auth=requires("attendance.excuse"),
    response={201: asking.ExcuseOut, **errors(404, 409, 422)},
    operation_id="attendance_excuses_create",
    summary="Ask to be excused",
)
def attendance_excuses_create(
    request: SignedInRequest, payload: asking.ExcuseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """For coming days, or at most seven days back; the teachers are told. With an `Idempotency-Key` the same request
    again asks nothing more.
    """
    user = request.auth.user
    student = get_pupil(user, payload.student or user.pk)
    values = payload.model_dump(exclude={"student"})

    def ask() -> tuple[int, Any]:
        excuse = services.ask_to_be_excused(actor=user, student=student, **values)
        return 201, asking.ExcuseOut.from_orm(excuse).model_dump(mode="json")

    return answered_once(request, "excuses.create", idempotency_key, body=request.body, act=ask, required=False)


@router.get(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: asking.ExcuseOut, **errors(404)},
    operation_id="attendance_excuses_get",
    summary="One excuse",
)
def attendance_excuses_get(request: SignedInRequest, id: UUID) -> Excuse:
    """One's own, one's child's, or of a pupil one teaches."""
    return access.get_excuse(request.auth.user, id)


@router.patch(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.decide_excuses"),
    response={200: asking.ExcuseOut, **errors(404, 409, 422)},
    operation_id="attendance_excuses_decide",
    summary="Accept or refuse an excuse",
)
def attendance_excuses_decide(request: SignedInRequest, id: UUID, payload: asking.ExcuseDecisionIn) -> Excuse:
    """Accepted, absences of these days become `excused`; whoever asked is told."""
    user = request.auth.user
    excuse = access.get_excuse_to_decide(user, id)
    accept = payload.decision == "accept"
    return services.decide_excuse(actor=user, excuse=excuse, accept=accept, answer=payload.answer)


@router.delete(
    "/excuses/{uuid:id}/",
    auth=requires("attendance.excuse"),
    response={204: None, **errors(404, 409)},
    operation_id="attendance_excuses_withdraw",
    summary="Take an excuse back",
)
def attendance_excuses_withdraw(request: SignedInRequest, id: UUID) -> Status[None]:
    """One that one asked for, while it is undecided."""
    services.withdraw_excuse(excuse=access.get_asked_excuse(request.auth.user, id))
    return Status(204, None)


@router.get(
    "/{uuid:id}/",
    auth=requires("attendance.read"),
    response={200: schemas.MarkOut, **errors(404)},
    operation_id="attendance_get",
    summary="One mark",
)
def attendance_get(request: SignedInRequest, id: UUID) -> Attendance:
    """One's own, one's child's, or of a register that one keeps."""
    return access.get_mark(request.auth.user, id)


@router.patch(
    "/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={200: schemas.MarkOut, **errors(404, 409, 422)},
    operation_id="attendance_update",
    summary="Correct a mark",
)
def attendance_update(request: SignedInRequest, id: UUID, payload: schemas.MarkChangeIn) -> Attendance:
    """The old value stays in the history."""
    user = request.auth.user
    mark = access.get_kept_mark(user, id)
    changed = {name: value for name, value in changes(payload).items() if name != "reason"}
    return services.correct(actor=user, mark=mark, changes=changed, reason=payload.reason)


@router.delete(
    "/{uuid:id}/",
    auth=requires("attendance.mark"),
    response={204: None, **errors(404, 409, 422)},
    operation_id="attendance_delete",
    summary="Take a mark back",
)
def attendance_delete(request: SignedInRequest, id: UUID, query: Query[schemas.WithdrawQuery]) -> Status[None]:
    """Its value stays in the history, its coins go."""
    user = request.auth.user
    services.withdraw(actor=user, mark=access.get_kept_mark(user, id), reason=query.reason)
    return Status(204, None)


@router.get(
    "/{uuid:id}/history/",
    auth=requires("attendance.mark"),
    response={200: PageOf[schemas.HistoryOut], **errors(404, 422)},
    operation_id="attendance_history",
    summary="What a mark was before",
)
def attendance_history(request: SignedInRequest, id: UUID, query: Query[schemas.HistoryQuery]) -> dict[str, Any]:
    """With who changed it, when and why."""
    mark = access.get_kept_mark(request.auth.user, id)
    found = queries.history(lesson_id=mark.lesson_id, student_id=mark.student_id)
    return list_page(request, found, query, ordering=("-created_at",))


@lessons_router.post(
    "/{uuid:id}/make-up/",
    auth=requires("attendance.mark"),
    response={201: asking.MakeUpOut, **errors(404, 409, 422)},
    operation_id="lessons_make_up",
    summary="Have a missed lesson made up for in this one",
)
def lessons_make_up(request: SignedInRequest, id: UUID, payload: asking.MakeUpIn) -> Status[MakeUp]:
    """The pupil is a guest in this lesson's register; the family is told."""
    user = request.auth.user
    lesson = access.get_register(user, id)
    mark = access.named_mark(user, payload.mark)
    return Status(201, services.make_up(actor=user, lesson=lesson, mark=mark))


@lessons_router.delete(
    "/{uuid:id}/make-up/{uuid:make_up_id}/",
    auth=requires("attendance.mark"),
    response={204: None, **errors(404, 409)},
    operation_id="lessons_make_up_undo",
    summary="Undo a make-up",
)
def lessons_make_up_undo(request: SignedInRequest, id: UUID, make_up_id: UUID) -> Status[None]:
    """While the guest has no mark in this lesson."""
    user = request.auth.user
    lesson = access.get_register(user, id)
    services.undo_make_up(actor=user, make_up=access.get_make_up(lesson, make_up_id))
    return Status(204, None)


@lessons_router.get(
    "/{uuid:id}/check-in/",
    auth=requires("attendance.mark"),
    response={200: asking.CheckInOut, **errors(404, 409)},
    operation_id="lessons_check_in_code",
    summary="The code to show for check-in",
)
def lessons_check_in_code(request: SignedInRequest, id: UUID) -> Shown:
    """It changes every half minute, from 15 minutes before the lesson until its end."""
    return services.show_code(lesson=access.get_register(request.auth.user, id))


@lessons_router.post(
    "/{uuid:id}/check-in/",
    auth=requires("attendance.check_in"),
    response={200: schemas.MarkOut, **errors(404, 409, 422)},
    operation_id="lessons_check_in",
    summary="Say that one is there",
)
def lessons_check_in(request: SignedInRequest, id: UUID, payload: asking.CheckInIn) -> Attendance:
    """With the code that is shown; a mark that the teacher gave stays."""
    user = request.auth.user
    lesson = access.get_own_register(user, id)
    return services.check_in(student=user, lesson=lesson, code=payload.code)
