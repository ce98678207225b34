"""Frames that clients may send. Every frame has an `id` that its reply repeats."""

from typing import Annotated, Any, Literal

import orjson
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from apps.core.errors import DomainError, ErrorCode, Invalid

MAX_BYTES = 64 * 1024
MAX_SEQ = 2**63 - 1

FrameId = Annotated[int, Field(ge=0, le=MAX_SEQ)] | Annotated[str, Field(min_length=1, max_length=64)]
StreamName = Annotated[str, Field(max_length=80)]
ObjectId = Annotated[str, Field(min_length=1, max_length=36)]
Seq = Annotated[int, Field(ge=0, le=MAX_SEQ)]


class Frame(BaseModel):
    """Base of client frames; unknown fields are refused and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: FrameId


class Hello(Frame):
    """The first frame. `after` is the last number seen on the user's own stream, which is subscribed automatically."""

    type: Literal["hello"]
    ticket: Annotated[str, Field(min_length=1, max_length=100)]
    after: Seq | None = None


class Subscribe(Frame):
    """Subscribe to a stream: from its snapshot, or from the events after the last number seen.

    `batch`: the events of this stream come in frames that carry several of them.
    """

    type: Literal["subscribe"]
    stream: StreamName
    after: Seq | None = None
    batch: bool = False


class Unsubscribe(Frame):
    """Unsubscribe from a stream."""

    type: Literal["unsubscribe"]
    stream: StreamName


class Recording(Frame):
    """The user is recording homework now. Clients send it every few seconds meanwhile."""

    type: Literal["recording"]
    homework: ObjectId


class Typing(Frame):
    """The user is writing in a discussion or in a room of chat now. Clients send it every few seconds meanwhile."""

    type: Literal["typing"]
    discussion: ObjectId | None = None
    room: ObjectId | None = None

    def get_place(self) -> tuple[str, str]:
        """Return the kind of presence and the id of the place. Raise Invalid on "discussion" for none or two."""
        if self.room is not None and self.discussion is None:
            return "typing_in_room", self.room
        if self.discussion is None or self.room is not None:
            raise Invalid.field("discussion", _("Name a discussion or a room."))
        return "typing", self.discussion


class Ping(Frame):
    """Ask for a pong; clients do so every `heartbeat` seconds."""

    type: Literal["ping"]


TOO_MANY_STREAMS = _("This connection is subscribed to too many streams.")


def parse_frame(text: str | None) -> dict[str, Any]:
    """Return the JSON object of a frame's text. Raise DomainError (bad_request) for binary frames and other JSON."""
    try:
        frame = orjson.loads(text or b"")
    except orjson.JSONDecodeError:
        frame = None
    if not isinstance(frame, dict):
        raise DomainError(_("A message is one JSON object in a text frame."))
    return frame


def build_unknown_frame_error() -> DomainError:
    """Return the error for an unknown `type`."""
    return DomainError(_("Unknown message type."), code=ErrorCode.UNKNOWN_FRAME)


def build_hello_expected_error() -> DomainError:
    """Return the error for any frame before hello."""
    return DomainError(_("The first message must be hello, with a ticket."), code=ErrorCode.HELLO_FIRST)
