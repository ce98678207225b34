"""A cap on bodies inside daphne, which reads a whole body before the application sees its first byte (daphne#483).

Too many bytes: they are thrown away as they arrive, and the application, told by `Content-Length` how many there were,
answers 413. Bytes that come too slowly: the connection is closed.
"""

import time

from daphne import http_protocol

GRACE_SECONDS = 30.0
BYTES_PER_SECOND = 4096


def install(*, limit: int) -> None:
    """Make every daphne request of this process keep at most `limit` bytes of its body."""

    class CappedRequest(http_protocol.WebRequest):  # type: ignore[misc]
        """A request that keeps nothing of a body that is too long."""

        arrived = 0
        too_long = False

        def gotLength(self, length: int | None) -> None:  # noqa: N802
            """Twisted knows the claimed length, None for a chunked body."""
            self.began = time.monotonic()
            self.too_long = length is not None and length > limit
            super().gotLength(0 if self.too_long else length)

        def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
            """Keep one piece of the body, or throw all of it away; give up on a connection that only drips."""
            self.arrived += len(data)
            if self.arrived > limit and not self.too_long:
                self.too_long = True
                self.content.seek(0)
                self.content.truncate()
                self.requestHeaders.setRawHeaders(b"content-length", [b"%d" % self.arrived])
            if not self.too_long:
                super().handleContentChunk(data)
            if time.monotonic() - self.began > GRACE_SECONDS + self.arrived / BYTES_PER_SECOND:
                self.channel.loseConnection()

    http_protocol.WebRequest = CappedRequest
