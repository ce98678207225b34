"""How long rows of this app are kept, and those of Django's own admin."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [
    Retention(
        "settings.AuditLog", "created_at", setting="audit_keep_days", by="apps.settings.audit_retention.remove_entries"
    ),
    Retention("admin.LogEntry", "action_time", timedelta(days=400)),
    Retention("sessions.Session", "expire_date", timedelta(days=1)),
]

KEPT = {
    "settings.SystemSettings": "one row",
    "settings.Branch": "one row for each building",
    "settings.AuditValues": "goes with its entry of the audit log",
}
