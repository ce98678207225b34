"""Operations under `/homework/`: list homework, submit it, list its attempts."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from ninja import Header, Query, Status

from api.auth import SignedInRequest
from api.homework import pupil_work_schemas as schemas
from api.homework.marking_schemas import HomeworkDetailOut
from api.homework.submissions import BODY, parse_submission
from api.lanes import UPLOADS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.resources.materials_schemas import UploadIn, UploadOut
from apps.core.errors import Invalid
from apps.core.files.stored import compute_sha256
from apps.core.idempotency import run_idempotently
from apps.core.models import StoredFile
from apps.core.uploads import UploadTarget
from apps.homework import access, attempt_views, queries
from apps.homework.models import Homework
from apps.homework.services import submission_files, submissions

router = OperationRouter(tags=["homework"])


@router.get("/", "homework.read", PageOf[schemas.HomeworkOut], errors=[422], cached=True)
def homework_list(request: SignedInRequest, query: Query[schemas.HomeworkQuery]) -> dict[str, Any]:
    """List homework.

    Pupils get their own; guardians, their children's; teachers, their groups'; the office, that of its branches.
    """
    homeworks = queries.list_visible_homework(request.auth.user, **query.filters())
    return build_page(request, homeworks, query, ordering=("-created_at", "state", "score"))


@router.get("/{uuid:id}/", "homework.read", HomeworkDetailOut, errors=[404])
def homework_get(request: SignedInRequest, id: UUID) -> Homework:
    """Get a homework.

    With reviews and appeals. Pupils get their own; guardians, their children's; teachers, that of their groups.
    """
    return access.get_homework(request.auth.user, id)


@router.post(
    "/{uuid:id}/submit/",
    "homework.submit",
    schemas.AttemptOut,
    status=202,
    errors=[400, 404, 409, 413, 415, 422, 429],
    openapi_extra=BODY,
    lane=UPLOADS,
)
def homework_submit(request: SignedInRequest, id: UUID, idempotency_key: Header[str | None] = None) -> Status[Any]:
    """Submit a recording, a file or a text.

    Pupils submit their own homework: a form with `file`, `upload` or `text`, or JSON with one of the last two. The
    result comes on the socket, and the same `Idempotency-Key` again returns the same attempt.

    Refused with 409 `not_open`, `deadline_passed`, `no_attempts_left` or `consent_missing` (a minor whose guardians
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
            _plain(submissions.submit_homework(homework=homework, file=stored, text=work.text or "")),
        ),
    )
    return Status(status, attempt)


@router.post("/{uuid:id}/submit/presign/", "homework.submit", UploadOut, status=201, errors=[404, 409, 413, 422, 429])
def homework_presign(request: SignedInRequest, id: UUID, payload: UploadIn) -> UploadTarget:
    """Start an upload of homework.

    Send the file to the returned address, then submit with its id as `upload`. Refused as `POST …/submit/` is.
    """
    homework = access.get_own_homework(request.auth.user, id)
    return submission_files.begin_submission_upload(homework=homework, **payload.model_dump())


@router.get("/{uuid:id}/attempts/", "homework.read", PageOf[schemas.AttemptOut], errors=[404, 422])
def attempts_list(request: SignedInRequest, id: UUID, query: Query[schemas.AttemptsQuery]) -> dict[str, Any]:
    """List attempts of a homework.

    Newest first. Pupils get their own; guardians, their children's; teachers, those of their groups.
    """
    user = request.auth.user
    homework = access.get_homework(user, id)
    page = build_page(request, queries.list_attempts(homework), query, ordering=("-number", "created_at"))
    return page | {"results": attempt_views.build_attempt_views(page["results"], homework=homework, reader=user)}


def _received(homework: Homework, file: "UploadedFile[bytes] | None", work: schemas.SubmitIn) -> StoredFile | None:
    """Store the file of a submission; return None for a text."""
    if file is not None:
        return submission_files.store_submitted_file(homework=homework, upload=file)
    if work.upload is not None:
        return submission_files.finish_submission_upload(homework=homework, upload_id=work.upload)
    return None


def _fingerprint(file: "UploadedFile[bytes] | None", work: schemas.SubmitIn) -> str:
    """Return what is the same when the same submission is sent again; the bytes of a form are not."""
    return compute_sha256(file) if file is not None else work.model_dump_json()


def _plain(attempt: Any) -> dict[str, Any]:
    """Return a new attempt as the JSON that a repeated request gets too."""
    return schemas.AttemptOut.from_orm(attempt_views.build_attempt_view(attempt, to_teacher=False)).model_dump(
        mode="json"
    )
