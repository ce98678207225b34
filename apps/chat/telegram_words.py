"""Whether a direct message goes to its reader's Telegram chat with its words, and what those are when it is sent.

Other notices of chat hold no words: they stay on this server. Two messages are different, as who is concerned has
chosen Telegram: one that was written in the bot, and an answer to somebody who wrote last in the bot.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.chat.models import ChatKind, ChatRoom, Message, ReadPosition
from apps.notifications.addresses import get_contact_address
from apps.notifications.channels import Channel
from apps.notifications.preferences import choose_channels, is_type_muted
from apps.notifications.types import get_notification_types_by_name

MESSAGE = "chat.message"


def goes_with_words(message: Message, reader: User) -> bool:
    """Return whether one of the two people of a conversation gets the message in Telegram with its words: it or the
    reader's last one was written there, and the reader wants and can get such notices there. Guardians who read along
    never do: they are no readers of a message.
    """
    room = message.room
    if room.kind != ChatKind.DIRECT or reader.pk not in (room.person_id, room.other_id):
        return False
    if not (message.by_telegram or wrote_last_by_telegram(reader, room)):
        return False
    choice = choose_channels(reader, get_notification_types_by_name()[MESSAGE])
    return Channel.TELEGRAM in choice.external and not get_contact_address(reader, Channel.TELEGRAM, MESSAGE).reason


def wrote_last_by_telegram(person: User, room: ChatRoom) -> bool:
    """Return whether the person's newest message in the room that is not deleted or hidden was written in the bot."""
    own = Message.objects.filter(room=room, author=person, deleted_at__isnull=True, hidden_at__isnull=True)
    own = own.order_by("-id")
    return bool(own.values_list("by_telegram", flat=True).first())


def get_words(data: Mapping[str, Any]) -> Mapping[str, str] | None:
    """Return the words of a message as it is now, for a notice that is sent now. None when it is deleted or hidden,
    when its reader has read it or switched such notices off, and when they were changed in the app since, or the
    reader wrote there.
    """
    rows = Message.objects.select_related("room__person", "room__other")
    message = rows.filter(pk=UUID(data["message"]), room__kind=ChatKind.DIRECT).first()
    if message is None or message.is_gone:
        return None
    room = message.room
    reader = room.other if message.author_id == room.person_id else room.person
    if reader is None or not (message.by_telegram or wrote_last_by_telegram(reader, room)):
        return None
    if is_type_muted(reader, get_notification_types_by_name()[MESSAGE], Channel.TELEGRAM):
        return None
    if ReadPosition.objects.filter(room=room, user=reader, number__gte=message.number or 0).exists():
        return None
    with override(reader.locale):
        heard = [_("A voice note: listen to it in the app.")] if message.voice_id is not None else []
    return {"text": "\n".join([*filter(None, [message.text]), *heard])}
