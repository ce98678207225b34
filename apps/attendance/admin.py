"""Read-only admin pages of registers. Marks and coins change over the API only."""

from django.contrib import admin

from apps.attendance.models import (
    AbsenceAlert,
    AbsenceNotice,
    Attendance,
    AttendanceHistory,
    AttendanceStatus,
    Excuse,
    MakeUp,
)
from apps.core.admin_pages import ReadOnlyAdmin


@admin.register(AttendanceStatus)
class AttendanceStatusAdmin(ReadOnlyAdmin):
    list_display = ("code", "counts_as", "charged", "coins", "built_in", "position", "archived_at")
    list_filter = ("counts_as", "built_in")
    ordering = ("position", "id")


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    list_display = ("lesson", "student", "status", "minutes_late", "source", "marked_at", "marked_by", "revision")
    list_filter = ("source", "status")
    list_select_related = ("lesson", "student", "status", "marked_by")
    search_fields = ("student__first_name", "student__last_name", "lesson__group__name")
    date_hierarchy = "marked_at"


@admin.register(AttendanceHistory)
class AttendanceHistoryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "lesson", "student", "from_status", "to_status", "changed_by", "reason")
    list_select_related = ("lesson", "student", "from_status", "to_status", "changed_by")
    search_fields = ("student__first_name", "student__last_name")


@admin.register(MakeUp)
class MakeUpAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "mark", "lesson", "by")
    list_select_related = ("mark", "lesson", "by")


@admin.register(Excuse)
class ExcuseAdmin(ReadOnlyAdmin):
    list_display = ("student", "starts_on", "ends_on", "state", "asked_by", "decided_by", "decided_at")
    list_filter = ("state",)
    list_select_related = ("student", "asked_by", "decided_by")
    search_fields = ("student__first_name", "student__last_name")


@admin.register(AbsenceAlert)
class AbsenceAlertAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "group", "student", "absences", "closed_at")
    list_select_related = ("group", "student")


@admin.register(AbsenceNotice)
class AbsenceNoticeAdmin(ReadOnlyAdmin):
    list_display = ("updated_at", "lesson", "student", "absent")
    list_select_related = ("lesson", "student")
