"""Pupils' films are watched where their attempts are read."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.homework.access import get_hearable_attempt
from apps.video.models import PlaybackPlace, Video
from apps.video.places import VideoPlace
from apps.video.queries import find_stored_video


def _get_attempt_video(user: User, attempt_id: UUID, block: UUID | None) -> Video:
    stored = get_hearable_attempt(user, attempt_id).file_id
    video = find_stored_video(stored) if stored else None
    if video is None:
        raise NotFound()
    return video


def _get_attempt_title(user: User, attempt_id: UUID, block: UUID | None) -> str:
    return get_hearable_attempt(user, attempt_id).homework.assignment.title


VIDEO_PLACES = [VideoPlace(PlaybackPlace.ATTEMPT, "homework.read", _get_attempt_video, _get_attempt_title)]
