"""Retention of this app's rows. Marks and what belongs to them are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("attendance.AbsenceNotice", "created_at", 400 * DAY)]
"""Longer than a register can be changed."""

KEPT = {
    "the centre's statuses": "attendance.AttendanceStatus",
    "a pupil's record; bills and pay hang on it": "attendance.Attendance",
    "who marked what: a pupil's record": "attendance.AttendanceHistory",
    "a pupil's record": "attendance.MakeUp attendance.Excuse attendance.AbsenceAlert",
}
