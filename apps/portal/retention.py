"""How long rows of this app are kept; a file without its row goes with the same clean-up."""

from datetime import timedelta

from apps.core.retention import Retention

ARCHIVE_LIFE = timedelta(days=7)

RETENTION = [Retention("portal.ExportRequest", "created_at", ARCHIVE_LIFE)]

KEPT = {
    "portal.ErasureRequest": "the proof that somebody was erased",
    "portal.TelegramTalk": "one row for each chat",
}
