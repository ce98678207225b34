"""Retention of this app's rows."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [RetentionRule("video.Playback", "expires_at", 400 * DAY)]

KEPT = {
    "goes with the file that it was made from": "video.Video video.Rendition",
    "go with their video": "video.Subtitles video.Transcription",
    "the job `video.delete_at_vdocipher` deletes it when VdoCipher has deleted the film": "video.HostedVideo",
    "the job `video.remove_copies` deletes it, with its file, within an hour after its time is over": "video.FilmCopy",
}
"""Why other rows of this app are kept without an age limit."""
