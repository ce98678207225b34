"""A minimal WebSocket client, so that the benchmark measures the server."""

import asyncio
import os
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
NO_MASK = b"\0\0\0\0"


class WebSocketClient(asyncio.Protocol):
    """One connection. `opened`, `said` (with each text) and `ended` are called on these events."""

    def __init__(
        self,
        host: str,
        opened: Callable[["WebSocketClient"], None],
        on_message: Callable[[bytes], None],
        ended: Callable[[], None],
    ) -> None:
        self._host, self._on_open, self._on_text, self._on_close = host, opened, on_message, ended
        self._buffer = bytearray()
        self._upgraded = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the upgrade request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /ws/v1/ HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Read frames from the data."""
        self._buffer += data
        if not self._upgraded:
            head, separator, rest = self._buffer.partition(b"\r\n\r\n")
            if not separator:
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self.abort()
                return
            self._upgraded, self._buffer = True, rest
            self._on_open(self)
        while (frame := self._read_frame()) is not None:
            self._handle_frame(*frame)

    def connection_lost(self, exc: Exception | None) -> None:
        """Call `ended`."""
        self._on_close()

    def send(self, text: bytes, opcode: int = TEXT) -> None:
        """Send one frame, masked with zeros."""
        if self._transport is None or self._transport.is_closing():
            return
        size = len(text)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self._transport.write(bytes([0x80 | opcode]) + length + NO_MASK + text)

    def abort(self) -> None:
        """Abort the TCP connection, as a lost network does."""
        if self._transport is not None:
            self._transport.abort()

    def _read_frame(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, begins = buffer[1] & 0x7F, 2
        if size >= 126:
            begins = 4 if size == 126 else 10
            size = int.from_bytes(buffer[2:begins], "big")
        if len(buffer) < begins + size:
            return None
        payload = bytes(buffer[begins : begins + size])
        opcode = buffer[0] & 0x0F
        del buffer[: begins + size]
        return opcode, payload

    def _handle_frame(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            self._on_text(payload)
        elif opcode == PING:
            self.send(payload, PONG)
        elif opcode == CLOSE:
            self.abort()


async def connect_websocket(
    url: str, opened: Callable[[WebSocketClient], None], on_message: Callable[[bytes], None], ended: Callable[[], None]
) -> WebSocketClient:
    """Return a connection to this address. Raise OSError when there is no server."""
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    connecting = loop.create_connection(
        lambda: WebSocketClient(parts.netloc, opened, on_message, ended), parts.hostname or "", parts.port or 80
    )
    _, wire = await asyncio.wait_for(connecting, 10)
    return wire
