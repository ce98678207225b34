"""Operations under `/homework/`: list homework, submit it, list its attempts."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from ninja import Header, Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, build_page
from api.schemas import homework as schemas
from api.schemas.homework_marking import HomeworkDetailOut
from api.schemas.resources import UploadIn, UploadOut
from api.submissions import BODY, parse_submission
from apps.core.errors import Invalid
from apps.core.files import compute_sha256
from apps.core.idempotency import run_idempotently
from apps.core.models import StoredFile
from apps.core.uploads import UploadTarget
from apps.homework import access, attempt_views, queries, services
from apps.homework.models import Homework

router = Router(tags=["homework"])


@router.get(
    "/",
    auth=requires("homework.read"),
    response={200: PageOf[schemas.HomeworkOut], **error_responses(422)},
    operation_id="homework_list",
    summary="List homework",
)
def homework_list(request: SignedInRequest, query: Query[schemas.HomeworkQuery]) -> dict[str, Any]:
    """Pupils get their own; guardians, their children's; teachers, their groups'; the office, that of its branches."""
    homeworks = queries.list_visible_homework(
        request.auth.user,
        state=query.state,
        assignment_id=query.assignment,
        student_id=query.student,
        group_id=query.group,
    )
    return build_page(request, homeworks, query, ordering=("-created_at", "state", "score"))


@router.get(
    "/{uuid:id}/",
    auth=requires("homework.read"),
    response={200: HomeworkDetailOut, **error_responses(404)},
    operation_id="homework_get",
    summary="Get a homework",
)
def homework_get(request: SignedInRequest, id: UUID) -> Homework:
    """With reviews and appeals. Pupils get their own; guardians, their children's; teachers, that of their groups."""
    return access.get_homework(request.auth.user, id)


@router.post(
    "/{uuid:id}/submit/",
    auth=requires("homework.submit"),
    response={202: schemas.AttemptOut, **error_responses(400, 404, 409, 413, 415, 422, 429)},
    operation_id="homework_submit",
    summary="Submit a recording, a file or a text",
    openapi_extra=BODY,
)
def homework_submit(request: SignedInRequest, id: UUID, idempotency_key: Header[str | None] = None) -> Status[Any]:
    """Pupils submit their own homework: a form with `file`, `upload` or `text`, or JSON with one of the last two. The
    result comes on the socket, and the same `Idempotency-Key` again returns the same attempt.

    Refused with 409 `not_open`, `deadline_passed`, `no_attempts_left` or `consent_missing` (a child whose guardians
    have not allowed recordings), and with 429 after 20 unusable recordings in 24 hours.
    """
    user = request.auth.user
    homework = access.get_own_homework(user, id)
    file, work = parse_submission(request, schemas.SubmitIn)
    if sum(part is not None for part in (file, work.text, work.upload)) != 1:
        raise Invalid.field("file", _("Submit one of these: a file, an upload or a text."))
    status, attempt = run_idempotently(
        user=user,
        operation="homework.submit",
        key=idempotency_key,
        body=f"{id} {_fingerprint(file, work)}",
        prepare=lambda: _received(homework, file, work),
        act=lambda stored: (
            202,
            _plain(services.submit_homework(homework=homework, file=stored, text=work.text or "")),
        ),
    )
    return Status(status, attempt)


@router.post(
    "/{uuid:id}/submit/presign/",
    auth=requires("homework.submit"),
    response={201: UploadOut, **error_responses(404, 409, 413, 422, 429)},
    operation_id="homework_presign",
    summary="Start an upload of homework",
)
def homework_presign(request: SignedInRequest, id: UUID, payload: UploadIn) -> Status[UploadTarget]:
    """Send the file to the returned address, then submit with its id as `upload`. Refused as `POST …/submit/` is."""
    homework = access.get_own_homework(request.auth.user, id)
    return Status(201, services.begin_submission_upload(homework=homework, **payload.model_dump()))


@router.get(
    "/{uuid:id}/attempts/",
    auth=requires("homework.read"),
    response={200: PageOf[schemas.AttemptOut], **error_responses(404, 422)},
    operation_id="attempts_list",
    summary="List attempts of a homework",
)
def attempts_list(request: SignedInRequest, id: UUID, query: Query[schemas.AttemptsQuery]) -> dict[str, Any]:
    """Newest first. Pupils get their own; guardians, their children's; teachers, those of their groups."""
    user = request.auth.user
    homework = access.get_homework(user, id)
    page = build_page(request, queries.list_attempts(homework), query, ordering=("-number", "created_at"))
    return page | {"results": attempt_views.build_attempt_views(page["results"], homework=homework, reader=user)}


def _received(homework: Homework, file: "UploadedFile[bytes] | None", work: schemas.SubmitIn) -> StoredFile | None:
    """Store the file of a submission; return None for a text."""
    if file is not None:
        return services.store_submitted_file(homework=homework, upload=file)
    if work.upload is not None:
        return services.store_submitted_upload(homework=homework, upload_id=work.upload)
    return None


def _fingerprint(file: "UploadedFile[bytes] | None", work: schemas.SubmitIn) -> str:
    """Return what is the same when the same submission is sent again; the bytes of a form are not."""
    return compute_sha256(file) if file is not None else work.model_dump_json()


def _plain(attempt: Any) -> dict[str, Any]:
    """Return a new attempt as the JSON that a repeated request gets too."""
    return schemas.AttemptOut.from_orm(attempt_views.build_attempt_view(attempt, to_teacher=False)).model_dump(
        mode="json"
    )
