"""Requests for personal data in Django's admin, read-only."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.portal.models import ErasureRequest, ExportRequest, TelegramTalk


class _RequestAdmin(ReadOnlyAdmin):
    list_select_related = ("person",)
    ordering = ("-id",)


@admin.register(ExportRequest)
class ExportRequestAdmin(_RequestAdmin):
    """Requested archives."""

    list_display = ("person", "state", "created_at", "expires_at")
    list_filter = ("state",)
    exclude = ("file",)


@admin.register(ErasureRequest)
class ErasureRequestAdmin(_RequestAdmin):
    """Erasure requests."""

    list_display = ("person", "state", "created_at", "decided_at", "done_at")
    list_filter = ("state",)


@admin.register(TelegramTalk)
class TelegramTalkAdmin(ReadOnlyAdmin):
    """State of linked chats."""

    list_display = ("link", "child", "step", "expires_at")
    list_select_related = ("link", "child")
    ordering = ("-id",)
