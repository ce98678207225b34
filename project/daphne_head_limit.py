"""Limits on the head of a request inside daphne: Twisted limits its bytes, not the time in which they come."""

from typing import Any

from daphne import http_protocol
from twisted.web import http as untyped_http

from project.http_heads import HEAD_SECONDS, MAX_HEAD_BYTES, MAX_HEADERS

http: Any = untyped_http


class BoundedChannel(http.HTTPChannel):  # type: ignore[misc]
    """A connection whose heads are small and come within `HEAD_SECONDS`; else it is closed."""

    totalHeadersSize = MAX_HEAD_BYTES  # noqa: N815
    maxHeaders = MAX_HEADERS  # noqa: N815
    _deadline: Any = None

    def connectionMade(self) -> None:  # noqa: N802
        """Start the time for the first head. Called by Twisted."""
        super().connectionMade()
        self._start_deadline()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        """Stop the time. Called by Twisted."""
        self._stop_deadline()
        super().connectionLost(reason)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Read bytes; the first ones after an answer start the time for the next head. Called by Twisted."""
        if self.line_mode and self._deadline is None:
            self._start_deadline()
        super().dataReceived(data)

    def allHeadersReceived(self) -> None:  # noqa: N802
        """Stop the time. Called by Twisted."""
        self._stop_deadline()
        super().allHeadersReceived()

    def _start_deadline(self) -> None:
        self._deadline = self.callLater(HEAD_SECONDS, self.loseConnection)

    def _stop_deadline(self) -> None:
        if self._deadline is not None and self._deadline.active():
            self._deadline.cancel()
        self._deadline = None


def install_head_limit() -> None:
    """Make daphne limit heads in this process."""
    http_protocol.HTTPFactory.protocol = lambda _factory: http._GenericHTTPChannelProtocol(BoundedChannel())
