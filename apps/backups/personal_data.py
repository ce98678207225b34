"""Records of backups lead to nobody; what lies in the backups themselves runs out with them (docs/backup.md)."""

from apps.core.personal_data import Impersonal

IMPERSONAL = [Impersonal("backups.BackupRun")]
