"""Plain Django views for players of videos: playlists, keys, pictures; and segments where nginx does not hand them out.

A player sends a playback token and nothing else: in the path, or `-` there and the token in the header
`Playback-Token`. A token works while its viewer may watch the video. Addresses in playlists are relative, so a
player that sends the header goes on with a new token where the old one ended.
"""

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import IO, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path

from api.file_responses import serve_opened_file
from api.plain_views import View, count_request_of_address, wrap_plain_view
from api.quota_headers import enforce_request_quota
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.accounts.request_classes import VIDEO
from apps.core.errors import NotFound, Unavailable
from apps.core.request_context import truncate_ip_address
from apps.video.access import get_playback_for_player
from apps.video.keys import derive_key, get_period, open_secret
from apps.video.links import build_segment_links, check_link
from apps.video.models import Playback, Rendition, Subtitles
from apps.video.playlists import CONTENT_TYPE, write_master_playlist, write_media_playlist, write_subtitle_playlist
from apps.video.queries import find_published_subtitles, list_published_languages
from apps.video.sprite_tracks import write_sprite_track
from apps.video.subtitle_files import write_vtt
from apps.video.subtitle_languages import get_language_name
from apps.video.video_files import INIT, POSTER, build_segment_name, build_sprite_name, open_file

TOKEN_HEADER = "Playback-Token"
IN_HEADER = "-"
SEGMENTS_AT_ONCE = 4
"""Of one serving process: a trial without nginx must not stop the rest of the platform."""
PRIVATE_CACHE = "private, max-age=43200, immutable"
NO_STORE = "no-store"
_MP4, _JPEG, _KEY, _VTT = "video/mp4", "image/jpeg", "application/octet-stream", "text/vtt; charset=utf-8"
_places = BoundedSemaphore(SEGMENTS_AT_ONCE)


def build_video_urls() -> list[URLPattern]:
    """Return the routes under `video/` for players, and those of signed links under `v/`."""
    token, link = "video/<str:token>/", "v/<int:expires>/<str:link>/<uuid:video_id>/"
    return [
        path(f"{token}master.m3u8", _for_player(_serve_master_playlist)),
        path(f"{token}subtitles-<str:language>.m3u8", _for_player(_serve_subtitle_playlist)),
        path(f"{token}subtitles-<str:language>.hls.vtt", _for_player(_serve_subtitle_segment)),
        path(f"{token}subtitles-<str:language>.vtt", _for_player(_serve_subtitles)),
        path(f"{token}<str:rendition>.m3u8", _for_player(_serve_media_playlist)),
        path(f"{token}key/<str:rendition>/<int:period>", _for_player(_serve_key)),
        path(f"{token}{POSTER}", _for_player(_serve_poster)),
        path(f"{token}sprites.vtt", _for_player(_serve_sprite_track)),
        path(f"{token}sprite-<int:number>.jpg", _for_player(_serve_sprite)),
        path(f"{link}{POSTER}", wrap_plain_view(_serve_linked_poster, "GET", "HEAD", counted=False)),
        path(f"{link}<str:rendition>/<str:name>", wrap_plain_view(_serve_segment, "GET", "HEAD", counted=False)),
    ]


