"""The way between a server and its database, which a test can lengthen or cut: a TCP relay on loopback."""

import select
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

PIECE = 2**16


class TcpRelay:
    """Relays to `target`. `cut()` ends all connections and refuses new ones until `mend()`; `delay` is in seconds and
    is added to what goes to the server.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.delay = 0.0
        self.opened = 0
        self._pairs: set[socket.socket] = set()
        self._door: socket.socket | None = None
        self.port = 0
        self.mend()

    def url(self, database_url: str) -> str:
        """The same database by this way."""
        parts = urlsplit(database_url)
        person = parts.netloc.rpartition("@")[0]
        return urlunsplit(parts._replace(netloc=f"{person}@127.0.0.1:{self.port}"))

    def cut(self) -> None:
        """As when the server is gone: connections end, nobody listens."""
        door, self._door = self._door, None
        if door is not None:
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            self._listening.join()  # it waits on the door's number no more, and what it let in is among the pairs
            door.close()
        for pair in list(self._pairs):
            with suppress(OSError):
                pair.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Listen, on the same port as before."""
        door = socket.create_server(("127.0.0.1", self.port))
        self.port = door.getsockname()[1]
        self._door = door
        self._listening = threading.Thread(target=self._listen, args=[door], daemon=True)
        self._listening.start()

    def _listen(self, door: socket.socket) -> None:
        while self._door is door:
            try:
                near, _ = door.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            self.opened += 1
            self._pairs |= {near, far}
            for item in (near, far):
                item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._relay, args=[near, far], daemon=True).start()

    def _relay(self, near: socket.socket, far: socket.socket) -> None:
        """Both directions of one connection, what goes there held back for `delay`."""
        held: deque[tuple[float, bytes]] = deque()
        with near, far:
            while True:
                wait = max(0.0, held[0][0] - time.monotonic()) if held else None
                with suppress(OSError, ValueError):
                    ready, _, _ = select.select([near, far], [], [], wait)
                    if self._pass_on(ready, near, far, held):
                        continue
                break
        self._pairs -= {near, far}

    def _pass_on(
        self, ready: list[socket.socket], near: socket.socket, far: socket.socket, held: deque[tuple[float, bytes]]
    ) -> bool:
        """Move what is there; False at the end of the connection."""
        if far in ready:
            data = far.recv(PIECE)
            if not data:
                return False
            near.sendall(data)
        if near in ready:
            data = near.recv(PIECE)
            if not data:
                return False
            held.append((time.monotonic() + self.delay, data))
        while held and held[0][0] <= time.monotonic():
            far.sendall(held.popleft()[1])
        return True


@contextmanager
def start_relay(database_url: str) -> Iterator[TcpRelay]:
    """A way to the database of this URL."""
    parts = urlsplit(database_url)
    way = TcpRelay((parts.hostname or "127.0.0.1", parts.port or 5432))
    try:
        yield way
    finally:
        way.cut()
