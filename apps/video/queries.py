"""Reads of videos."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from apps.accounts.models import User
from apps.jobs.queries import count_ready_processes
from apps.learning.models import CourseFile
from apps.settings.queries import get_system_settings
from apps.video.models import FilmCopy, Subtitles, Transcription, Video
from apps.video.places import all_video_places

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


def are_copies_made(place: str) -> bool:
    """Return whether viewers of films at this place (`apps.video.places`) may ask for copies now."""
    return get_system_settings().film_copies and all_video_places()[place].get_title is not None


def list_own_copies(user: User, *, state: str | None = None) -> QuerySet[FilmCopy]:
    """Return the copies of films that a viewer has or waits for, and refused ones; with a `state`, those in it."""
    rows = FilmCopy.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), user=user)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("video", "file")
