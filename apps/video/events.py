"""Events about videos, published on the stream `user` of who added them."""

from typing import Annotated

from apps.core.event_types import Example
from apps.events.publishing import Event
from apps.video.models import Video


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
