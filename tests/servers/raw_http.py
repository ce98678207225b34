"""HTTP by hand over a plain socket, to send what no client library would, and a look at a process's memory."""

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024


class RawConnection:
    """One connection to a server."""

    def __init__(self, base_url, *, timeout=60):
        parts = urlsplit(base_url)
        self.host = f"{parts.hostname}:{parts.port}"
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=timeout)

    def send(self, data):
        """Send it all; False when the other side has closed the connection."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def head(self, method, path, *headers):
        """Send a request line with headers."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Accept-Language: en", *headers]
        assert self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    def answer(self):
        """The status (0 when the connection ended without an answer) and the rest of what came."""
        received = b""
        while not _is_whole(received):
            try:
                piece = self.socket.recv(65_536)
            except ConnectionResetError:
                break
            if not piece:
                break
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        return (int(head.split(b" ")[1]), body) if head else (0, b"")

    def close(self):
        """Drop the connection."""
        self.socket.close()


def _is_whole(received):
    head, separator, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length:
        return bool(separator) and len(body) >= int(length.group(1))
    return bool(separator) and (body.endswith(b"0\r\n\r\n") or b"connection: close" not in head.lower())


def get_resident_memory(pid):
    """Bytes of memory the process holds now."""
    return _memory(pid, "VmRSS")


def get_peak_memory(pid):
    """The most bytes of memory the process ever held."""
    return _memory(pid, "VmHWM")


def _memory(pid, name):
    match = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert match
    return int(match.group(1)) * 1024
