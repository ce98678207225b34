"""Requests for people's data in Django's admin, to look at."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.portal.models import ErasureRequest, ExportRequest, TelegramTalk


class _RequestAdmin(ReadOnlyAdmin):
    list_select_related = ("person",)
    ordering = ("-id",)


@admin.register(ExportRequest)
class ExportRequestAdmin(_RequestAdmin):
    """Archives that were asked for."""

    list_display = ("person", "state", "created_at", "expires_at")
    list_filter = ("state",)
    exclude = ("file",)


@admin.register(ErasureRequest)
class ErasureRequestAdmin(_RequestAdmin):
    """People to erase and erased."""

    list_display = ("person", "state", "created_at", "decided_at", "done_at")
    list_filter = ("state",)


@admin.register(TelegramTalk)
class TelegramTalkAdmin(ReadOnlyAdmin):
    """What linked chats remember."""

    list_display = ("link", "child", "step", "expires_at")
    list_select_related = ("link", "child")
    ordering = ("-id",)
