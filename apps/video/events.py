"""Events about videos, published on the stream `user` of who added them, or has a copy made."""

from typing import Annotated

from apps.core.event_types import Example
from apps.events.publishing import Event
from apps.video.models import FilmCopy, Video


class VideoChanged(Event, type="video.changed"):
    """A video is further in being prepared, is ready, or was refused (`refusal`: the key of the reason, else ""); or
    its subtitles changed: their state is read by REST.
    """

    video: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8041")]
    file: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8042")]
    state: Annotated[str, Example("transcoding")]
    percent: Annotated[int, Example(40)]
    refusal: Annotated[str, Example("")]

    @classmethod
    def from_video(cls, video: Video) -> "VideoChanged":
        """Build the event from a video as it is now. `file`: the id of the stored file."""
        return cls(
            video=str(video.pk),
            file=str(video.file_id),
            state=video.state,
            percent=video.percent,
            refusal=video.refusal,
        )


class CopyChanged(Event, type="video.copy_changed"):
    """A copy of a film that the user asked for is further, is ready, or was refused."""

    film_copy: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8043")]
    video: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8041")]
    state: Annotated[str, Example("running")]
    percent: Annotated[int, Example(40)]

    @classmethod
    def from_copy(cls, copy: FilmCopy) -> "CopyChanged":
        """Build the event from a copy as it is now."""
        return cls(film_copy=str(copy.pk), video=str(copy.video_id), state=copy.state, percent=copy.percent)
