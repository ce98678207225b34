"""Limits on the head of a request (request line and headers), for uvicorn and for daphne.

uvicorn's parser keeps as many bytes as a client sends and waits for them without end; a proxy in front may be missing.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MAX_HEAD_BYTES = 16 * 1024
"""As daphne's (Twisted's `totalHeadersSize`)."""
MAX_HEADERS = 100
HEAD_SECONDS = 10.0
"""From the connection, or from the first byte after an answer, to the end of the head. An idle connection that is kept
alive has `KEEP_ALIVE_SECONDS`."""


class HeadTooLargeError(Exception):
    """The head has more bytes or headers than allowed."""


class BoundedHttpProtocol(HttpToolsProtocol):  # type: ignore[misc]
    """uvicorn's protocol that answers a large head with 431 and a slow one with 408, and closes the connection.

    Trailers count as headers. Bytes that the parser keeps, or skips in a chunked body, are counted too.
    """

    _deadline: asyncio.TimerHandle | None = None
    _in_head = True
    _silent = True
    _pending = _size = _count = 0

    def connection_made(self, transport: Any) -> None:
        """Start the time for the first head."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._end_slow_head)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the time."""
        self._stop_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read bytes; refuse when too many came without an end of the head or a part of the body."""
        if self.transport.is_closing():
            return
        self._silent = False
        self._pending += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        if self._pending > MAX_HEAD_BYTES:
            self._refuse(431)
        elif self._in_head and self._pending and self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._end_slow_head)

    def on_message_begin(self) -> None:
        """Begin to count a head."""
        super().on_message_begin()
        self._in_head, self._size, self._count = True, 0, 0

    def on_url(self, url: bytes) -> None:
        """Count a part of the URL."""
        self._count_bytes(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header or trailer."""
        self._count += 1
        self._count_bytes(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End the count and the time of the head."""
        self._in_head, self._pending = False, 0
        self._stop_deadline()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Pass on a part of the body."""
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Wait for the next head."""
        self._in_head, self._pending = True, 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser refused; 431 when a limit was the reason."""
        if self._size > MAX_HEAD_BYTES or self._count > MAX_HEADERS:
            self._refuse(431)
        else:
            super().send_400_response(msg)

    def _count_bytes(self, count: int) -> None:
        self._size += count
        if self._size > MAX_HEAD_BYTES or self._count > MAX_HEADERS:
            raise HeadTooLargeError

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end_slow_head(self) -> None:
        self._deadline = None
        self._refuse(0 if self._silent else 408)

    def _refuse(self, status: int) -> None:
        """Close the connection; before that answer with `status`, unless it is 0 or an answer is being sent."""
        self._stop_deadline()
        if self.transport.is_closing():
            return
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if status and not is_answering:
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()
