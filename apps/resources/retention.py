"""Retention of this app's rows."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("resources.LessonResource", "archived_at", 30 * DAY),
    RetentionRule("resources.Download", "created_at", 800 * DAY),
]

KEPT = {
    "the library; archived entries that nothing uses go at night (`resources.empty_library`)": "resources.MediaFile"
}
