"""Read-only admin pages of videos."""

from apps.core.admin_pages import register_read_only_page
from apps.video.models import FilmCopy, HostedVideo, Playback, Rendition, Subtitles, Transcription, Video

register_read_only_page(
    Video,
    "file state refusal percent duration_ms bytes provider created_at",
    search_fields=("file__original_name",),
    exclude=("secret", "made"),
)
register_read_only_page(
    HostedVideo, "provider_id video created_at updated_at", search_fields=("provider_id", "video__file__original_name")
)
register_read_only_page(
    Rendition,
    "video name width height bandwidth bytes",
    list_filter=("name",),
    search_fields=("video__file__original_name",),
    exclude=("segments",),
)
register_read_only_page(
    Playback,
    "user video place position_ms expires_at ended_at",
    search_fields=("user__first_name", "user__last_name", "video__file__original_name"),
    exclude=("token_sha256",),
)
register_read_only_page(
    Subtitles,
    "video language source is_published doubt version changed_by updated_at",
    list_filter=("source", "is_published", "language"),
    search_fields=("video__file__original_name",),
    exclude=("cues",),
)
register_read_only_page(
    Transcription,
    "video state refusal asked_language language at_ms asked_by updated_at",
    search_fields=("video__file__original_name",),
    exclude=("words", "windows"),
)
register_read_only_page(FilmCopy, "user video title state percent expires_at created_at")
