"""Personal data of chat. A message of an erased person stays as a deleted one: numbers of a room have no gap."""

from typing import Any

from django.db.models.functions import Now

from apps.chat.models import Message, MessageVersion
from apps.core.personal_data import DELETE, KEEP, PersonalData, PersonIdentifiers

ERASED: dict[str, Any] = {"text": "", "voice": None, "deleted_at": Now()}

PERSONAL_DATA = [
    PersonalData(
        "chat.Message", "author", KEEP, "id created_at room number text sent_at edited_at", empty=ERASED, loose="text"
    ),
    PersonalData("chat.Message", "deleted_by", KEEP, "id created_at", empty={"deleted_by": None}, own=False),
    PersonalData("chat.MessageVersion", "message__author", DELETE, "created_at message text", loose="text"),
    PersonalData("chat.Reaction", "user", DELETE, "created_at message kind"),
    PersonalData("chat.ReadPosition", "user", DELETE, "room number updated_at"),
    PersonalData("chat.Block", "blocker", DELETE, "created_at blocked"),
    PersonalData("chat.Block", "blocked", DELETE, own=False),
    PersonalData("chat.ChatRoom", "person", KEEP, "id created_at kind other branch"),
    PersonalData("chat.ChatRoom", "other", KEEP, "id created_at kind person branch"),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person's name from messages of others."""
    identifiers.scrub_column(Message.objects.all(), "text")
    identifiers.scrub_column(MessageVersion.objects.all(), "text")
