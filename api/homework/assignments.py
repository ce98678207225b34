"""Operations under `/homework/` for teachers: assignments, model audio, extensions."""

from typing import Any
from uuid import UUID

import orjson
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.bulk_change_schemas import BulkChangeOut
from api.file_responses import serve_stored_file
from api.homework import assignments_schemas as schemas
from api.homework.marking_schemas import HomeworkDetailOut
from api.idempotent_responses import respond_idempotently
from api.lanes import UPLOADS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.validators import AUDIO_TYPES
from apps.courses.models import Group
from apps.homework import access, queries
from apps.homework.assignment_preview import preview_assignment
from apps.homework.models import Assignment
from apps.homework.services import assignment_changes, assignments, extensions, model_audio
from apps.homework.services.chosen_pupils import assign_to_chosen_pupils
from apps.lessons.access import get_lesson
from apps.lessons.models import Lesson

router = OperationRouter(tags=["homework"])


@router.get("/assignments/", "homework.assign", PageOf[schemas.AssignmentOut], errors=[422])
def assignments_list(request: SignedInRequest, query: Query[schemas.AssignmentsQuery]) -> dict[str, Any]:
    """List assignments.

    Newest first. `search` finds titles. Teachers get those of their groups; the office, all of its branches.
    """
    rows = queries.list_taught_assignments(request.auth.user, **query.filters())
    ordering = ("-created_at", "deadline", "title")
    return build_page(request, rows, query, ordering=ordering, search=queries.search_assignments)


