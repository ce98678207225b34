"""Operations under `/quizzes/placement/`: who has the link of a placement test takes it, with an account or without.

Token and secret come in the body, so that they stand in no address and in no log.
"""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, UploadedFile

from api.auth import build_optional_auth, get_optional_user, public
from api.lanes import VISITOR_UPLOADS
from api.operations import OperationRouter
from api.quizzes import placement_schemas as schemas
from api.quizzes.attempts_schemas import RecordingOut
from apps.accounts.client_ip import get_client_ip
from apps.quizzes import placement_queries
from apps.quizzes.attempt_views import build_file_link
from apps.quizzes.placement.selection import MAX_ITEMS
from apps.quizzes.placement_views import build_session_view
from apps.quizzes.services import placement_sessions, placement_speech

router = OperationRouter(tags=["quizzes"])


@router.post("/placement/check/", public, schemas.PlacementOfferOut, errors=[422])
def placement_check(request: HttpRequest, payload: schemas.PlacementTokenIn) -> dict[str, Any]:
    """Check the link of a placement test.

    Which test it opens. Refused with 422 on `token` for a link that does not work. Changes nothing.
    """
    return {"title": placement_queries.get_open_test(payload.token).name, "max_questions": MAX_ITEMS}


@router.post(
    "/placement/start/",
    build_optional_auth("quizzes.take"),
    schemas.NewPlacementSessionOut,
    status=201,
    errors=[409, 422, 429],
)
def placement_start(request: HttpRequest, payload: schemas.PlacementStartIn) -> dict[str, Any]:
    """Start a placement session.

    By the link of the test; with `as_me` for the signed-in user, else for a visitor with a name. Keep the secret: it
    goes on with the session for two hours.
    """
    session, secret = placement_sessions.begin_session(
        test=placement_queries.get_open_test(payload.token),
        user=get_optional_user(request) if payload.as_me else None,
        name=payload.name,
        phone=payload.phone or "",
        client=get_client_ip(request),
        link=placement_queries.find_personal_link(payload.token),
    )
    return build_session_view(session) | {"secret": secret}


@router.post("/placement/session/", public, schemas.PlacementSessionOut, errors=[404])
def placement_session_get(request: HttpRequest, payload: schemas.PlacementSecretIn) -> dict[str, Any]:
    """Get an own placement session.

    By its secret: the open question, or the level once it is finished. Changes nothing.
    """
    return build_session_view(placement_queries.get_session_of_secret(payload.secret))


@router.put("/placement/answers/{int:place}/", public, schemas.PlacementSessionOut, errors=[404, 409, 422])
def placement_answer(request: HttpRequest, place: int, payload: schemas.PlacementAnswerIn) -> dict[str, Any]:
    """Answer a question of a placement session.

    The server chooses the next question, or ends the test. The same answer again changes nothing. Refused with 409
    `conflict` for another answer to an answered question, and `attempt_closed` when the time is up.
    """
    session = placement_queries.get_session_of_secret(payload.secret)
    return build_session_view(
        placement_sessions.answer_question(session=session, place=place, response=payload.response)
    )


@router.post("/placement/answers/{int:place}/recording/", public, RecordingOut, errors=[404, 409])
def placement_play(request: HttpRequest, place: int, payload: schemas.PlacementSecretIn) -> dict[str, Any]:
    """Get the recording of a placement question.

    It counts as heard. Refused with 409 `conflict` when it was heard as often as allowed, and `attempt_closed` when the
    time is up.
    """
    session = placement_queries.get_session_of_secret(payload.secret)
    played = placement_sessions.play_question(session=session, place=place)
    return {"url": build_file_link(played.file), "plays_left": played.left, "plays_used": played.used}


@router.post(
    "/placement/speech/",
    public,
    schemas.PlacementSessionOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=VISITOR_UPLOADS,
)
def placement_speech_add(
    request: HttpRequest, payload: Form[schemas.PlacementSpeechForm], file: File[UploadedFile]
) -> dict[str, Any]:
    """Send the recording of a placement session.

    The text read aloud, at most 5 MB, once the test is finished. It stands beside the level. Refused with 409
    `conflict` for a second recording, `attempt_closed` when the time is up, and `consent_missing` for a signed-in minor
    whose guardians have not allowed recordings.
    """
    session = placement_queries.get_session_of_secret(payload.secret)
    placement_speech.add_recording(session=session, upload=file, allowed_by=payload.allowed_by)
    return build_session_view(session)
