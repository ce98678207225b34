"""Mark messages as read."""

from apps.accounts.models import User
from apps.chat import events
from apps.chat.links import list_office_people
from apps.chat.models import ChatRoom, Message, ReadPosition
from apps.chat.queries import shows_read_mark
from apps.chat.telegram_words import MESSAGE
from apps.core.uow import unit_of_work
from apps.events.publishing import get_chat_stream, publish_event
from apps.notifications.queries import has_unread_of_group
from apps.notifications.services import settle_group


def mark_room_read(*, user: User, room: ChatRoom, number: int) -> int:
    """Mark the messages of a room up to this number as read, the newest at most, and the notification about them.
    Return up to which number the user has read; it never falls. The room is locked first, as when a message comes: a
    notification about a newer one stays.
    """
    with unit_of_work():
        last, told = room.last_number, has_unread_of_group(user, MESSAGE, str(room.pk))
        if told:
            locked = ChatRoom.objects.select_for_update(no_key=True)
            last = locked.values_list("last_number", flat=True).get(pk=room.pk)
        mark = move_read_mark(room, user, min(number, last))
        if told and mark >= last:
            settle_group(users=[user], type=MESSAGE, group=str(room.pk))
    return mark


def move_read_mark(room: ChatRoom, user: User, number: int) -> int:
    """Set the user's mark to the number unless it is higher, and tell it in a conversation, in the open unit of work.
    Return the mark.
    """
    ReadPosition.objects.get_or_create(room=room, user=user)
    mark = ReadPosition.objects.select_for_update().get(room=room, user=user)
    if mark.number >= number:
        return mark.number
    mark.number = number
    mark.save(update_fields=["number", "updated_at"])
    if room.is_conversation and shows_read_mark(room, user.pk):
        read = events.RoomRead(room=str(room.pk), user=str(user.pk), number=number)
        publish_event(get_chat_stream(room.pk), read)
    return number


def read_own_message(message: Message) -> None:
    """Move the author's mark to their new message if they have read all before it, in the open unit of work."""
    room, number = message.room, message.number or 0
    marks = ReadPosition.objects.filter(room=room, user=message.author_id)
    read = marks.values_list("number", flat=True).first() or 0
    if max(read, room.removed_number) >= number - 1:
        move_read_mark(room, message.author, number)


def settle_office(room: ChatRoom) -> None:
    """Mark the notifications of the office about a conversation as read: somebody answered."""
    settle_group(users=list_office_people(room.branch), type=MESSAGE, group=str(room.pk))
