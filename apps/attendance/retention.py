"""Retention of this app's rows. Marks and what belongs to them are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("attendance.AbsenceNotice", "created_at", timedelta(days=400))]
"""Longer than a register can be changed."""

KEPT = {
    "attendance.AttendanceStatus": "the centre's statuses",
    "attendance.Attendance": "a pupil's record; bills and pay hang on it",
    "attendance.AttendanceHistory": "who marked what: a pupil's record",
    "attendance.MakeUp": "a pupil's record",
    "attendance.Excuse": "a pupil's record",
    "attendance.AbsenceAlert": "a pupil's record",
}
