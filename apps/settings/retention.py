"""How long rows of this app are kept, and those of Django's own admin."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule(
        "settings.AuditLog",
        "created_at",
        setting="audit_keep_days",
        by="apps.settings.audit_retention.delete_old_audit_logs",
    ),
    RetentionRule("admin.LogEntry", "action_time", timedelta(days=400)),
    RetentionRule("sessions.Session", "expire_date", timedelta(days=1)),
]

KEPT = {
    "settings.SystemSettings": "one row",
    "settings.Branch": "one row for each building",
    "settings.AuditValues": "goes with its entry of the audit log",
}
