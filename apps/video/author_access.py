"""Load videos for those who add films to courses and to the media library."""

from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.lookups import get_or_not_found
from apps.courses.access import get_taught_course
from apps.courses.queries import list_taught_courses
from apps.learning.models import CourseFile
from apps.resources.access import get_editable_media
from apps.resources.queries import list_editable_media
from apps.video.models import Subtitles, Video


def get_course_video(user: User, course_id: UUID, file_id: UUID) -> Video:
    """Return the video of a file of a course that the user teaches. Raise NotFound while it has none."""
    files = CourseFile.objects.filter(course=get_taught_course(user, course_id))
    return _get_video(get_or_not_found(files, file_id).file_id)


def get_editable_library_video(user: User, media_id: UUID) -> Video:
    """Return the video of a library file that the user added, or of any for who manages the library."""
    return _get_video(get_editable_media(user, media_id).file_id)


def get_written_video(user: User, video_id: UUID) -> Video:
    """Return a video that is a file of a course that the user teaches, or of the library where the user may change it.
    Raise NotFound for every other.
    """
    files = CourseFile.objects.filter(course__in=list_taught_courses(user).order_by().values("pk")).values("file")
    kept = list_editable_media(user).order_by().values("file")
    rows = Video.objects.filter(Q(file__in=files) | Q(file__in=kept)).select_related("file")
    return get_or_not_found(rows, video_id)


def get_written_subtitles(user: User, video_id: UUID, language: str) -> Subtitles:
    """Return the subtitles of such a video in a language. Raise NotFound where there are none."""
    rows = Subtitles.objects.filter(video=get_written_video(user, video_id), language=language)
    found = rows.select_related("video").first()
    if found is None:
        raise NotFound()
    return found


def _get_video(stored_id: UUID | None) -> Video:
    video = Video.objects.filter(file=stored_id).first() if stored_id else None
    if video is None:
        raise NotFound()
    return video
