"""Reads of videos."""

from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from apps.jobs.queries import count_ready_processes
from apps.learning.models import CourseFile
from apps.video.models import Subtitles, Transcription, Video

BLOCK_KIND = "video"


def find_course_video(file_id: UUID) -> Video | None:
    """Return the video of a course file, or None while it has none."""
    return Video.objects.filter(file__in=CourseFile.objects.filter(pk=file_id).values("file")).first()


def find_stored_video(stored_id: UUID) -> Video | None:
    """Return the video of a stored file, such as that of a library file, or None while it has none."""
    return Video.objects.filter(file=stored_id).first()


def list_subtitles(video: Video) -> QuerySet[Subtitles]:
    """Return the subtitles of a video by language, without their cues: `cue_count` is how many they have."""
    count: RawSQL = RawSQL("jsonb_array_length(cues)", ())
    return Subtitles.objects.filter(video=video).annotate(cue_count=count).defer("cues").order_by("language")


def list_published_languages(video: Video) -> list[str]:
    """Return the languages in which viewers of a video get subtitles."""
    rows = Subtitles.objects.filter(video=video, is_published=True).order_by("language")
    return list(rows.values_list("language", flat=True))


def find_published_subtitles(video: Video, language: str) -> Subtitles | None:
    """Return the subtitles that viewers of a video get in a language."""
    return Subtitles.objects.filter(video=video, language=language, is_published=True).first()


def find_transcription(video: Video) -> Transcription | None:
    """Return what speech is doing about the subtitles of a video, or why it made none."""
    return Transcription.objects.filter(video=video).select_related("video").first()


def is_speech_on() -> bool:
    """Return whether a process of this centre recognises speech now."""
    return count_ready_processes("speech") > 0
