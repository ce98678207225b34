"""Read-only admin pages of interactive packages."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.packages.models import LearnerPackage, Package


@admin.register(Package)
class PackageAdmin(ReadOnlyAdmin):
    list_display = ("file", "kind", "state", "refusal", "files", "bytes", "created_at")
    list_filter = ("kind", "state")
    list_select_related = ("file",)
    search_fields = ("file__original_name",)


@admin.register(LearnerPackage)
class LearnerPackageAdmin(ReadOnlyAdmin):
    list_display = ("user", "lesson", "is_draft", "score", "completed_at", "updated_at")
    list_select_related = ("user", "lesson")
    search_fields = ("user__first_name", "user__last_name", "lesson__title")
    exclude = ("token",)
