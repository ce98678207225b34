"""How long records of backups are kept; BACKUP_KEEP limits the backups themselves (`apps.backups.pruning`)."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("backups.BackupRun", "started_at", timedelta(days=800))]