@router.post("/assignments/", "homework.assign", schemas.AssignmentOut, status=201, errors=[404, 422])
def assignments_create(
    request: SignedInRequest, payload: schemas.AssignmentIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create an assignment.

    Each pupil of the group gets the homework, and so does a pupil who joins before the deadline. Teachers assign to
    their groups; the office, to all of its branches. The same `Idempotency-Key` again creates nothing.
    """
    user = request.auth.user
    lesson = get_lesson(user, payload.lesson) if payload.lesson else None
    group = _get_group(user, payload, lesson)
    values = payload.model_dump(exclude={"group", "lesson"})

    def give() -> tuple[int, Any]:
        assignment = assignments.assign_homework(author=user, group=group, lesson=lesson, **values)
        given = schemas.AssignmentOut.from_orm(access.get_taught_assignment(user, assignment.pk))
        return 201, given.model_dump(mode="json")

    return respond_idempotently(
        request, "assignments.create", idempotency_key, body=request.body, act=give, required=False
    )


@router.post("/assignments/bulk-assign/", "homework.assign", BulkChangeOut, errors=[404, 409, 422])
def assignments_bulk_assign(
    request: SignedInRequest, payload: schemas.ChosenPupilsIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create an assignment for chosen pupils.

    Only these pupils of the group get the homework, each a row with the homework as `object`; a refused one does not
    stop the others. With `preview` nothing is stored. The same `Idempotency-Key` again creates nothing.
    """
    user = request.auth.user
    lesson = get_lesson(user, payload.lesson) if payload.lesson else None
    group = _get_group(user, payload, lesson)
    values = payload.model_dump(exclude={"group", "lesson"})

    def give() -> tuple[int, Any]:
        change = assign_to_chosen_pupils(actor=user, group=group, lesson=lesson, **values)
        given = BulkChangeOut.build(change, preview=payload.preview)
        # Pydantic would write UTC as "Z", unlike other answers.
        return 200, orjson.loads(orjson.dumps(BulkChangeOut.model_validate(given).model_dump()))

    key = idempotency_key
    return respond_idempotently(request, "assignments.bulk_assign", key, body=request.body, act=give, required=False)


@router.post("/assignments/preview/", "homework.assign", schemas.AssignmentPreviewOut, errors=[422])
def assignments_preview(request: SignedInRequest, payload: schemas.PreviewIn) -> dict[str, Any]:
    """Preview an assignment.

    Returns the words as scoring will compare them, the phrases and the time to read them. Stores nothing.
    """
    return preview_assignment(Assignment(**payload.model_dump()))


@router.get("/assignments/{uuid:id}/", "homework.assign", schemas.AssignmentOut, errors=[404])
def assignments_get(request: SignedInRequest, id: UUID) -> Assignment:
    """Get an assignment.

    Teachers get assignments of their groups; the office, all of its branches.
    """
    return access.get_taught_assignment(request.auth.user, id)


@router.patch("/assignments/{uuid:id}/", "homework.assign", schemas.AssignmentOut, errors=[404, 409, 422])
def assignments_update(request: SignedInRequest, id: UUID, payload: schemas.AssignmentPatch) -> Assignment:
    """Update an assignment.

    Attempts keep the task that they were submitted for. Refused with 409 for `language`, `coins`, `counting` and the
    coins of late work once a pupil has submitted.
    """
    user = request.auth.user
    assignment = access.get_taught_assignment(user, id)
    values = get_sent_fields(payload)
    if values.get("lesson") is not None:
        values["lesson"] = get_lesson(user, values["lesson"])
    assignment_changes.change_assignment(actor=user, assignment=assignment, values=values)
    return access.get_taught_assignment(user, id)


@router.delete("/assignments/{uuid:id}/", "homework.assign", errors=[404, 409])
def assignments_delete(request: SignedInRequest, id: UUID) -> None:
    """Withdraw an assignment.

    Deletes the homework of all its pupils. Refused with 409 once a pupil has submitted.
    """
    user = request.auth.user
    assignment_changes.withdraw_assignment(actor=user, assignment=access.get_taught_assignment(user, id))


@router.post(
    "/assignments/{uuid:id}/copy/", "homework.assign", list[schemas.AssignmentOut], status=201, errors=[404, 422]
)
def assignments_copy(request: SignedInRequest, id: UUID, payload: schemas.CopyIn) -> list[Assignment]:
    """Copy an assignment to other groups.

    To all of these groups or to none. Task, weights, model audio and rubric are copied; attempts are not.
    """
    user = request.auth.user
    made = assignments.copy_assignment(
        author=user,
        assignment=access.get_taught_assignment(user, id),
        groups=[access.get_taught_group(user, group_id) for group_id in dict.fromkeys(payload.groups)],
        lesson=get_lesson(user, payload.lesson) if payload.lesson else None,
        deadline=payload.deadline,
        title=payload.title,
    )
    return [access.get_taught_assignment(user, assignment.pk) for assignment in made]


@router.put(
    "/assignments/{uuid:id}/model-audio/",
    "homework.assign",
    schemas.AssignmentOut,
    errors=[404, 409, 413, 415, 422],
    openapi_extra=FILE_REQUEST_BODY,
    lane=UPLOADS,
)
def assignments_set_model_audio(request: SignedInRequest, id: UUID) -> Assignment:
    """Save the model audio of an assignment.

    Replaces an earlier one. The speech engine stores its fingerprint and flags recordings that play it back. Refused
    with 409 for homework that is not spoken.
    """
    user = request.auth.user
    assignment = access.get_taught_assignment(user, id)
    model_audio.set_model_audio(actor=user, assignment=assignment, upload=get_put_file(request))
    return access.get_taught_assignment(user, id)


@router.get("/assignments/{uuid:id}/model-audio/", "homework.read", {200: bytes, 206: bytes}, errors=[404])
def assignments_model_audio(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Get the model audio of an assignment.

    The whole file or one byte range. For users who can see homework of this assignment.
    """
    stored = access.get_model_audio_file(request.auth.user, id)
    return serve_stored_file(request, stored, name=f"model-{id}.{AUDIO_TYPES[stored.content_type]}")


@router.delete("/assignments/{uuid:id}/model-audio/", "homework.assign", errors=[404])
def assignments_remove_model_audio(request: SignedInRequest, id: UUID) -> None:
    """Remove the model audio of an assignment.

    Repeating the request changes nothing.
    """
    user = request.auth.user
    model_audio.remove_model_audio(actor=user, assignment=access.get_taught_assignment(user, id))


@router.post("/{uuid:id}/extend/", "homework.assign", HomeworkDetailOut, errors=[404, 409, 422])
def homework_extend(
    request: SignedInRequest, id: UUID, payload: schemas.ExtendIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Give more time or attempts for homework.

    Give more time, attempts or both; attempts before the new deadline are then on time, and coins follow.
    Refused with 409 `not_open` once the homework is accepted. The same `Idempotency-Key` again changes nothing.
    """
    user = request.auth.user
    homework = access.get_taught_homework(user, id)

    def give() -> tuple[int, Any]:
        extensions.extend_homework(actor=user, homework=homework, **payload.model_dump())
        return 200, HomeworkDetailOut.from_orm(access.get_taught_homework(user, id)).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "homework.extend", idempotency_key, body=body, act=give, required=False)


def _get_group(user: User, payload: schemas.AssignmentIn, lesson: Lesson | None) -> Group:
    """Return the group that the body names, or that of the lesson. Raise Invalid on "group" for neither."""
    group_id = payload.group or (lesson.group_id if lesson else None)
    if group_id is None:
        raise Invalid.field("group", _("Choose a group or a lesson."))
    return access.get_taught_group(user, group_id)
