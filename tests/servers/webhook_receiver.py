"""A receiver of webhooks on loopback, in TLS with a certificate of a test's own authority."""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hook.example.uz"


@dataclass(frozen=True)
class ReceivedRequest:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


def build_http_answer(status: int, body: bytes = b"ok", *more: str) -> bytes:
    """A whole answer; `more` are header lines."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class WebhookReceiver:
    """`got` holds what came; `answers` are statuses for the next requests, 200 after them. `speak(connection)`, when it
    is set, answers in place of that.
    """

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.got: list[ReceivedRequest] = []
        self.answers: list[int] = []
        self.taken: list[str] = []
        self.speak: Callable[[socket.socket], None] | None = None
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/talim?key=1"

    def named(self, name: str = NAME) -> str:
        """The URL by a name."""
        return f"https://{name}:{self.port}/talim"

    def close(self) -> None:
        """Nobody listens any more, nor waits on a number that another socket has by then."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                plain, _peer = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(plain,), daemon=True).start()

    def _one(self, plain: socket.socket) -> None:
        plain.settimeout(30)
        with plain:
            try:
                connection = self._context.wrap_socket(plain, server_side=True) if self._context else plain
                with connection:
                    self._talk(connection)
            except OSError:
                return

    def _talk(self, connection: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65_536) or b"\r\n\r\n"
        head, _space, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in lines}
        while len(body) < int(headers.get("content-length", "0")):
            body += connection.recv(65_536)
        self.got.append(ReceivedRequest(first.split(" ")[1], headers, body))
        if self.speak is not None:
            self.speak(connection)
            return
        status = self.answers.pop(0) if self.answers else 200
        self.taken += [headers["webhook-id"]] if status < 300 else []
        connection.sendall(build_http_answer(status))


class WebhookAuthority:
    """A certificate authority with a certificate for `NAME` and loopback, and one for another name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.bundle = folder / "authority.pem"
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        own = self._signed(self._name, self._key.public_key(), [], is_authority=True)
        self.bundle.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(self, *names: str) -> ssl.SSLContext:
        """A server's context with a certificate for these names; loopback's address is one."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        signed = self._signed(subject, key.public_key(), list(names))
        path = self._folder / f"{names[0]}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(self, subject: x509.Name, key: Any, names: list[str], *, is_authority: bool = False) -> Any:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )
        if names:
            general = [x509.IPAddress(ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
            builder = builder.add_extension(x509.SubjectAlternativeName(general), critical=False)
        return builder.sign(self._key, hashes.SHA256())


@contextmanager
def start_receiver(context: ssl.SSLContext | None) -> Iterator[WebhookReceiver]:
    """A running receiver, gone afterwards; without a context it speaks no TLS."""
    running = WebhookReceiver(context)
    try:
        yield running
    finally:
        running.close()
