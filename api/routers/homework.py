"""Operations under `/homework/`."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.ranges import file_response
from api.schemas import homework as schemas
from apps.core.files import sha256_of
from apps.core.idempotency import answer_once
from apps.homework import access, queries, services, shown
from apps.homework.models import Assignment, Homework
from apps.lessons.access import get_lesson

router = Router(tags=["homework"])


@router.get(
    "/assignments/",
    auth=requires("homework.assign"),
    response={200: PageOf[schemas.AssignmentOut], **errors(422)},
    operation_id="assignments_list",
    summary="Homework given to groups one teaches",
)
def assignments_list(request: SignedInRequest, query: Query[schemas.AssignmentsQuery]) -> dict[str, Any]:
    """Newest first; all for the office."""
    found = queries.visible_assignments(request.auth.user, group_id=query.group, kind=query.kind)
    return list_page(request, found, query, ordering=("-created_at", "deadline", "title"))


@router.post(
    "/assignments/",
    auth=requires("homework.assign"),
    response={201: schemas.AssignmentOut, **errors(404, 422)},
    operation_id="assignments_create",
    summary="Give homework to a group",
)
def assignments_create(request: SignedInRequest, payload: schemas.AssignmentIn) -> Status[Assignment]:
    """Everybody in the group gets it, and who joins later too while it is open."""
    user = request.auth.user
    group = access.get_marked_group(user, payload.group)
    lesson = get_lesson(user, payload.lesson) if payload.lesson else None
    values = payload.model_dump(exclude={"group", "lesson"})
    assignment = services.assign(author=user, group=group, lesson=lesson, **values)
    return Status(201, access.get_assignment(user, assignment.pk))


@router.get(
    "/assignments/{uuid:id}/",
    auth=requires("homework.assign"),
    response={200: schemas.AssignmentOut, **errors(404)},
    operation_id="assignments_get",
    summary="One assignment",
)
def assignments_get(request: SignedInRequest, id: UUID) -> Assignment:
    """Of a group that one teaches."""
    return access.get_assignment(request.auth.user, id)


@router.get(
    "/",
    auth=requires("homework.read"),
    response={200: PageOf[schemas.HomeworkOut], **errors(422)},
    operation_id="homework_list",
    summary="Homework",
)
def homework_list(request: SignedInRequest, query: Query[schemas.HomeworkQuery]) -> dict[str, Any]:
    """One's own and that of groups one teaches; everybody's for the office."""
    found = queries.visible_homework(
        request.auth.user,
        state=query.state,
        assignment_id=query.assignment,
        student_id=query.student,
        group_id=query.group,
    )
    return list_page(request, found, query, ordering=("-created_at", "state", "score"))


@router.get(
    "/queue/",
    auth=requires("homework.review"),
    response={200: PageOf[schemas.QueuedOut], **errors(422)},
    operation_id="homework_queue",
    summary="What waits for a review",
)
def homework_queue(request: SignedInRequest, query: Query[schemas.QueueQuery]) -> dict[str, Any]:
    """The least certain first."""
    found = queries.review_queue(
        request.auth.user, assignment_id=query.assignment, student_id=query.student, group_id=query.group
    )
    return list_page(request, found, query, ordering=("certainty", "created_at"))


@router.get(
    "/attempts/{uuid:id}/",
    auth=requires("homework.read"),
    response={200: schemas.AttemptDetailOut, **errors(404)},
    by_alias=True,
    operation_id="attempts_get",
    summary="One attempt: where it stands, what was heard, how good it was",
)
def attempts_get(request: SignedInRequest, id: UUID) -> shown.WholeAttempt:
    """While it is processed: `stage` and `place`. Then transcript, words with times, parts and verdict."""
    user = request.auth.user
    return shown.whole(access.get_attempt(user, id), reader=user)


@router.get(
    "/attempts/{uuid:id}/audio/",
    auth=requires("homework.read"),
    response={200: bytes, 206: bytes, **errors(404)},
    operation_id="attempts_audio",
    summary="The recording as it was handed in",
)
def attempts_audio(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Whole, or one byte range of it."""
    attempt = access.get_recording(request.auth.user, id)
    return file_response(request, attempt.file, name=shown.file_name(attempt))


@router.get(
    "/{uuid:id}/",
    auth=requires("homework.read"),
    response={200: schemas.HomeworkDetailOut, **errors(404)},
    operation_id="homework_get",
    summary="One homework",
)
def homework_get(request: SignedInRequest, id: UUID) -> Homework:
    """One's own, or of a group that one teaches."""
    return access.get_homework(request.auth.user, id)


@router.post(
    "/{uuid:id}/submit/",
    auth=requires("homework.submit"),
    response={202: schemas.AttemptOut, **errors(400, 404, 409, 413, 415, 422)},
    operation_id="homework_submit",
    summary="Hand in a recording",
)
def homework_submit(
    request: SignedInRequest,
    id: UUID,
    file: File[UploadedFile],
    idempotency_key: Header[str | None] = None,
) -> Status[Any]:
    """Send an `Idempotency-Key`: the same key again gets the same attempt. What became of it comes on the socket."""
    user = request.auth.user
    homework = access.get_own_homework(user, id)
    status, attempt = answer_once(
        user=user,
        operation="homework.submit",
        key=idempotency_key,
        body=f"{id} {sha256_of(file)}",
        prepare=lambda: services.receive(homework=homework, upload=file),
        act=lambda stored: (202, _plain(services.hand_in(homework=homework, file=stored))),
    )
    return Status(status, attempt)


@router.get(
    "/{uuid:id}/attempts/",
    auth=requires("homework.read"),
    response={200: PageOf[schemas.AttemptOut], **errors(404, 422)},
    operation_id="attempts_list",
    summary="The attempts of a homework",
)
def attempts_list(
    request: SignedInRequest,
    id: UUID,
    query: Query[schemas.AttemptsQuery],
) -> dict[str, Any]:
    """Newest first."""
    user = request.auth.user
    homework = access.get_homework(user, id)
    page = list_page(request, queries.attempts_of(homework), query, ordering=("-number", "created_at"))
    return page | {"results": shown.briefs(page["results"], homework=homework, reader=user)}


@router.post(
    "/{uuid:id}/review/",
    auth=requires("homework.review"),
    response={200: schemas.HomeworkDetailOut, **errors(404, 409, 422)},
    operation_id="homework_review",
    summary="Accept or return a homework",
)
def homework_review(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.ReviewIn,
) -> Homework:
    """Without a score the machine's mark stands. Coins follow by counter-entries."""
    user = request.auth.user
    homework = access.get_taught_homework(user, id)
    services.review(reviewer=user, homework=homework, **payload.model_dump())
    return access.get_taught_homework(user, id)


def _plain(attempt: Any) -> dict[str, Any]:
    """A new attempt as the JSON that a repeat will get too."""
    return schemas.AttemptOut.from_orm(shown.brief(attempt, to_teacher=False)).model_dump(mode="json")
