"""Writes of playbacks: a viewer begins to watch, goes on, and ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Session, User
from apps.accounts.tokens import generate_token_and_hash
from apps.core.durations import MINUTE
from apps.core.errors import Conflict, ErrorCode, Unavailable
from apps.core.uow import unit_of_work
from apps.learning.models import LessonProgress
from apps.video.models import Playback, PlaybackPlace, Provider, Video, VideoState
from apps.video.vdocipher.client import OneTimePassword, ProviderAway, ProviderRefused, Watermark, create_otp

log = structlog.get_logger(__name__)

LIFE = 5 * MINUTE
"""How long a token gives keys after the last heartbeat."""
MOST_AT_ONCE = 2
END_MS = 10_000
"""Who stopped this close to the end begins anew."""
MOST_SPEED = 2
WATERMARK_DIGITS = 4


@dataclass(frozen=True)
class StartedPlayback:
    """A new playback, its token, which is kept nowhere, and where to go on. `otp`: of a video at VdoCipher."""

    playback: Playback
    token: str
    position_ms: int
    otp: OneTimePassword | None = None


def start_playback(
    *, session: Session, video: Video, place: str, place_id: UUID, block: UUID | None, network: str
) -> StartedPlayback:
    """Give a viewer, who may watch the video at this place, a playback token.

    A viewer watches on two devices at most. What the same device watched before makes room, so that who loads the page
    again is never refused. Raise Conflict `video_not_ready`, and `playback_limit` while two other devices watch;
    Unavailable `provider_away` when the host of the video does not answer.
    """
    if video.state != VideoState.READY:
        text = (
            _("This film cannot be shown.") if video.state == VideoState.REFUSED else _("This film is not ready yet.")
        )
        raise Conflict(text, code=ErrorCode.VIDEO_NOT_READY)
    token, digest = generate_token_and_hash()
    where: dict[str, Any] = {"user": session.user, "video": video, "place": place, "place_id": place_id, "block": block}
    now = timezone.now()
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=session.user_id)
        _make_room(session, video, now)
        position = _find_position(**where)
        playback = Playback.objects.create(
            token_sha256=digest, session=session, network=network, expires_at=now + LIFE, position_ms=position, **where
        )
    otp = _fetch_otp(playback) if video.provider == Provider.VDOCIPHER else None
    return StartedPlayback(playback, token, position, otp)


def renew_playback(*, playback: Playback, position_ms: int, watched_ms: int) -> Playback:
    """Record where a viewer, who may watch the video now, is, and let the token give keys for five minutes more.

    `watched_ms`: how much the player played since it began; it never falls, and grows by twice the time at most.
    """
    now = timezone.now()
    most = MOST_SPEED * int((now - playback.created_at).total_seconds() * 1000)
    playback.position_ms = min(position_ms, playback.video.duration_ms or 0)
    playback.watched_ms = max(playback.watched_ms, min(watched_ms, most))
    playback.expires_at, playback.checked_at = now + LIFE, now
    playback.save(update_fields=["position_ms", "watched_ms", "expires_at", "checked_at", "updated_at"])
    return playback


def end_playback(*, playback: Playback) -> None:
    """End a playback: its token gives nothing any more, and another device may watch."""
    Playback.objects.filter(pk=playback.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def build_watermark(user: User) -> str:
    """Return what the player draws over the film: the name, and the last digits of the phone if there is one."""
    return " · ".join(filter(None, (user.full_name, (user.phone or "")[-WATERMARK_DIGITS:])))


def _fetch_otp(playback: Playback) -> OneTimePassword:
    """Return a password for this playback. Raise Unavailable and end the playback when VdoCipher gives none."""
    watermark = Watermark(build_watermark(playback.user))
    try:
        return create_otp(playback.video.provider_id, watermark=watermark, viewer=str(playback.user_id))
    except (ProviderAway, ProviderRefused) as error:
        log.warning("no password for a playback", reason=str(error))
        end_playback(playback=playback)
        text = _("The host of this film does not answer. Please try again.")
        raise Unavailable(text, code=ErrorCode.PROVIDER_AWAY) from error


def _make_room(session: Session, video: Video, now: datetime) -> None:
    """End what makes room for one more playback of this device: the same video on it, then what else it began first,
    then the older one of a device that watches two. Raise Conflict while too many other devices watch.
    """
    running = Playback.objects.filter(
        user=session.user_id,
        ended_at__isnull=True,
        expires_at__gt=now,
        session__ended_at__isnull=True,
        session__expires_at__gt=now,
    )
    rows = list(running.order_by("created_at"))
    others = {row.session_id for row in rows if row.session_id != session.pk}
    if len(others) >= MOST_AT_ONCE:
        text = _("You are watching on two other devices already. Close the film on one of them, or wait five minutes.")
        raise Conflict(text, code=ErrorCode.PLAYBACK_LIMIT)
    ended = [row for row in rows if row.session_id == session.pk and row.video_id == video.pk]
    left = sorted((row for row in rows if row not in ended), key=lambda row: row.session_id != session.pk)
    ended += left[: max(0, len(left) + 1 - MOST_AT_ONCE)]
    Playback.objects.filter(pk__in=[row.pk for row in ended]).update(ended_at=now, updated_at=now)


def _find_position(*, user: User, video: Video, place: str, place_id: UUID, block: UUID | None) -> int:
    """Return where the viewer stopped, in milliseconds: in a lesson as its progress says, elsewhere the last
    heartbeat; 0 after the end.
    """
    position = None
    if place == PlaybackPlace.LESSON:
        rows = LessonProgress.objects.filter(user=user, lesson=place_id, block=block)
        position = rows.values_list("position_ms", flat=True).first()
    if position is None:
        before = Playback.objects.filter(user=user, video=video, place=place, place_id=place_id, block=block)
        position = before.order_by("-created_at").values_list("position_ms", flat=True).first() or 0
    return position if position < (video.duration_ms or 0) - END_MS else 0
