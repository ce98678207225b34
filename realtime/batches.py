"""Batched frames: one frame carries all new events of a stream, for clients that ask for it.

`{"type": "events", "stream": …, "events": […]}` has the events as single frames would be, in order. The first event
after a pause goes out at once; later ones are collected for SECONDS_PER_LISTENER for each listener of the stream in
this process, MAX_SECONDS at most. So a full room costs a few frames a second for each reader, whatever is written in
it, and a small one has no delay. Everything here runs in the event loop.
"""

import asyncio
import time
from collections.abc import Callable, Sequence

import orjson

NumberedFrame = tuple[int, str]

SECONDS_PER_LISTENER = 0.00035
MAX_SECONDS = 0.35
MAX_FRAME_BYTES = 256 * 1024
"""A batch with more is sent as several frames, which clients with usual limits can read."""


def pack_frames(stream: str, frames: Sequence[NumberedFrame]) -> list[str]:
    """Return batched frames that carry these frames of events, in order."""
    packed: list[str] = []
    texts: list[str] = []
    size = 0
    for _seq, text in frames:
        length = len(text.encode())
        if texts and size + length > MAX_FRAME_BYTES:
            packed.append(_pack(stream, texts))
            texts, size = [], 0
        texts.append(text)
        size += length
    if texts:
        packed.append(_pack(stream, texts))
    return packed


def _pack(stream: str, texts: list[str]) -> str:
    return f'{{"type":"events","stream":{orjson.dumps(stream).decode()},"events":[{",".join(texts)}]}}'


class Batches:
    """Events that wait for the next batched frame, by stream.

    `send(stream, frames)` gives them to the listeners; `count(stream)` is the number of listeners.
    """

    def __init__(self, send: Callable[[str, list[NumberedFrame]], None], count: Callable[[str], int]) -> None:
        self._send = send
        self._count = count
        self._waiting: dict[str, list[NumberedFrame]] = {}
        self._sent_at: dict[str, float] = {}

    def add(self, stream: str, frames: Sequence[NumberedFrame]) -> None:
        """Send the events with those that wait, at once or when the pause since the last batch is over."""
        if stream in self._waiting:
            self._waiting[stream].extend(frames)
            return
        self._waiting[stream] = list(frames)
        pause = min(MAX_SECONDS, self._count(stream) * SECONDS_PER_LISTENER)
        left = self._sent_at.get(stream, 0.0) + pause - time.monotonic()
        if left <= 0:
            self.flush(stream)
        else:
            asyncio.get_running_loop().call_later(left, self.flush, stream)

    def flush(self, stream: str) -> None:
        """Send what waits for this stream now."""
        frames = self._waiting.pop(stream, None)
        if frames:
            self._sent_at[stream] = time.monotonic()
            self._send(stream, sorted(frames))

    def forget(self, stream: str) -> None:
        """Drop what is kept of a stream that nobody listens to any more."""
        self._waiting.pop(stream, None)
        self._sent_at.pop(stream, None)
