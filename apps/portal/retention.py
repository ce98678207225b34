"""How long rows of the portal are kept; a file is deleted with its row."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

ARCHIVE_LIFE = 7 * DAY

RETENTION = [
    RetentionRule("portal.ExportRequest", "created_at", ARCHIVE_LIFE),
    RetentionRule("portal.FamilyAnswer", "created_at", 400 * DAY),
    RetentionRule("portal.FamilyMessage", "created_at", 400 * DAY),
]

KEPT = {
    "the proof of an erasure": "portal.ErasureRequest",
    "one row for each chat": "portal.TelegramTalk",
    "the centre's own words": "portal.FamilyTemplate",
}
