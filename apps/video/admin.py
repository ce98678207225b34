"""Read-only admin pages of videos."""

from django.contrib import admin

from apps.core.admin_pages import ReadOnlyAdmin
from apps.video.models import FilmCopy, HostedVideo, Playback, Rendition, Subtitles, Transcription, Video


@admin.register(Video)
class VideoAdmin(ReadOnlyAdmin):
    list_display = ("file", "state", "refusal", "percent", "duration_ms", "bytes", "provider", "created_at")
    list_filter = ("state", "provider")
    list_select_related = ("file",)
    search_fields = ("file__original_name",)
    exclude = ("secret", "made")


@admin.register(HostedVideo)
class HostedVideoAdmin(ReadOnlyAdmin):
    list_display = ("provider_id", "video", "created_at", "updated_at")
    list_select_related = ("video",)
    search_fields = ("provider_id", "video__file__original_name")


@admin.register(Rendition)
class RenditionAdmin(ReadOnlyAdmin):
    list_display = ("video", "name", "width", "height", "bandwidth", "bytes")
    list_filter = ("name",)
    list_select_related = ("video",)
    search_fields = ("video__file__original_name",)
    exclude = ("segments",)


@admin.register(Playback)
class PlaybackAdmin(ReadOnlyAdmin):
    list_display = ("user", "video", "place", "position_ms", "expires_at", "ended_at")
    list_filter = ("place",)
    list_select_related = ("user", "video")
    search_fields = ("user__first_name", "user__last_name", "video__file__original_name")
    exclude = ("token_sha256",)


@admin.register(Subtitles)
class SubtitlesAdmin(ReadOnlyAdmin):
    list_display = ("video", "language", "source", "is_published", "doubt", "version", "changed_by", "updated_at")
    list_filter = ("source", "is_published", "language")
    list_select_related = ("video", "changed_by")
    search_fields = ("video__file__original_name",)
    exclude = ("cues",)


@admin.register(Transcription)
class TranscriptionAdmin(ReadOnlyAdmin):
    list_display = ("video", "state", "refusal", "asked_language", "language", "at_ms", "asked_by", "updated_at")
    list_filter = ("state",)
    list_select_related = ("video", "asked_by")
    search_fields = ("video__file__original_name",)
    exclude = ("words", "windows")


@admin.register(FilmCopy)
class FilmCopyAdmin(ReadOnlyAdmin):
    list_display = ("user", "video", "title", "state", "percent", "expires_at", "created_at")
    list_filter = ("state", "place")
    list_select_related = ("user", "video")
    search_fields = ("user__first_name", "user__last_name", "title")
