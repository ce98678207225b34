"""Operations under `/chat/`: messages, reactions, voice notes."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from ninja import File, Query
from ninja.files import UploadedFile

from api.auth import SignedInRequest
from api.chat import rooms_schemas as schemas
from api.file_responses import serve_stored_file
from api.lanes import TEXTS, UPLOADS
from api.lists import FeedOf, FeedQuery, build_cursor_page
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.chat import access, queries
from apps.chat.access import MessageRight
from apps.chat.message_rows import build_own_view
from apps.chat.models import Message
from apps.chat.services import changes, sending, voice
from apps.core.models import StoredFile

router = OperationRouter(tags=["chat"])


@router.get("/rooms/{uuid:id}/messages/", "chat.use", FeedOf[schemas.ChatMessageOut], errors=[404, 422])
def chat_messages_list(request: SignedInRequest, id: UUID, query: Query[schemas.ChatMessagesQuery]) -> dict[str, Any]:
    """List messages of a room.

    The newest first, or with `order=oldest` towards newer ones; from the message `start` on.
    """
    user, newest = request.auth.user, query.order == "newest"
    rows = queries.list_messages(access.get_room(user, id), user, from_number=query.start, newest_first=newest)
    feed = build_cursor_page(request, rows, query, order="-number" if newest else "number")
    return feed | {"results": [build_own_view(message) for message in feed["results"]]}


@router.post(
    "/rooms/{uuid:id}/messages/",
    "chat.use",
    schemas.ChatMessageOut,
    status=201,
    errors=[403, 404, 422, 429],
    lane=TEXTS,
)
def chat_messages_send(request: SignedInRequest, id: UUID, payload: schemas.ChatMessageIn) -> dict[str, Any]:
    """Send a message.

    A repeated `client_id` returns the first message. To a teacher outside the message hours it waits until they begin.
    Refused with 403 `may_not_write` where you only read, with 429 for a flood.
    """
    user = request.auth.user
    room = access.get_room(user, id)
    if (message := sending.find_sent(user, room, payload.client_id)) is None:
        note = access.get_voice_note_or_invalid(user, payload.voice)
        quoted = access.get_message_or_invalid(user, room, payload.reply_to)
        message = sending.send_message(
            author=user, room=room, client_id=payload.client_id, text=payload.text, voice=note, reply_to=quoted
        )
    return _view(user, message)


@router.get("/rooms/{uuid:id}/waiting/", "chat.use", FeedOf[schemas.ChatMessageOut], errors=[404, 422])
def chat_messages_waiting(request: SignedInRequest, id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """List own messages that wait.

    Those that the teacher gets when the message hours begin, the newest first.
    """
    user = request.auth.user
    feed = build_cursor_page(request, queries.list_waiting_messages(user, access.get_room(user, id)), query)
    return feed | {"results": [build_own_view(message) for message in feed["results"]]}


@router.patch("/messages/{uuid:id}/", "chat.use", schemas.ChatMessageOut, errors=[403, 404, 409, 422, 429])
def chat_messages_edit(request: SignedInRequest, id: UUID, payload: schemas.ChatMessageChanges) -> dict[str, Any]:
    """Edit a message.

    Your own, for a day. Refused with 409 `conflict` later, when it is deleted, and where a teacher has it and a new one
    would wait. Refused with 403 `may_not_write` where you may not write now, with 429 for a flood.
    """
    user = request.auth.user
    return _view(user, changes.edit_message(message=access.get_message(user, id, MessageRight.EDIT), text=payload.text))


@router.delete("/messages/{uuid:id}/", "chat.use", errors=[404, 409])
def chat_messages_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a message.

    Your own; teachers, those in rooms of their groups and courses; the office, those that it reads. Readers see that
    it was deleted.
    """
    changes.delete_message(
        actor=request.auth.user, message=access.get_message(request.auth.user, id, MessageRight.REMOVE)
    )


@router.put("/messages/{uuid:id}/reaction/", "chat.use", schemas.ChatMessageOut, errors=[403, 404, 409, 422, 429])
def chat_messages_react(request: SignedInRequest, id: UUID, payload: schemas.ReactionIn) -> dict[str, Any]:
    """Set a reaction to a message.

    It takes the place of your earlier one.
    """
    user = request.auth.user
    message = access.get_message(user, id, MessageRight.REACT)
    return _view(user, changes.react_to_message(user=user, message=message, kind=payload.reaction))


@router.delete("/messages/{uuid:id}/reaction/", "chat.use", errors=[403, 404, 409, 429])
def chat_messages_unreact(request: SignedInRequest, id: UUID) -> None:
    """Remove a reaction from a message.

    Your own; without one nothing changes.
    """
    user = request.auth.user
    changes.react_to_message(user=user, message=access.get_message(user, id, MessageRight.REACT), kind="")


@router.get("/messages/{uuid:id}/versions/", "chat.use", FeedOf[schemas.ChatVersionOut], errors=[404, 422])
def chat_messages_versions(request: SignedInRequest, id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """List earlier texts of a message.

    For who may remove it: teachers in rooms of their groups and courses, and the office. The oldest first; the text of
    a deleted message is the last one.
    """
    message = access.get_message(request.auth.user, id, MessageRight.READ_VERSIONS)
    return build_cursor_page(request, queries.list_versions(message), query, order="id")


@router.post("/voice/", "chat.use", schemas.ChatVoiceOut, status=201, errors=[413, 415, 422], lane=UPLOADS)
def chat_voice_upload(request: SignedInRequest, file: File[UploadedFile]) -> StoredFile:
    """Upload a voice note.

    Send its id as `voice` with a message. A note that no message uses is deleted after a day.
    """
    return voice.store_voice_note(author=request.auth.user, upload=file)


@router.get("/messages/{uuid:id}/voice/", "chat.use", {200: bytes, 206: bytes}, errors=[404])
def chat_messages_voice(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Download the voice note of a message.

    The whole file or one byte range. For users who read the room.
    """
    stored = access.get_voice(request.auth.user, id)
    return serve_stored_file(request, stored, name=stored.original_name or "voice")


def _view(user: User, message: Message) -> dict[str, Any]:
    return build_own_view(queries.get_detailed_message(message, user))
