"""Bodies and answers of playbacks of videos."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.video.copies_schemas import FilmCopyOut
from apps.video.queries import are_copies_made, list_own_copies, list_published_languages
from apps.video.services.playback import StartedPlayback, build_watermark
from apps.video.subtitle_languages import get_language_name

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"
MOST_MS = 2**31 - 1


class BlockPlaybackIn(In):
    """The block of the lesson that shows the video."""

    model_config = build_example(block="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1")

    block: UUID


class WatermarkOut(Out):
    """What the player draws over the film, here and there."""

    model_config = build_example(text="Jasur Oripov · 4567")

    text: str = Field(description="The viewer's name, and the last digits of their phone if there is one.")


class VdoCipherOut(Out):
    """What VdoCipher's player needs for one playback."""

    model_config = build_example(otp="20160313versASE323ab6Tch", playback_info="eyJ2aWRlb0lkIjoiM2YyOWI1NDM0YTVj")

    otp: str
    playback_info: str


class SubtitleTrackOut(Out):
    """Subtitles that a player may show, as WebVTT. They are the transcript of the film too."""

    model_config = build_example(language="en", label="English", url=f"/video/{TOKEN}/subtitles-en.vtt")

    language: str = Field(description="BCP 47.")
    label: str = Field(description="The name of the language in itself.")
    url: str


class PlaybackOut(Out):
    """A video that you may watch now. Addresses are paths on this server; each holds the token.

    A player that can send a header takes the addresses with `-` for the token, and sends it as `Playback-Token`. A
    video at VdoCipher has no addresses here: VdoCipher's player shows it.
    """

    model_config = build_example(
        token=TOKEN, playlist=f"/video/{TOKEN}/master.m3u8", poster=f"/video/{TOKEN}/poster.jpg",
        sprites=f"/video/{TOKEN}/sprites.vtt", duration_ms=1_825_000, width=1920, height=1080, has_audio=True,
        vdocipher=None, may_copy=True, film_copy=None,
        position_ms=61_000, watermark={"text": "Jasur Oripov · 4567"}, expires_at="2026-09-07T15:05:00Z",
    )  # fmt: skip

    token: str
    playlist: str | None = Field(description="The master playlist (HLS, `application/vnd.apple.mpegurl`).")
    poster: str | None
    sprites: str | None = Field(description="Small pictures for seeking, as WebVTT; null when there are none.")
    duration_ms: int
    width: int
    height: int
    has_audio: bool
    subtitles: list[SubtitleTrackOut] = Field(
        description="The published ones. The master playlist names them too: show the one or the other."
    )
    vdocipher: VdoCipherOut | None = Field(description="Null for videos on this server.")
    position_ms: int = Field(description="Where you stopped; 0 at first and after the end.")
    watermark: WatermarkOut
    may_copy: bool = Field(description="Whether you may ask for a copy with your name in it.")
    film_copy: FilmCopyOut | None = Field(description="The copy that you have or wait for, or that was refused.")
    expires_at: datetime = Field(description="Without a heartbeat the token gives no keys from then on.")


class HeartbeatIn(In):
    """Where the viewer is. A player sends it each minute while the film plays."""

    model_config = build_example(position_ms=121_000, watched_ms=60_000)

    position_ms: int = Field(ge=0, le=MOST_MS)
    watched_ms: int = Field(0, ge=0, le=MOST_MS, description="How much it has played since it began.")


class HeartbeatOut(Out):
    """Until when the token gives keys."""

    model_config = build_example(expires_at="2026-09-07T15:06:00Z")

    expires_at: datetime


def describe_playback(started: StartedPlayback) -> dict[str, Any]:
    """Return the values of PlaybackOut."""
    playback = started.playback
    video, start = playback.video, f"/video/{started.token}"
    shown = {name: getattr(video, name) for name in ("duration_ms", "width", "height", "has_audio")}
    is_here = started.otp is None
    may_copy = is_here and are_copies_made(playback.place)
    copies = list_own_copies(playback.user).filter(video=video).order_by("-created_at")
    return {
        "token": started.token,
        "playlist": f"{start}/master.m3u8" if is_here else None,
        "poster": f"{start}/poster.jpg" if is_here else None,
        "vdocipher": started.otp,
        "sprites": f"{start}/sprites.vtt" if video.sprites else None,
        "position_ms": started.position_ms,
        "watermark": {"text": build_watermark(playback.user)},
        "may_copy": may_copy,
        "film_copy": copies.first() if may_copy else None,
        "expires_at": playback.expires_at,
        "subtitles": [
            {"language": code, "label": get_language_name(code), "url": f"{start}/subtitles-{code}.vtt"}
            for code in list_published_languages(video)
        ],
        **shown,
    }
