"""Read-only admin pages of registers. Marks and coins change over the API only."""

from apps.attendance.models import (
    AbsenceAlert,
    AbsenceNotice,
    Attendance,
    AttendanceHistory,
    AttendanceStatus,
    Excuse,
    MakeUp,
)
from apps.core.admin_pages import register_read_only_page

register_read_only_page(
    AttendanceStatus, "code counts_as charged coins built_in position archived_at", ordering=("position", "id")
)
register_read_only_page(
    Attendance,
    "lesson student status minutes_late source marked_at marked_by revision",
    list_filter=("source", "status"),
    search_fields=("student__first_name", "student__last_name", "lesson__group__name"),
    date_hierarchy="marked_at",
)
register_read_only_page(AttendanceHistory, "created_at lesson student from_status to_status changed_by reason")
register_read_only_page(MakeUp, "created_at mark lesson by")
register_read_only_page(Excuse, "student starts_on ends_on state asked_by decided_by decided_at")
register_read_only_page(AbsenceAlert, "created_at group student absences closed_at")
register_read_only_page(AbsenceNotice, "updated_at lesson student absent")
