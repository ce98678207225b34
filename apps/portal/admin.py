"""Requests for people's data in Django's admin, to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.portal.models import ErasureRequest, ExportRequest


class LookAdmin(ModelAdmin):  # type: ignore[misc]
    """Rows to look at."""

    list_select_related = ("person",)
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ExportRequest)
class ExportRequestAdmin(LookAdmin):
    """Archives that were asked for."""

    list_display = ("person", "state", "created_at", "expires_at")
    list_filter = ("state",)
    exclude = ("file",)


@admin.register(ErasureRequest)
class ErasureRequestAdmin(LookAdmin):
    """People to erase and erased."""

    list_display = ("person", "state", "created_at", "decided_at", "done_at")
    list_filter = ("state",)
