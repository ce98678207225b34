"""How long rows of this app are kept, and those of Django's own admin."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.settings.audit_retention import delete_old_audit_logs

RETENTION = [
    RetentionRule("settings.AuditLog", "created_at", setting="audit_keep_days", by=delete_old_audit_logs),
    RetentionRule("admin.LogEntry", "action_time", 400 * DAY),
    RetentionRule("sessions.Session", "expire_date", DAY),
]

KEPT = {
    "one row": "settings.SystemSettings",
    "one row for each building": "settings.Branch",
    "goes with its entry of the audit log": "settings.AuditValues",
}
