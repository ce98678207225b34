"""Operations under `/homework/` for results: attempts, scores, reviews, appeals, reports."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponse, HttpResponseBase
from ninja import File, Header, Query, Status
from ninja.files import UploadedFile

from api.auth import SignedInRequest
from api.file_responses import serve_stored_file
from api.homework import attempts_schemas as attempts
from api.homework import marking_schemas as schemas
from api.homework import reports_schemas as reports
from api.homework.rescoring import apply_rescore_request, parse_word_corrections
from api.idempotent_responses import respond_idempotently
from api.lanes import UPLOADS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.video.playback_start import start
from api.video.playbacks_schemas import PlaybackOut
from apps.core.models import StoredFile
from apps.homework import access, attempt_views, review_queries
from apps.homework.models import Homework
from apps.homework.score_meaning import get_trend_text
from apps.homework.services import appeals, reviews, word_corrections
from apps.video.models import PlaybackPlace

router = OperationRouter(tags=["homework"])


@router.get("/queue/", "homework.review", PageOf[schemas.QueuedOut], errors=[422])
def homework_queue(request: SignedInRequest, query: Query[schemas.QueueQuery]) -> dict[str, Any]:
    """List homework that waits for a review.

    Appeals and flagged attempts first, then the least certain scores. Teachers get homework of their groups.
    """
    queue = review_queries.list_review_queue(request.auth.user, **query.filters())
    return build_page(request, queue, query, ordering=("certainty", "created_at"))


@router.get("/assignments/{uuid:id}/report/", "homework.assign", reports.ReportOut, errors=[404], by_alias=True)
def assignments_report(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the report of an assignment.

    State, score and parts of the score for each pupil, and figures of the whole group. For teachers of the group.
    """
    reader = request.auth.user
    return review_queries.build_assignment_report(reader, access.get_taught_assignment(reader, id))