def _for_player(view: Callable[..., HttpResponseBase]) -> View:
    """Wrap a view of a playback: find it by its token, count the request by its viewer, let nobody keep the answer."""

    def find(request: HttpRequest, token: str, **values: Any) -> HttpResponseBase:
        token = request.headers.get(TOKEN_HEADER, "") if token == IN_HEADER else token
        network = truncate_ip_address(get_client_ip(request))
        try:
            playback = get_playback_for_player(token, network=network)
        except NotFound:
            count_request_of_address(request)
            raise
        enforce_request_quota(request, rate_limits.count_request_of_class(VIDEO, person=str(playback.user_id)))
        return view(request, playback, **values)

    wrapped = wrap_plain_view(find, "GET", "HEAD", counted=False)

    def serve(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response = wrapped(request, **values)
        response["Cache-Control"] = NO_STORE
        response["Referrer-Policy"] = "no-referrer"
        return response

    return serve


def _serve_master_playlist(request: HttpRequest, playback: Playback) -> HttpResponse:
    renditions = list(playback.video.renditions.all())
    if not renditions:
        raise NotFound()
    subtitles = {code: get_language_name(code) for code in list_published_languages(playback.video)}
    return HttpResponse(write_master_playlist(renditions, subtitles), content_type=CONTENT_TYPE)


def _serve_media_playlist(request: HttpRequest, playback: Playback, rendition: str) -> HttpResponse:
    row = _get_rendition(playback, rendition)
    links = build_segment_links(playback.video_id, row.name, len(row.segments))
    return HttpResponse(write_media_playlist(row.name, row.segments, links), content_type=CONTENT_TYPE)


def _serve_subtitle_playlist(request: HttpRequest, playback: Playback, language: str) -> HttpResponse:
    row = _get_subtitles(playback, language)
    content = write_subtitle_playlist(row.language, playback.video.duration_ms or 0)
    return HttpResponse(content, content_type=CONTENT_TYPE)


def _serve_subtitle_segment(request: HttpRequest, playback: Playback, language: str) -> HttpResponse:
    return HttpResponse(write_vtt(_get_subtitles(playback, language).cues, in_hls=True), content_type=_VTT)


def _serve_subtitles(request: HttpRequest, playback: Playback, language: str) -> HttpResponse:
    return HttpResponse(write_vtt(_get_subtitles(playback, language).cues), content_type=_VTT)


def _serve_key(request: HttpRequest, playback: Playback, rendition: str, period: int) -> HttpResponse:
    row = _get_rendition(playback, rendition)
    if period > get_period(len(row.segments) - 1):
        raise NotFound()
    return HttpResponse(derive_key(open_secret(playback.video), row.name, period), content_type=_KEY)


def _serve_poster(request: HttpRequest, playback: Playback) -> HttpResponseBase:
    return _serve_file(request, playback.video_id, POSTER, _JPEG)


def _serve_sprite_track(request: HttpRequest, playback: Playback) -> HttpResponse:
    video = playback.video
    if not video.sprites:
        raise NotFound()
    return HttpResponse(write_sprite_track(video.sprites, video.duration_ms or 0), content_type=_VTT)


def _serve_sprite(request: HttpRequest, playback: Playback, number: int) -> HttpResponseBase:
    return _serve_file(request, playback.video_id, build_sprite_name(number), _JPEG)


def _serve_linked_poster(request: HttpRequest, expires: int, link: str, video_id: UUID) -> HttpResponseBase:
    _check_link(request, expires, link, video_id, POSTER)
    response = _serve_file(request, video_id, POSTER, _JPEG)
    response["Cache-Control"] = PRIVATE_CACHE
    return response


def _serve_segment(
    request: HttpRequest, expires: int, link: str, video_id: UUID, rendition: str, name: str
) -> HttpResponseBase:
    """Answer as nginx does for `/v/`, to SEGMENTS_AT_ONCE requests at a time. Raise Unavailable for one more."""
    _check_link(request, expires, link, video_id, rendition)
    number = name.removesuffix(".m4s")
    if name != INIT and not (
        number.isdecimal() and f"{rendition}/{name}" == build_segment_name(rendition, int(number))
    ):
        raise NotFound()
    if not _places.acquire(blocking=False):
        raise Unavailable(retry_after=1)
    try:
        response = _serve_file(request, video_id, f"{rendition}/{name}", _MP4)
    except BaseException:
        _places.release()
        raise
    response["Cache-Control"] = PRIVATE_CACHE
    response["Access-Control-Allow-Origin"] = "*"
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = _HeldPlace(response.streaming_content)  # type: ignore[arg-type]
    else:
        _places.release()
    return response


class _HeldPlace:
    """Bytes of an answer that holds a place until it is closed."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self._content = content
        self._is_held = True

    def __iter__(self) -> Iterator[bytes]:
        return self._content

    def close(self) -> None:
        """Give the place back; Django calls it at the end of the answer, however it ends."""
        if self._is_held:
            self._is_held = False
            _places.release()


def _check_link(request: HttpRequest, expires: int, signature: str, video_id: UUID, part: str) -> None:
    try:
        check_link(expires=expires, signature=signature, video_id=video_id, part=part)
    except NotFound:
        count_request_of_address(request)
        raise


def _get_rendition(playback: Playback, name: str) -> Rendition:
    row = playback.video.renditions.filter(name=name).first()
    if row is None:
        raise NotFound()
    return row


def _get_subtitles(playback: Playback, language: str) -> Subtitles:
    row = find_published_subtitles(playback.video, language)
    if row is None:
        raise NotFound()
    return row


def _serve_file(request: HttpRequest, video_id: UUID, name: str, content_type: str) -> HttpResponseBase:
    found: tuple[IO[bytes], int] | None = open_file(video_id, name)
    if found is None:
        raise NotFound()
    return serve_opened_file(request, *found, content_type=content_type)
