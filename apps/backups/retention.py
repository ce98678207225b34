"""How long records of backups are kept; BACKUP_KEEP limits the backups themselves (`apps.backups.pruning`)."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("backups.BackupRun", "started_at", 800 * DAY)]
