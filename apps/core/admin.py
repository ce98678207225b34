"""Stored files, uploads, number series and idempotency keys in Django's admin (read-only)."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.core.models import IdempotencyKey, NumberSeries, StoredFile, Upload

__all__ = ["ReadOnlyAdmin"]


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ("original_name", "content_type", "size", "owner", "created_at")
    list_filter = ("content_type",)
    search_fields = ("original_name", "sha256", "path")
    list_select_related = ("owner",)
    ordering = ("-id",)


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ("name", "purpose", "size", "received", "owner", "expires_at", "closed_at")
    list_filter = ("purpose",)
    list_select_related = ("owner",)
    ordering = ("-id",)
    exclude = ("token_sha256",)


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(ReadOnlyAdmin):
    list_display = ("operation", "user", "status", "taken_at")
    list_filter = ("operation",)
    list_select_related = ("user",)
    ordering = ("-id",)
    exclude = ("answer",)


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("name", "last", "leaps")
    ordering = ("name",)
