"""Sending inside daphne. autobahn applies the limit on received messages to sent ones too: a long state or replay would
fail, and the frames after it would leave a gap.
"""

from functools import lru_cache

from autobahn.websocket.protocol import PreparedMessage
from daphne.server import WebSocketFactory
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet.tcp import Connection


class SendingProtocol(WebSocketProtocol):  # type: ignore[misc]
    """A socket that sends texts of any length, and packs one that goes to many sockets once."""

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802
        """Send a text or bytes. Called by daphne."""
        if self.state == self.STATE_CONNECTING:
            self.serverAccept()
        if self.state == self.STATE_OPEN:
            self._write(_pack(content, binary=binary))

    def _write(self, data: bytes) -> None:
        """Send now what the client takes; Twisted keeps the rest. Twisted alone would have the event loop watch the
        socket for each frame: three system calls in place of one, each of which waits for threads that compute.
        """
        transport, sent = self.transport, 0
        if isinstance(transport, Connection) and not (transport.dataBuffer or transport._tempDataLen):
            written = transport.writeSomeData(data)
            # Of a lost connection Twisted tells us by `connectionLost`, after the next write.
            sent = written if isinstance(written, int) else 0
        if sent < len(data):
            transport.write(data[sent:])


def install_sending() -> None:
    """Make daphne send without a limit in this process."""
    WebSocketFactory.protocol = SendingProtocol


@lru_cache(maxsize=4)
def _pack(content: str | bytes, *, binary: bool) -> bytes:
    payload = content if isinstance(content, bytes) else content.encode()
    packed: bytes = PreparedMessage(payload, binary, applyMask=False, doNotCompress=True).payloadHybi
    return packed
