"""Signed links to segments and posters: `/v/<expires>/<signature>/<video id>/<rendition>/<file>`.

nginx checks them itself (`secure_link` in deploy/nginx), so that no serving process is asked for a segment. What it can
compute is an MD5, so the signed text begins and ends with the secret. One signature is for all files of a rendition. In
an S3 store the links are the store's own.

A link opens encrypted bytes alone; keys are behind a playback token (`apps.video.access`). Whole hours as ends give all
viewers of an hour the same links, which a proxy can keep.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from apps.core import sealing
from apps.core.errors import NotFound
from apps.core.files.direct_access import get_store_with_direct_access
from apps.video.video_files import POSTER, build_init_name, build_path, build_segment_name

HOUR_SECONDS = 3600
SEGMENT_SECONDS = 12 * HOUR_SECONDS
"""A native player reads the playlist once, so its links live for a long film with a long pause."""
POSTER_SECONDS = HOUR_SECONDS
KEPT_LISTS = 64
_MP4, _JPEG = "video/mp4", "image/jpeg"


@dataclass(frozen=True)
class SegmentLinks:
    """The links to the files of a rendition."""

    init: str
    segments: Sequence[str]


def build_segment_links(video_id: UUID, rendition: str, count: int) -> SegmentLinks:
    """Return the links to the init segment and to `count` segments of a rendition."""
    names = (build_init_name(rendition), *(build_segment_name(rendition, number) for number in range(count)))
    ends = _round_end(SEGMENT_SECONDS)
    if get_store_with_direct_access() is None:
        start = _build_start(video_id, rendition, ends)
        links: Sequence[str] = [f"{start}/{name}" for name in names]
    else:
        links = _sign_in_store(video_id, names, ends, _MP4)
    return SegmentLinks(links[0], links[1:])


def build_poster_link(video_id: UUID) -> str:
    """Return a link to the poster, for an answer to somebody who may watch the video."""
    ends = _round_end(POSTER_SECONDS)
    if get_store_with_direct_access() is None:
        return f"{_build_start(video_id, POSTER, ends)}/{POSTER}"
    return _sign_in_store(video_id, (POSTER,), ends, _JPEG)[0]


def check_link(*, expires: int, signature: str, video_id: UUID, part: str) -> None:
    """Raise NotFound when a link is not ours or has ended. `part`: a rendition, or POSTER."""
    expected = compute_signature(video_id, part, expires)
    if not hmac.compare_digest(expected.encode(), signature.encode()) or expires <= time.time():
        raise NotFound()


def compute_signature(video_id: UUID, part: str, expires: int) -> str:
    """Return the signature as nginx computes it (ngx_http_secure_link_module): base64url of an MD5, without padding."""
    secret = _get_secret()
    text = f"{secret} {expires} {video_id} {part} {secret}"
    digest = hashlib.md5(text.encode(), usedforsecurity=False).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _get_secret() -> str:
    """Return VIDEO_LINK_SECRET, which nginx knows too; without it a key that only serving processes know."""
    return str(settings.VIDEO_LINK_SECRET) or sealing.derive_key("video links", settings.SECRET_KEY).hex()


def _build_start(video_id: UUID, part: str, ends: int) -> str:
    return f"/v/{ends}/{compute_signature(video_id, part, ends)}/{video_id}"


def _round_end(seconds: int) -> int:
    return (int(time.time()) + seconds) // HOUR_SECONDS * HOUR_SECONDS + HOUR_SECONDS


@lru_cache(KEPT_LISTS)
def _sign_in_store(video_id: UUID, names: tuple[str, ...], ends: int, content_type: str) -> list[str]:
    store = get_store_with_direct_access()
    assert store is not None
    seconds = ends - int(time.time())
    return [
        store.download_address(
            build_path(video_id, name), content_type=content_type, disposition="inline", seconds=seconds
        )
        for name in names
    ]
