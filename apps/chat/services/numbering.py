"""Give a message its place in the room, tell its readers, and notify those who should know."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.chat import events, limits
from apps.chat.links import is_blocked_between, is_teacher, list_guardians_of_minor, list_office_people
from apps.chat.message_rows import build_message
from apps.chat.models import ChatKind, ChatRoom, Message
from apps.chat.notification_types import CHILD_WRITTEN, TELEGRAM_MESSAGE
from apps.chat.queries import list_readable_rooms
from apps.chat.services.reading import read_own_message, settle_office
from apps.chat.telegram_words import MESSAGE, goes_with_words
from apps.events.publishing import get_chat_stream, publish_event
from apps.notifications.channels import Channel
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings


def take_number(room: ChatRoom) -> int:
    """Return the next number of the room, which stays locked until the commit."""
    now = timezone.now()
    ChatRoom.objects.filter(pk=room.pk).update(last_number=F("last_number") + 1, last_at=now, updated_at=now)
    return ChatRoom.objects.values_list("last_number", flat=True).get(pk=room.pk)


def announce(message: Message, *, tells_guardians: bool) -> None:
    """Publish a message that got its number, and notify, in the open unit of work.

    Of a conversation the other side is notified: once while it has not read, also of many messages. In a room of many
    only the author of the message that is replied to.
    """
    room = message.room
    sent = events.MessageSent(room=str(room.pk), message=build_message(message, is_new=True))
    publish_event(get_chat_stream(room.pk), sent)
    read_own_message(message)
    if room.kind == ChatKind.OFFICE and message.author_id != room.person_id:
        settle_office(room)
    for reader in _list_readers_to_notify(message):
        _notify(message, reader)
    if tells_guardians:
        _tell_guardians(message)


def find_wait(room: ChatRoom, now: datetime) -> datetime | None:
    """Return when the message hours of the room's branch begin; None while they last."""
    values = get_system_settings()
    return limits.find_start_of_hours(
        now, begins=values.message_hours_from, ends=values.message_hours_until, zone=room.branch.zone
    )


def get_reader(message: Message) -> User | None:
    """Return who gets a direct message, or one of the office; None of a message to many."""
    room = message.room
    if room.kind == ChatKind.DIRECT:
        return room.other if message.author_id == room.person_id else room.person
    if room.kind == ChatKind.OFFICE and message.author_id != room.person_id:
        return room.person
    return None


def _list_readers_to_notify(message: Message) -> list[User]:
    room = message.room
    if reader := get_reader(message):
        return [reader]
    if room.kind == ChatKind.OFFICE:
        return [person for person in list_office_people(room.branch) if person.pk != message.author_id]
    quoted = message.reply_to
    if quoted is None or quoted.author_id == message.author_id or not quoted.author.is_active:
        return []
    reads = list_readable_rooms(quoted.author, kind=room.kind).filter(pk=room.pk).exists()
    return [quoted.author] if reads and not is_blocked_between(message.author, quoted.author) else []


def _notify(message: Message, reader: User) -> None:
    """Notify a reader; a teacher outside the message hours is notified when they begin. Who uses the bot for the
    conversation gets the message in Telegram in place of a notice without its words.
    """
    room = message.room
    data = {"name": message.author.full_name, "room": str(room.pk)}
    waits = None if room.is_conversation or not is_teacher(reader) else find_wait(room, timezone.now())
    words = goes_with_words(message, reader)
    without = (Channel.TELEGRAM,) if words else ()
    notify(user=reader, type=MESSAGE, data=data, group=str(room.pk), at=waits, without=without)
    if words:
        data |= {"message": str(message.pk)}
        notify(user=reader, type=TELEGRAM_MESSAGE, data=data, key=str(message.pk))


def _tell_guardians(message: Message) -> None:
    """Tell the guardians of a minor by whom the child is written to: once for each writer of a conversation."""
    child = get_reader(message)
    if child is None:
        return
    data = {"name": message.author.full_name, "child": child.full_name, "child_id": str(child.pk)}
    for guardian in list_guardians_of_minor(child):
        if guardian.pk != message.author_id:
            key = f"{message.room_id}:{message.author_id}"
            notify(user=guardian, type=CHILD_WRITTEN, data=data | {"room": str(message.room_id)}, key=key)
