"""The kind of block that shows a video."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.learning.blocks.kinds import Block, BlockKind, check_text
from apps.video.links import build_poster_link
from apps.video.models import VideoState
from apps.video.queries import BLOCK_KIND, find_course_video
from apps.video.refusals import REFUSALS

TITLE, TRANSCRIPT = 200, 20_000


def _find_missing(block: Block) -> Iterable[StrOrPromise]:
    video = find_course_video(UUID(block["file"])) if block["file"] else None
    if not block["file"]:
        yield _("The film is missing.")
    elif video is None or video.state in (VideoState.WAITING, VideoState.TRANSCODING):
        yield _("The film is still being prepared.")
    elif video.state == VideoState.REFUSED:
        yield REFUSALS[video.refusal]


def _render(block: Block) -> Mapping[str, Any]:
    video = find_course_video(UUID(block["file"])) if block["file"] else None
    if video is None:
        return {"video": None}
    is_ready = video.state == VideoState.READY
    return {
        "video": {
            "is_ready": is_ready,
            "percent": video.percent,
            "poster": build_poster_link(video.pk) if is_ready else "",
            "duration_ms": video.duration_ms,
            "width": video.width,
            "height": video.height,
            "has_audio": video.has_audio,
        }
    }


BLOCK_KINDS = [
    BlockKind(
        BLOCK_KIND,
        {"title": check_text(TITLE), "transcript": check_text(TRANSCRIPT)},
        files=("video/",),
        find_missing=_find_missing,
        render=_render,
        is_watched=True,
        hides_file=True,
    )
]
