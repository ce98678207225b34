"""Send a message: at once, or when the reader's message hours begin."""

from uuid import UUID

import orjson
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.access import check_may_write, check_writable
from apps.chat.job_kinds import DELIVER
from apps.chat.limits import Decision, Refusal
from apps.chat.links import is_blocked_between
from apps.chat.models import ChatKind, ChatRoom, Message
from apps.chat.services.admission import admit_message, hold_message
from apps.chat.services.numbering import announce, find_wait, get_reader, take_number
from apps.core.errors import Invalid, NotFound, get_violated_constraint
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue

MAX_TEXT_BYTES = 5_600
"""As JSON: with names and ids an event of a message has at most 8 KiB."""
CLIENT_ID = "chat_message_once_a_client_id"


def send_message(
    *,
    author: User,
    room: ChatRoom,
    client_id: UUID,
    text: str,
    voice: StoredFile | None = None,
    reply_to: Message | None = None,
) -> Message:
    """Send a message to a room that the author reads, and return it. A second call with the same `client_id` returns
    the first message and sends nothing, also in parallel.

    To a teacher outside the message hours it waits until they begin. Raise Forbidden `may_not_write`, Invalid on "text"
    without words and voice or above the size, on "client_id" when it was used in another room; and, as
    `moderation.services.writing.admit_text`, for sanctions, listed words, repeats, and TooMany on "text" for a flood.
    """
    if first := find_sent(author, room, client_id):
        return first
    decision = check_writable(author, room)
    check_text(text, has_voice=voice is not None)
    new = Message(room=room, author=author, client_id=client_id, text=text, voice=voice, reply_to=reply_to)
    try:
        with unit_of_work():
            return _store(new, decision)
    except IntegrityError as error:
        if get_violated_constraint(error) != CLIENT_ID:
            raise
        first = find_sent(author, room, client_id)
        if first is None:
            raise
        return first


def find_sent(author: User, room: ChatRoom, client_id: UUID) -> Message | None:
    """Return the author's message with this client id. Raise Invalid on "client_id" when it is in another room."""
    message = Message.objects.filter(author=author, client_id=client_id).first()
    if message is not None and message.room_id != room.pk:
        raise Invalid.field("client_id", _("This id belongs to another message."))
    return message


def check_text(text: str, *, has_voice: bool) -> None:
    """Raise Invalid on "text" when there is nothing to send, or too much."""
    if not text and not has_voice:
        raise Invalid.field("text", _("Write something."))
    if len(orjson.dumps(text)) > MAX_TEXT_BYTES:
        raise Invalid.field("text", _("This text is too long for a message."))


def _store(message: Message, decision: Decision) -> Message:
    room = message.room
    if message.reply_to_id is not None:
        message.reply_to = _lock_quoted(room, message.reply_to_id)
    holds = admit_message(author=message.author, room=room, text=message.text)
    waits = find_wait(room, timezone.now()) if decision.waits else None
    if waits is None and _has_waiting(message):
        waits = timezone.now()
    if waits is not None or holds:
        message.waits_until = waits or timezone.now()
        message.hidden_at = timezone.now() if holds else None
        message.save(force_insert=True)
        enqueue(kind=DELIVER, object_id=room.pk, run_at=waits, payload={"at": message.waits_until.isoformat()})
        if holds:
            hold_message(message, holds)
        return message
    message.number, message.sent_at = take_number(room), timezone.now()
    _check_not_blocked(message)
    message.save(force_insert=True)
    announce(message, tells_guardians=decision.tells_guardians)
    return message


def _has_waiting(message: Message) -> bool:
    """Return whether the author has messages in the room whose time has come: a new one comes after them."""
    rows = Message.objects.filter(room=message.room_id, author=message.author_id, waits_until__lte=timezone.now())
    return rows.filter(number__isnull=True, deleted_at__isnull=True, hidden_at__isnull=True).exists()


def _check_not_blocked(message: Message) -> None:
    """Raise Forbidden when one of the two blocked the other since the decision; the room is locked."""
    reader = get_reader(message) if message.room.kind == ChatKind.DIRECT else None
    if reader is not None and is_blocked_between(message.author, reader):
        check_may_write(Decision(False, Refusal.BLOCKED), field="text")


def _lock_quoted(room: ChatRoom, message_id: UUID) -> Message:
    """Return the message that is replied to, locked: it is not edited before the reply is told."""
    rows = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("author")
    quoted = rows.filter(room=room, pk=message_id, number__isnull=False).first()
    if quoted is None:
        raise NotFound()
    return quoted
