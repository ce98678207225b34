"""How long rows of the portal are kept; a file is deleted with its row."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

ARCHIVE_LIFE = 7 * DAY

RETENTION = [RetentionRule("portal.ExportRequest", "created_at", ARCHIVE_LIFE)]

KEPT = {"the proof of an erasure": "portal.ErasureRequest", "one row for each chat": "portal.TelegramTalk"}
