"""A minimal HTTP/1.1 client for asyncio: as little work per request as possible, to measure the server."""

import asyncio
from collections.abc import Callable
from typing import cast

AnswerCallback = Callable[[int, int], None]
"""Called with the status and the seconds of `Retry-After` (0: none). Status 0 is a broken connection."""


class HttpConnection(asyncio.Protocol):
    """One kept-alive connection; one request at a time. `broken`: called when it takes no more requests."""

    answered_at = 0.0

    def __init__(self, broken: Callable[["HttpConnection"], None]) -> None:
        self._broken = broken
        self._buffer = bytearray()
        self._answered: AnswerCallback | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)

    def send_request(self, request: bytes, answered: AnswerCallback) -> None:
        """Send the request; `answered` is called once."""
        if self._transport is None:
            answered(0, 0)
            return
        self._answered = answered
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Collect data and report the answer when it is complete."""
        self._buffer += data
        head_ends = self._buffer.find(b"\r\n\r\n")
        if head_ends < 0:
            return
        head = bytes(self._buffer[:head_ends]).lower()
        if b"\r\ntransfer-encoding: chunked" in head:
            complete = self._buffer.endswith(b"\r\n0\r\n\r\n")
        else:
            complete = len(self._buffer) >= head_ends + 4 + parse_header_number(head, b"\r\ncontent-length:")
        if not complete:
            return
        self._buffer.clear()
        if b"\r\nconnection: close" in head:
            self._broken(self)
            self.close()
        self._report_answer(int(head[9:12]), parse_header_number(head, b"\r\nretry-after:"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Report a broken connection."""
        self._transport = None
        self._broken(self)
        self._report_answer(0, 0)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def _report_answer(self, status: int, wait: int) -> None:
        answered, self._answered = self._answered, None
        if answered is not None:
            answered(status, wait)


def parse_header_number(head: bytes, name: bytes) -> int:
    """Return the number of a header; 0 without it."""
    begins = head.find(name)
    if begins < 0:
        return 0
    digits = head[begins + len(name) :].split(b"\r\n", 1)[0].strip()
    return int(digits) if digits.isdigit() else 0
