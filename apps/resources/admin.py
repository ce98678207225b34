"""Read-only admin pages of materials."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.resources.models import Download, LessonResource, MediaFile


@admin.register(MediaFile)
class MediaFileAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "file", "url", "added_by", "archived_at", "created_at")
    list_filter = ("kind",)
    list_select_related = ("file", "added_by")
    search_fields = ("title",)


@admin.register(LessonResource)
class LessonResourceAdmin(ReadOnlyAdmin):
    list_display = ("title", "lesson", "course", "position", "added_by", "archived_at", "created_at")
    list_select_related = ("lesson", "course", "added_by")
    search_fields = ("title",)


@admin.register(Download)
class DownloadAdmin(ReadOnlyAdmin):
    list_display = ("resource", "use", "user", "created_at")
    list_filter = ("use",)
    list_select_related = ("resource", "user")