@router.get("/assignments/{uuid:id}/missed-words/", "homework.assign", reports.MissedWordsOut, errors=[404])
def assignments_missed_words(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """List words that a group missed.

    For a text that is read aloud; empty for free answers. For teachers of the group.
    """
    return review_queries.get_missed_word_counts(access.get_taught_assignment(request.auth.user, id))


@router.get("/trend/{uuid:student_id}/", "homework.read", reports.TrendOut, errors=[404])
def homework_trend(request: SignedInRequest, student_id: UUID) -> dict[str, Any]:
    """Get a pupil's last ten homework scores.

    In the order of handing in. Pupils get their own; guardians, their children's; teachers, those of pupils of their
    groups.
    """
    user = request.auth.user
    student = access.get_visible_pupil(user, student_id)
    trend = review_queries.get_recent_homework_scores(user, student)
    return trend | {"meaning": get_trend_text(to_pupil=student == user)}


@router.get("/attempts/{uuid:id}/", "homework.read", attempts.AttemptDetailOut, errors=[404], by_alias=True)
def attempts_get(request: SignedInRequest, id: UUID) -> attempt_views.AttemptView:
    """Get an attempt with its score.

    While it is processed: `stage` and `place` in the queue. Then transcript, words with times, parts and verdict. A
    pupil and guardians do not see a hidden score.
    """
    user = request.auth.user
    return attempt_views.build_attempt_detail(access.get_attempt(user, id), reader=user)


@router.get("/attempts/{uuid:id}/audio/", "homework.read", {200: bytes, 206: bytes}, errors=[404])
def attempts_audio(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Download the recording or file of an attempt.

    The whole file or one byte range. For the pupil, the teachers and guardians who may hear recordings.
    """
    stored, name = attempt_views.get_submitted_file(access.get_hearable_attempt(request.auth.user, id))
    return serve_stored_file(request, stored, name=name)


@router.post("/attempts/{uuid:id}/playback/", "homework.read", PlaybackOut, status=201, errors=[404, 409, 503])
def attempts_playbacks_start(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Start the film of an attempt.

    For those who may see it: the pupil, the teachers and guardians who may hear recordings. Refused as
    `POST /courses/lessons/{id}/playback/` is.
    """
    return start(request, PlaybackPlace.ATTEMPT, id)


@router.get("/attempts/{uuid:id}/peaks/", "homework.read", attempts.PeaksOut, errors=[404])
def attempts_peaks(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the waveform of a recording.

    For users who may hear the recording.
    """
    return review_queries.get_waveform(access.get_hearable_attempt(request.auth.user, id))


@router.patch(
    "/attempts/{uuid:id}/words/",
    "homework.review",
    {200: attempts.AttemptDetailOut, 202: attempts.AttemptDetailOut},
    errors=[404, 409, 422],
    by_alias=True,
)
def attempts_correct_words(
    request: SignedInRequest, id: UUID, payload: schemas.WordsIn
) -> Status[attempt_views.AttemptView]:
    """Correct words of an attempt.

    Answers 200 when score and coins are recalculated, 202 for a free answer, which the speech engine scores again.
    Teachers correct attempts of their groups. Refused with 409 when nothing of the attempt can be scored.
    """
    user = request.auth.user
    attempt = access.get_taught_attempt(user, id)
    words = parse_word_corrections(attempt, payload)
    waits = word_corrections.correct_words(actor=user, attempt=attempt, words=words, revision=payload.revision)
    return Status(
        202 if waits else 200, attempt_views.build_attempt_detail(access.get_taught_attempt(user, id), reader=user)
    )


@router.post(
    "/attempts/{uuid:id}/rescore/",
    "homework.review",
    {200: attempts.AttemptDetailOut, 202: attempts.AttemptDetailOut},
    errors=[404, 409, 422],
    by_alias=True,
)
def attempts_rescore(
    request: SignedInRequest, id: UUID, payload: schemas.RescoreIn
) -> Status[attempt_views.AttemptView]:
    """Request a new score for an attempt.

    First request: `teacher.proposal` shows the new score, null when nothing would change (202: the engine still
    works). Second request: `apply` or `drop` it. For teachers of the group.
    """
    user = request.auth.user
    status = apply_rescore_request(user, access.get_taught_attempt(user, id), payload)
    return Status(status, attempt_views.build_attempt_detail(access.get_taught_attempt(user, id), reader=user))


@router.post("/{uuid:id}/review/", "homework.review", schemas.HomeworkDetailOut, errors=[404, 409, 422])
def homework_review(
    request: SignedInRequest, id: UUID, payload: schemas.ReviewIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Review a homework.

    Accepts the homework, with its score or another, or returns it to be done again; answers an open appeal and
    recalculates coins. Teachers review homework of their groups; the same `Idempotency-Key` again changes nothing.
    Refused with 409 `not_open` while nothing is submitted or a recording is processed, and with `newer_attempt` when
    the pupil submitted again after `attempt`.
    """
    user = request.auth.user
    homework = access.get_taught_homework(user, id)
    values = payload.model_dump(exclude={"voice", "attempt"})

    def decide() -> tuple[int, Any]:
        voice = access.get_unused_voice_comment_or_invalid(user, payload.voice)
        seen = access.get_homework_attempt_or_invalid(homework, payload.attempt)
        reviews.review_homework(reviewer=user, homework=homework, voice=voice, last_seen=seen, **values)
        return 200, schemas.HomeworkDetailOut.from_orm(access.get_taught_homework(user, id)).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "homework.review", idempotency_key, body=body, act=decide, required=False)


@router.post(
    "/{uuid:id}/review/voice/",
    "homework.review",
    schemas.VoiceOut,
    status=201,
    errors=[404, 413, 415, 422],
    lane=UPLOADS,
)
def homework_review_voice(request: SignedInRequest, id: UUID, file: File[UploadedFile]) -> StoredFile:
    """Upload a voice comment for a review.

    Send its id as `voice` with the review. A comment that no review uses is deleted after a day.
    """
    user = request.auth.user
    access.get_taught_homework(user, id)
    return reviews.store_voice_comment(reviewer=user, upload=file)


@router.get("/reviews/{uuid:id}/voice/", "homework.read", {200: bytes, 206: bytes}, errors=[404])
def reviews_voice(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Download the voice comment of a review.

    The whole file or one byte range. Soon after the review it becomes a small m4a at the same address. For users who
    can see the homework.
    """
    stored, name = attempt_views.get_voice_comment_file(access.get_review_with_voice(request.auth.user, id))
    return serve_stored_file(request, stored, name=name)


@router.post(
    "/{uuid:id}/appeal/", "homework.appeal", schemas.HomeworkDetailOut, status=201, errors=[404, 409, 422, 429]
)
def homework_appeal(request: SignedInRequest, id: UUID, payload: schemas.AppealIn) -> Homework:
    """Request a review of a score.

    For the pupil and guardians; the score stays until the teacher's next review. Refused with 409 `not_open` without
    a score, during another appeal, or where the centre takes none; with 429 after the allowed number.
    """
    user = request.auth.user
    appeals.create_appeal(author=user, homework=access.get_family_homework(user, id), text=payload.text)
    return access.get_homework(user, id)
