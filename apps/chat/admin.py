"""Read-only admin pages of chat. Words of messages stand in the app, for who may read the room."""

from django.contrib import admin

from apps.chat.models import Block, ChatRoom, Message, MessageVersion, Reaction, ReadPosition
from apps.core.admin_pages import ReadOnlyAdmin


@admin.register(ChatRoom)
class ChatRoomAdmin(ReadOnlyAdmin):
    list_display = ("kind", "branch", "course", "group", "lesson", "person", "other", "last_number", "last_at")
    list_select_related = ("branch", "course", "group", "lesson", "person", "other")
    list_filter = ("kind",)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("room", "number", "author", "waits_until", "sent_at", "edited_at", "deleted_at", "created_at")
    list_select_related = ("room", "author")
    exclude = ("text",)


@admin.register(MessageVersion)
class MessageVersionAdmin(ReadOnlyAdmin):
    list_display = ("message", "created_at")
    list_select_related = ("message",)
    exclude = ("text",)


@admin.register(Reaction)
class ReactionAdmin(ReadOnlyAdmin):
    list_display = ("message", "user", "kind", "created_at")
    list_select_related = ("message", "user")


@admin.register(ReadPosition)
class ReadPositionAdmin(ReadOnlyAdmin):
    list_display = ("room", "user", "number", "updated_at")
    list_select_related = ("room", "user")


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    list_display = ("blocker", "blocked", "created_at")
    list_select_related = ("blocker", "blocked")
