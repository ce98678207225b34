"""Load videos for the person who may watch them now, and playbacks by their tokens."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import Session, User
from apps.accounts.tokens import hash_token
from apps.core.durations import SECOND
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.lookups import get_or_not_found
from apps.core.models import StoredFile
from apps.courses.access import get_taught_course
from apps.learning.models import CourseFile
from apps.resources.access import get_media
from apps.video.models import FilmCopy, Playback, Video
from apps.video.places import all_video_places
from apps.video.queries import are_copies_made, find_stored_video, list_own_copies

CHECKED_FOR = 10 * SECOND
"""A player asks for five playlists and keys at once: whether the viewer may watch is asked anew after this time."""


def get_video(user: User, place: str, place_id: UUID, block: UUID | None = None) -> Video:
    """Return the video of a place (`apps.video.places`) that the user may watch now.

    Raise NotFound, and of a lesson Forbidden `not_enrolled` or `lesson_locked` (`learning.access.get_readable_lesson`).
    """
    declared = all_video_places()[place]
    if not has_permission(user, declared.permission):
        raise NotFound()
    return declared.get_video(user, place_id, block)


def get_playback_for_player(token: str, *, network: str) -> Playback:
    """Return the playback of a token, for a request that carries nothing else: of a viewer who is signed in on the
    device that asked for it, and who may watch the video now or did CHECKED_FOR ago.

    Raise NotFound for every other token, Forbidden `other_network` for a client of another network: it asks for a new
    token.
    """
    playback = _get(_list_running().filter(user__is_active=True), token)
    _check_network(playback, network)
    now = timezone.now()
    if now - playback.checked_at >= CHECKED_FOR:
        try:
            _check_video(playback)
        except Forbidden as error:
            raise NotFound() from error
        Playback.objects.filter(pk=playback.pk).update(checked_at=now)
    return playback


def get_own_playback(session: Session, token: str, *, network: str) -> Playback:
    """Return a running playback that this session asked for. Raise NotFound for every other token, Forbidden
    `other_network`, and what `get_video` raises when the viewer may watch the video no more.
    """
    playback = _get(_list_running().select_related("user__own_role").filter(session=session), token)
    _check_network(playback, network)
    _check_video(playback)
    return playback


def get_playback_of_session(session: Session, token: str) -> Playback:
    """Return a running playback that this session asked for, from any network. Raise NotFound for every other token."""
    return _get(_list_running().filter(session=session), token)


def get_playback_to_copy(session: Session, token: str, *, network: str) -> Playback:
    """Return the playback of a film that its viewer may have a copy of, as `get_own_playback` does. Raise NotFound
    while the centre gives no copies, and where there are none.
    """
    playback = get_own_playback(session, token, network=network)
    if not are_copies_made(playback.place):
        raise NotFound()
    return playback


def get_own_copy(user: User, copy_id: UUID) -> FilmCopy:
    """Return a copy that this viewer asked for."""
    return get_or_not_found(list_own_copies(user), copy_id)


def get_copy_to_download(user: User, copy_id: UUID) -> FilmCopy:
    """Return a viewer's own copy that is ready, of a film that they may still watch where they asked for it. Raise
    NotFound for every other, and while the centre gives no copies.
    """
    copy = get_own_copy(user, copy_id)
    if copy.file is None or not are_copies_made(copy.place):
        raise NotFound()
    try:
        video = get_video(user, copy.place, copy.place_id, copy.block)
    except Forbidden as error:
        raise NotFound() from error
    if video != copy.video:
        raise NotFound()
    return copy


def get_course_film(user: User, course_id: UUID, file_id: UUID) -> Video:
    """Return the video of a file of a course that the user writes; of a film that was added a moment ago, a waiting one
    that is not stored. Raise NotFound for a file that is no film.
    """
    course = get_taught_course(user, course_id)
    return _find_film(get_or_not_found(CourseFile.objects.filter(course=course).select_related("file"), file_id).file)


def get_library_film(user: User, media_id: UUID) -> Video:
    """Return the video of a library file as `get_course_film` does."""
    return _find_film(get_media(user, media_id).file)


def _find_film(stored: StoredFile | None) -> Video:
    video = find_stored_video(stored.pk) if stored else None
    if video is None and (stored is None or not stored.content_type.startswith("video/")):
        raise NotFound()
    return video or Video(file=stored)


def _list_running() -> QuerySet[Playback]:
    now = timezone.now()
    rows = Playback.objects.select_related("video")
    return rows.filter(
        ended_at__isnull=True, expires_at__gt=now, session__ended_at__isnull=True, session__expires_at__gt=now
    )


def _get(rows: QuerySet[Playback], token: str) -> Playback:
    playback = rows.filter(token_sha256=hash_token(token)).first()
    if playback is None:
        raise NotFound()
    return playback


def _check_network(playback: Playback, network: str) -> None:
    if playback.network != network:
        raise Forbidden(_("Your network has changed. The film goes on in a moment."), code=ErrorCode.OTHER_NETWORK)


def _check_video(playback: Playback) -> None:
    if get_video(playback.user, playback.place, playback.place_id, playback.block) != playback.video:
        raise NotFound()
