"""Records of backups contain no personal data; data inside backups expires with them (docs/backup.md)."""

from apps.core.personal_data import NonPersonalModel

IMPERSONAL = [NonPersonalModel("backups.BackupRun")]
