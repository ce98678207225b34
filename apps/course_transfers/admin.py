"""Read-only admin pages of course packages."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.course_transfers.models import CourseExport, CourseImport


@admin.register(CourseExport)
class CourseExportAdmin(ReadOnlyAdmin):
    list_display = ("course", "format", "source", "state", "by", "created_at", "expires_at")
    list_filter = ("format", "state")
    list_select_related = ("course", "by")
    search_fields = ("course__slug",)


@admin.register(CourseImport)
class CourseImportAdmin(ReadOnlyAdmin):
    list_display = ("name", "format", "state", "course", "by", "created_at")
    list_filter = ("format", "state")
    list_select_related = ("course", "by")
    search_fields = ("name", "course__slug")
