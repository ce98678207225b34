"""Retention of this app's rows."""

from datetime import timedelta

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("video.Playback", "expires_at", 400 * DAY),
    RetentionRule("video.FilmCopy", "expires_at", timedelta(0), by="apps.video.services.copies.delete_expired_copies"),
]

KEPT = {
    "goes with the file that it was made from": "video.Video video.Rendition",
    "go with their video": "video.Subtitles video.Transcription",
}
"""Why other rows of this app are kept without an age limit."""
