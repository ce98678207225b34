"""`/ask`: choose an own teacher and write; and answers by Telegram's reply to a message of a conversation.

Both become messages of the conversation of the two, with all its limits. The id of a message follows from the update,
so an update that comes twice sends once.
"""

from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat import access, queries
from apps.chat.links import find_own_teacher, iterate_own_teachers
from apps.chat.models import ChatKind, ChatRoom, Message
from apps.chat.notification_types import TELEGRAM_MESSAGE
from apps.chat.services.reading import mark_room_read
from apps.chat.services.rooms import open_conversation
from apps.chat.services.sending import lock_for_answer, send_message
from apps.chat.telegram_words import MESSAGE
from apps.notifications.models import NotificationLog
from apps.notifications.queries import find_telegram_delivery
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat, build_update_key
from apps.portal.telegram.formatting import format_datetime

STEP = "ask"
MAX_TEACHERS = 20


def offer_teachers(chat: LinkedChat) -> None:
    """Offer the teachers to whom the user may write, MAX_TEACHERS at most; with one, ask for the text at once."""
    teachers = list(islice(iterate_own_teachers(chat.user), MAX_TEACHERS + 1))
    if not teachers:
        chat.reply(_("You have no teacher here to whom you could write."))
    elif len(teachers) == 1:
        chat.reply(_ask_for_text(chat, teachers[0]))
    else:
        shown = teachers[:MAX_TEACHERS]
        more = [_("You have more teachers: write to the others in the app.")] if len(teachers) > len(shown) else []
        rows = [[chat.build_button(one.full_name[:60], "ask", one.pk)] for one in shown]
        chat.reply("\n".join([_("To whom?"), *more]), rows)


def choose_teacher(chat: LinkedChat, press: ButtonPress) -> None:
    """Take the chosen teacher and ask for the text."""
    pressed = press.id(0)
    teacher = find_own_teacher(chat.user, pressed) if pressed else None
    chat.edit_message(_("You no longer have access to this.") if teacher is None else _ask_for_text(chat, teacher))


def submit_question(chat: LinkedChat, data: dict[str, Any]) -> None:
    """Send the text to the chosen teacher. Raise what `open_conversation` and `send_message` raise."""
    teacher = access.get_person_or_invalid(chat.user, UUID(data["person"]))
    room = open_conversation(actor=chat.user, person=teacher)
    _send(chat, access.get_room(chat.user, room.pk))
    chat.forget_question()


def find_answered_delivery(chat: LinkedChat) -> NotificationLog | None:
    """Return the notice of a message of chat to which the user's text replies; None for other texts."""
    if not chat.update.reply_to:
        return None
    types, since = (MESSAGE, TELEGRAM_MESSAGE), chat.link.linked_at
    return find_telegram_delivery(chat.user, str(chat.update.reply_to), types=types, since=since)


def submit_answer(chat: LinkedChat, delivery: NotificationLog) -> None:
    """Send the text into the conversation of the notice, or the one in which it goes on since a merge of doubles; what
    the user answers is read. Raise what `send_message` raises, NotFound when the user does not read the conversation
    any more.
    """
    data = delivery.notification.data
    told = room = access.get_room(chat.user, UUID(data["room"]))
    if told.kind != ChatKind.DIRECT:
        chat.reply(_("Please answer this in the app."))
        return
    while room.continued_in_id is not None:
        room = access.get_room(chat.user, room.continued_in_id)
    answered = queries.list_messages(told, chat.user).filter(pk=data.get("message")).first()
    if answered is not None and answered.number:
        lock_for_answer(author=chat.user, answered=answered, room=room)
        mark_room_read(user=chat.user, room=told, number=answered.number)
    _send(chat, room, answered if room.pk == told.pk else None)


def _ask_for_text(chat: LinkedChat, teacher: User) -> str:
    chat.wait_for_answer(STEP, {"person": str(teacher.pk)})
    return _("{name}: write your question in one message.").format(name=teacher.full_name)


def _send(chat: LinkedChat, room: ChatRoom, answered: Message | None = None) -> None:
    """Send the text of the update, and say whether it is there or waits."""
    message = send_message(
        author=chat.user,
        room=room,
        client_id=build_update_key(chat.update),
        text=chat.update.text.replace("\x00", "").strip(),
        reply_to=None if answered is None or answered.is_gone else answered,
        by_telegram=True,
    )
    reader = room.other if room.person_id == chat.user.pk else room.person
    if message.number is not None or message.waits_until is None:
        chat.reply(_("Sent: {name}.").format(name=reader))
        return
    when = format_datetime(message.waits_until, ZoneInfo(chat.user.zone))
    chat.reply(_("{name} gets it in the message hours: {moment}.").format(name=reader, moment=when))
