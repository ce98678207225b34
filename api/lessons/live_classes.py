"""Operations of live classes under `/lessons/`: the room of a lesson, the way in, and the proposed attendance."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.lessons import live_classes_schemas as schemas
from api.operations import OperationRouter
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance import access as attendance
from apps.attendance.live_proposals import LiveRegister, load_live_register
from apps.attendance.services.live_marks import ShownProposal, confirm_proposals, match_participant
from apps.lessons import access, live_queries, queries
from apps.lessons.live.registry import list_configured_providers
from apps.lessons.models import Lesson
from apps.lessons.services.live_joining import join_live_room
from apps.lessons.services.live_rooms import choose_live_room, remove_live_room

router = OperationRouter(tags=["lessons"])


@router.get("/{uuid:id}/live/", "lessons.read", schemas.LiveRoomOut, errors=[404])
def lessons_live_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the online room of a lesson.

    For everybody who sees the lesson: where the room is, its state, and when it lets people in. The address is given
    only to who joins.
    """
    user = request.auth.user
    return _describe(user, attendance.get_lesson(user, id))


@router.put("/{uuid:id}/live/", "lessons.change", schemas.LiveRoomOut, errors=[404, 409, 422])
def lessons_live_set(request: SignedInRequest, id: UUID, payload: schemas.LiveRoomIn) -> dict[str, Any]:
    """Set the online room of a lesson.

    A provider makes the room in the background and moves it with the lesson; a room elsewhere is removed. The same
    choice again retries what failed. Refused with 409 `conflict` when the lesson is cancelled.
    """
    user = request.auth.user
    lesson = access.get_taught_lesson(user, id)
    choose_live_room(actor=user, lesson=lesson, provider=payload.provider, link=payload.link)
    return _describe(user, lesson)


@router.delete("/{uuid:id}/live/", "lessons.change", errors=[404, 409])
def lessons_live_remove(request: SignedInRequest, id: UUID) -> None:
    """Remove the online room of a lesson.

    Who was seen in it stays proposed. Refused with 409 `conflict` when there is none.
    """
    user = request.auth.user
    remove_live_room(actor=user, lesson=access.get_taught_lesson(user, id))


@router.post("/{uuid:id}/join/", "lessons.join", schemas.JoinOut, errors=[404, 409, 503])
def lessons_join(request: SignedInRequest, id: UUID, payload: schemas.JoinIn) -> dict[str, str]:
    """Join the online room of a lesson.

    Gives a personal address to pupils in the register, to those who keep it, and to guardians for a child who is a
    minor. Refused with 409 `not_open` before the room opens and after it closes, and with 503 `provider_away` while
    its provider does not answer.
    """
    lesson, person, is_teacher = attendance.get_lesson_to_join(request.auth.user, id, payload.student)
    return {"address": join_live_room(lesson=lesson, person=person, moderator=is_teacher)}


@router.get("/{uuid:id}/live/attendance/", "attendance.mark", schemas.LiveProposalsOut, errors=[404])
def lessons_live_attendance(request: SignedInRequest, id: UUID) -> LiveRegister:
    """Get the attendance that the online room proposes.

    What its provider reports or, without a report, who pressed the join button. Nothing is marked by it. Participants
    without a personal address are listed as unknown.
    """
    return load_live_register(attendance.get_lesson_to_mark(request.auth.user, id))


@router.post("/{uuid:id}/live/attendance/", "attendance.mark", schemas.LiveConfirmedOut, errors=[404, 409, 422])
def lessons_live_confirm(request: SignedInRequest, id: UUID, payload: schemas.LiveConfirmIn) -> dict[str, Any]:
    """Confirm proposed attendance.

    Makes marks of these proposals, as they were shown; those that changed meanwhile are skipped. Refused with 409
    `conflict` when the register takes no marks now.
    """
    user = request.auth.user
    lesson = attendance.get_lesson_to_mark(user, id)
    shown = [ShownProposal(**row.model_dump()) for row in payload.students]
    return {"marks": confirm_proposals(actor=user, lesson=lesson, shown=shown, reason=payload.reason)}


@router.post("/{uuid:id}/live/match/", "attendance.mark", schemas.LiveProposalsOut, errors=[404, 422])
def lessons_live_match(request: SignedInRequest, id: UUID, payload: schemas.ParticipantMatchIn) -> LiveRegister:
    """Link a participant to a pupil.

    Says who an unknown participant of the online room is; null takes it back. Refused with 404 for a participant who
    came by a personal address.
    """
    user = request.auth.user
    lesson = attendance.get_lesson_to_mark(user, id)
    match_participant(actor=user, lesson=lesson, key=payload.key, student=payload.student)
    return load_live_register(lesson)


def _describe(user: User, lesson: Lesson) -> dict[str, Any]:
    """Return what the user is shown of the room of a lesson."""
    room = live_queries.find_live_room(lesson)
    opens_at, closes_at = live_queries.get_opening(lesson)
    teaches = queries.list_taught_lessons(user).filter(pk=lesson.pk).exists()
    may_change = teaches and has_permission(user, "lessons.change")
    return {
        "provider": room.provider if room else None,
        "state": room.state if room else None,
        "problem": room.problem if room and teaches else "",
        "opens_at": opens_at,
        "closes_at": closes_at,
        "providers": list_configured_providers() if may_change else [],
        "default_provider": live_queries.get_default_provider() if may_change else None,
    }
