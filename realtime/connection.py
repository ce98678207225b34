"""One open socket: its outgoing frames and its subscriptions."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from realtime.batches import NumberedFrame, pack_frames
from realtime.identities import SocketIdentity

OUTBOX_FRAMES = 1000
SLOW_SECONDS = 10


class CloseCode(IntEnum):
    """Why a socket was closed (RFC 6455, section 7.4; 4000 and up are ours)."""

    GONE = 0
    TOO_BIG = 1009
    SERVER_ERROR = 1011
    NOT_AUTHENTICATED = 4401
    FORBIDDEN = 4403
    HELLO_TOO_LATE = 4408
    REPLACED = 4409
    TOO_MANY = 4429
    RECONNECT = 4503


@dataclass(frozen=True)
class Subscription:
    """One subscription of a socket to a stream. `checked`: the number of the last recheck of the stream before the
    rights to it were read.
    """

    number: int
    checked: int


class Connection:
    """The outgoing half of a socket. All methods run in the event loop and never wait for the client.

    `last_sent` has one item for each subscribed stream: the number of the last event in the outbox, or None while the
    stream is being opened or held. `subscriptions` says by stream which subscription that is: a new one of the same
    stream is another one. `batched` are the streams whose events go out in batched frames.
    """

    def __init__(self) -> None:
        self.outbox: asyncio.Queue[str] = asyncio.Queue(OUTBOX_FRAMES)
        self.closing: asyncio.Future[CloseCode] = asyncio.get_running_loop().create_future()
        self.last_sent: dict[str, int | None] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.batched: set[str] = set()
        self.identity: SocketIdentity | None = None
        self.checked_at = time.monotonic()

    def close(self, code: CloseCode) -> None:
        """Close the socket with this code; only the first call counts."""
        if not self.closing.done():
            self.closing.set_result(code)

    def send_frame(self, frame: str) -> None:
        """Queue a frame. A client that is OUTBOX_FRAMES behind must reconnect; it gets no later frame before."""
        if self.closing.done():
            return
        try:
            self.outbox.put_nowait(frame)
        except asyncio.QueueFull:
            self.close(CloseCode.RECONNECT)

    def fail(self) -> None:
        """Close the socket after an error of ours. A frame may be lost, so the client gets none of those after it."""
        while not self.outbox.empty():
            self.outbox.get_nowait()
        self.close(CloseCode.SERVER_ERROR)

    async def send_frame_or_wait(self, frame: str) -> None:
        """Like `send_frame`, for long replays: wait for space, at most SLOW_SECONDS."""
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await self.outbox.put(frame)
        except TimeoutError:
            self.close(CloseCode.RECONNECT)

    def choose_batches(self, stream: str, wanted: bool) -> None:
        """Send the events of a stream in batched frames from now on, or as single frames."""
        if wanted:
            self.batched.add(stream)
        else:
            self.batched.discard(stream)

    def pack(self, stream: str, frames: Sequence[NumberedFrame]) -> list[str]:
        """Return the frames that carry these events to this client."""
        return pack_frames(stream, frames) if stream in self.batched else [text for _seq, text in frames]

    def forward_events(
        self, stream: str, frames: Sequence[NumberedFrame], *, packed: dict[tuple[int, int], list[str]] | None = None
    ) -> bool:
        """Send the events that come next in order, and skip those sent before. Return False when an event before them
        is missing.

        `packed`: batched frames that other connections of the stream got, by first and last number; it is filled here.
        """
        sent = self.last_sent.get(stream)
        if sent is None:
            return True
        following: list[NumberedFrame] = []
        for seq, frame in frames:
            if seq <= sent:
                continue
            if seq != sent + 1:
                break
            following.append((seq, frame))
            sent = seq
        if following:
            self.last_sent[stream] = sent
            key = (following[0][0], sent)
            if stream not in self.batched or packed is None:
                texts = self.pack(stream, following)
            elif key in packed:
                texts = packed[key]
            else:
                texts = packed[key] = self.pack(stream, following)
            for text in texts:
                self.send_frame(text)
        return not frames or sent >= frames[-1][0]

    def is_behind(self, stream: str, seq: int) -> bool:
        """Return whether the stream is open and events up to `seq` were not all sent."""
        sent = self.last_sent.get(stream)
        return sent is not None and sent < seq
