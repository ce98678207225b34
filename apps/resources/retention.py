"""Retention of this app's rows."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("resources.LessonResource", "archived_at", timedelta(days=30)),
    RetentionRule("resources.Download", "created_at", timedelta(days=800)),
]

KEPT = {
    "resources.MediaFile": "the library; archived entries that nothing uses go at night (`resources.empty_library`)"
}
