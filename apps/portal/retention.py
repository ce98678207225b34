"""How long rows of the portal are kept; a file is deleted with its row."""

from datetime import timedelta

from apps.core.retention import RetentionRule

ARCHIVE_LIFE = timedelta(days=7)

RETENTION = [RetentionRule("portal.ExportRequest", "created_at", ARCHIVE_LIFE)]

KEPT = {"portal.ErasureRequest": "the proof of an erasure", "portal.TelegramTalk": "one row for each chat"}
