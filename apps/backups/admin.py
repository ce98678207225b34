"""Backups in Django's admin: to look at."""

from django.contrib import admin

from apps.backups.models import BackupRun
from apps.core.admin import ReadOnlyAdmin


@admin.register(BackupRun)
class BackupRunAdmin(ReadOnlyAdmin):
    list_display = (
        *("started_at", "finished_at", "ok", "name", "place", "size", "copied", "files", "missing", "reason"),
        "left_over",
    )
    list_filter = ("ok",)
    search_fields = ("name", "place")
    ordering = ("-started_at",)
