"""What a place of videos is. Each app declares its places in `video_places.py`: `VIDEO_PLACES = [VideoPlace(…)]`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from apps.accounts.models import User
from apps.core import declarations
from apps.video.models import Video


@dataclass(frozen=True)
class VideoPlace:
    """Where videos are watched.

    `name`: a PlaybackPlace. `permission`: what a viewer needs beside the place itself. `get_video`: takes the user, the
    id of the place and that of a block in it, and returns the video that the user may watch there now; it raises
    NotFound, or Forbidden where the user may know of the place. `get_title`: takes the same and returns what the film
    is called there, for a copy of it; None where no copies are made.
    """

    name: str
    permission: str
    get_video: Callable[[User, UUID, UUID | None], Video]
    get_title: Callable[[User, UUID, UUID | None], str] | None = None


@cache
def all_video_places() -> dict[str, VideoPlace]:
    """Return all declared places by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("video_places", VideoPlace, label="place of videos")
