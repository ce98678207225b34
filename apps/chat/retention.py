"""How long messages are kept."""

from apps.chat.services.retention import remove_old_messages
from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("chat.Message", "created_at", setting="chat_keep_days", by=remove_old_messages)]

KEPT = {
    "one for each course, group, lesson and pair of people": "chat.ChatRoom",
    "goes with its message": "chat.MessageVersion chat.Reaction",
    "one for each person and room": "chat.ReadPosition",
    "a choice of the person": "chat.Block",
}
