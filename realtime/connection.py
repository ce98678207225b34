"""One open socket as the rest of the process sees it: what waits to be sent, and what it listens to."""

import asyncio
import time
from collections.abc import Sequence
from enum import IntEnum

from realtime.tickets import SocketIdentity

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


class Connection:
    """The outgoing half of a socket. Everything here runs in the event loop and never waits for the client.

    `sent` has one entry per stream listened to: the number of the last event that was put into the outbox, or
    None while the stream is being opened and nothing may be forwarded yet.
    """

    def __init__(self) -> None:
        self.outbox: asyncio.Queue[str] = asyncio.Queue(OUTBOX_FRAMES)
        self.closing: asyncio.Future[CloseCode] = asyncio.get_running_loop().create_future()
        self.last_sent: dict[str, int | None] = {}
        self.identity: SocketIdentity | None = None
        self.checked_at = time.monotonic()

    def close(self, code: CloseCode) -> None:
        """End the socket with this code; the first reason counts."""
        if not self.closing.done():
            self.closing.set_result(code)

    def send_frame(self, frame: str) -> None:
        """Send a frame when the client takes it; a client that is OUTBOX_FRAMES behind is asked to
        reconnect.
        """
        try:
            self.outbox.put_nowait(frame)
        except asyncio.QueueFull:
            self.close(CloseCode.RECONNECT)

    async def send_frame_or_wait(self, frame: str) -> None:
        """As `post`, for long replays: wait for room, at most SLOW_SECONDS."""
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await self.outbox.put(frame)
        except TimeoutError:
            self.close(CloseCode.RECONNECT)

    def forward_events(self, stream: str, frames: Sequence[tuple[int, str]]) -> bool:
        """Send what of these events is next in order, drop what was sent; False when one before them is
        missing.
        """
        for seq, frame in frames:
            sent = self.last_sent.get(stream)
            if sent is None or seq <= sent:
                continue
            if seq != sent + 1:
                return False
            self.send_frame(frame)
            self.last_sent[stream] = seq
        return True

    def is_behind(self, stream: str, seq: int) -> bool:
        """Whether the stream is open and events up to `seq` were not all forwarded."""
        sent = self.last_sent.get(stream)
        return sent is not None and sent < seq
