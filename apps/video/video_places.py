"""Places of videos: course lessons, their drafts, materials, the media library."""

from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.learning.access import get_draft_lesson, get_readable_lesson
from apps.learning.models import CourseFile, LessonVersion
from apps.learning.outlines import OutlineLesson
from apps.resources.access import get_media, get_visible_resource
from apps.resources.models import MediaFile
from apps.video.models import PlaybackPlace, Video
from apps.video.places import VideoPlace
from apps.video.queries import BLOCK_KIND, find_stored_video


def _get_lesson_video(user: User, lesson_id: UUID, block: UUID | None) -> Video:
    standing, lesson = get_readable_lesson(user, lesson_id)
    return _find_block_video(standing.course.pk, _get_blocks(lesson), block)


def _get_lesson_title(user: User, lesson_id: UUID, block_id: UUID | None) -> str:
    """Return the title of the block, or of its lesson where it has none."""
    _, lesson = get_readable_lesson(user, lesson_id)
    titles = [block["title"] for block in _get_blocks(lesson) if block["id"] == str(block_id)]
    return next(iter(filter(None, titles)), lesson.title)


def _get_blocks(lesson: OutlineLesson) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = LessonVersion.objects.values_list("blocks", flat=True).get(pk=lesson.version)
    return blocks


def _get_draft_video(user: User, lesson_id: UUID, block: UUID | None) -> Video:
    lesson = get_draft_lesson(user, lesson_id)
    return _find_block_video(lesson.course_id, lesson.blocks, block)


def _get_material_video(user: User, resource_id: UUID, block: UUID | None) -> Video:
    return _get_media_video(get_visible_resource(user, resource_id).media)


def _get_material_title(user: User, resource_id: UUID, block: UUID | None) -> str:
    return get_visible_resource(user, resource_id).title


def _get_library_video(user: User, media_id: UUID, block: UUID | None) -> Video:
    return _get_media_video(get_media(user, media_id))


def _get_media_video(media: MediaFile) -> Video:
    video = find_stored_video(media.file_id) if media.file_id else None
    if video is None:
        raise NotFound()
    return video


def _find_block_video(course_id: UUID, blocks: list[dict[str, Any]], block_id: UUID | None) -> Video:
    for block in blocks:
        if block["id"] == str(block_id) and block["kind"] == BLOCK_KIND and block["file"]:
            files = CourseFile.objects.filter(course=course_id, pk=block["file"]).values("file")
            if video := Video.objects.filter(file__in=files).first():
                return video
    raise NotFound()


VIDEO_PLACES = [
    VideoPlace(PlaybackPlace.LESSON, "learning.learn", _get_lesson_video, _get_lesson_title),
    VideoPlace(PlaybackPlace.DRAFT, "learning.write", _get_draft_video),
    VideoPlace(PlaybackPlace.MATERIAL, "resources.read", _get_material_video, _get_material_title),
    VideoPlace(PlaybackPlace.LIBRARY, "resources.library", _get_library_video),
]
