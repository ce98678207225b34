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
from apps.chat.models.messages import MAX_TEXT
from apps.chat.services.admission import admit_message, hold_message
from apps.chat.services.numbering import announce, find_wait, get_reader, take_number
from apps.core.errors import Invalid, NotFound, get_violated_constraint
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.moderation.services.writing import lock_writer
from apps.moderation.texts import clean_text

MAX_TEXT_BYTES = 5_600
"""As JSON: with names and ids an event of a message has at most 8 KiB."""
CLIENT_ID, VOICE = "chat_message_once_a_client_id", "chat_message_has_its_own_voice"


def send_message(
    *,
    author: User,
    room: ChatRoom,
    client_id: UUID,
    text: str,
    voice: StoredFile | None = None,
    reply_to: Message | None = None,
    by_telegram: bool = False,
) -> Message:
    """Send a message to a room that the author reads, and return it. A second call with the same `client_id` returns
    the first message and sends nothing, also in parallel.

    To a teacher outside the message hours it waits until they begin. Raise Forbidden `may_not_write`, Invalid on "text"
    without words and voice or above the size, on "voice" when another message has it, on "client_id" when it was used
    in another room; and, as `moderation.services.writing.admit_text`, for sanctions, listed words, repeats, and TooMany
    on "text" for a flood. `by_telegram`: the author wrote it in the bot.
    """
    if first := find_sent(author, room, client_id):
        return first
    decision = check_writable(author, room)
    text = clean_message(text, has_voice=voice is not None)
    new = Message(room=room, author=author, client_id=client_id, text=text, voice=voice, reply_to=reply_to)
    new.by_telegram = by_telegram
    try:
        with unit_of_work():
            return _store(new, decision)
    except IntegrityError as error:
        constraint = get_violated_constraint(error)
        if constraint == VOICE:
            raise Invalid.field("voice", _("Another message has this voice note.")) from error
        if constraint != CLIENT_ID:
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


def clean_message(text: str, *, has_voice: bool) -> str:
    """Return the text without control characters, marks of direction and invisible ones.

    Raise Invalid on "text" when there is nothing to send or to see, or too much, and for letters that overflow.
    """
    if not text and not has_voice:
        raise Invalid.field("text", _("Write something."))
    text = clean_text(text, field="text", most=MAX_TEXT) if text else ""
    if len(orjson.dumps(text)) > MAX_TEXT_BYTES:
        raise Invalid.field("text", _("This text is too long for a message."))
    return text


def _store(message: Message, decision: Decision) -> Message:
    lock_writer(message.author)
    if first := _find_sent_meanwhile(message):
        return first
    if message.reply_to_id is not None:
        message.reply_to = _lock_quoted(message.room, message.reply_to_id)
    holds = admit_message(author=message.author, room=message.room, text=message.text)
    if message.room.is_conversation:
        decision = _lock_conversation(message, decision)
    room = message.room
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


def lock_for_answer(*, author: User, answered: Message, room: ChatRoom) -> None:
    """Lock what an answer in `room` locks, in the order of `send_message`, and the conversation of the message that is
    answered. Call it before that message is marked as read.
    """
    lock_writer(author)
    _lock_quoted(answered.room, answered.pk)
    rooms = ChatRoom.objects.select_for_update(no_key=True).filter(pk__in={answered.room_id, room.pk})
    list(rooms.order_by("pk").values_list("pk", flat=True))


def _lock_conversation(message: Message, decision: Decision) -> Decision:
    """Lock the conversation until the commit, and return how the author writes in it: decided anew, with the people of
    now, where doubles were merged since. Raise Forbidden `may_not_write` where it goes on in another one.
    """
    people = ("person_id", "other_id", "continued_in_id")
    rows = ChatRoom.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "other", "branch")
    locked = rows.get(pk=message.room_id)
    if all(getattr(locked, name) == getattr(message.room, name) for name in people):
        return decision
    message.room = locked
    return check_writable(message.author, locked)


def _find_sent_meanwhile(message: Message) -> Message | None:
    """Return the first message when the same one was sent on another connection; the author is locked. It comes before
    what counts texts: a repeat is no second text.
    """
    return find_sent(message.author, message.room, message.client_id)


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
