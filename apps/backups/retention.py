"""How long records of backups are kept; the backups themselves by BACKUP_KEEP (`apps.backups.pruning`)."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [Retention("backups.BackupRun", "started_at", timedelta(days=800))]
