"""Read-only admin pages of chat. Words of messages stand in the app, for who may read the room."""

from apps.chat.models import Block, ChatRoom, Message, MessageVersion, Reaction, ReadPosition
from apps.core.admin_pages import register_read_only_page

register_read_only_page(ChatRoom, "kind branch course group lesson person other last_number last_at")
register_read_only_page(
    Message, "room number author waits_until sent_at edited_at deleted_at created_at", exclude=("text",)
)
register_read_only_page(MessageVersion, "message created_at", exclude=("text",))
register_read_only_page(Reaction, "message user kind created_at")
register_read_only_page(ReadPosition, "room user number updated_at")
register_read_only_page(Block, "blocker blocked created_at")
