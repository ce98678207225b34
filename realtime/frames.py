"""What clients may send, frame by frame. Every frame has an `id` that its reply repeats."""

from typing import Annotated, Any, Literal

import orjson
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from apps.core.errors import DomainError, ErrorCode

MAX_BYTES = 64 * 1024
MAX_SEQ = 2**63 - 1

FrameId = Annotated[int, Field(ge=0, le=MAX_SEQ)] | Annotated[str, Field(min_length=1, max_length=64)]
StreamName = Annotated[str, Field(max_length=80)]
ObjectId = Annotated[str, Field(min_length=1, max_length=36)]
Seq = Annotated[int, Field(ge=0, le=MAX_SEQ)]


class Frame(BaseModel):
    """The base of client frames; unknown fields are refused and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: FrameId


class Hello(Frame):
    """The first frame. `after` is the last number seen of one's own stream, which is joined by itself."""

    type: Literal["hello"]
    ticket: Annotated[str, Field(min_length=1, max_length=100)]
    after: Seq | None = None


class Subscribe(Frame):
    """Listen to a stream: from its snapshot, or from the events after the last number seen."""

    type: Literal["subscribe"]
    stream: StreamName
    after: Seq | None = None


class Unsubscribe(Frame):
    """Stop listening to a stream."""

    type: Literal["unsubscribe"]
    stream: StreamName


class Recording(Frame):
    """The user is recording their own homework now. Clients send it every few seconds while it lasts."""

    type: Literal["recording"]
    homework: ObjectId


class Typing(Frame):
    """The user is writing to a discussion now. Clients send it every few seconds while it lasts."""

    type: Literal["typing"]
    discussion: ObjectId


class Ping(Frame):
    """Ask for a sign of life; clients do so every `heartbeat` seconds."""

    type: Literal["ping"]


TOO_MANY_STREAMS = _("This connection is subscribed to too many streams.")


def parse_frame(text: str | None) -> dict[str, Any]:
    """The JSON object in a frame's text; DomainError (bad_request) when it is binary, none, or nested too
    deep.
    """
    try:
        frame = orjson.loads(text or b"")
    except orjson.JSONDecodeError:
        frame = None
    if not isinstance(frame, dict):
        raise DomainError(_("A message is one JSON object in a text frame."))
    return frame


def unknown_frame_error() -> DomainError:
    """The refusal of a frame whose `type` is not in the table."""
    return DomainError(_("Unknown message type."), code=ErrorCode.UNKNOWN_FRAME)


def hello_first_error() -> DomainError:
    """The refusal of anything before hello."""
    return DomainError(_("The first message must be hello, with a ticket."), code=ErrorCode.HELLO_FIRST)
