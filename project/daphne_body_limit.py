"""A limit on request bodies inside daphne, which reads a whole body before it calls the application (daphne#483).

Bytes over the limit are dropped as they arrive; `Content-Length` is set to their number, so the application answers
413. When bytes come too slowly, the connection is closed.
"""

import time

from daphne import http_protocol

GRACE_SECONDS = 30.0
BYTES_PER_SECOND = 4096


def install_body_limit(*, limit: int) -> None:
    """Make daphne keep at most `limit` bytes of each request body in this process."""

    class CappedRequest(http_protocol.WebRequest):  # type: ignore[misc]
        """A request that drops a body that is too long."""

        arrived = 0
        too_long = False

        def gotLength(self, length: int | None) -> None:  # noqa: N802
            """Note the claimed length; None for a chunked body. Called by Twisted."""
            self.began = time.monotonic()
            self.too_long = length is not None and length > limit
            super().gotLength(0 if self.too_long else length)

        def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
            """Keep one part of the body or drop all of it. Close a connection that is too slow."""
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
