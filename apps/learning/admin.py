"""Read-only admin pages of enrolments."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.learning.models import Enrollment


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnlyAdmin):
    list_display = ("user", "course", "source", "state", "starts_at", "until", "progress")
    list_filter = ("source", "state")
    list_select_related = ("user", "course")
    search_fields = ("user__first_name", "user__last_name", "course__slug")
