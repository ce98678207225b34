"""A receiver of webhooks on loopback, in TLS with a certificate of a test's own authority."""

import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers.tls_server import build_certificate, build_name, build_server_context, write_certificate

NAME = "hook.example.uz"


@dataclass(frozen=True)
class ReceivedRequest:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


def build_http_answer(status, body=b"ok", *more):
    """A whole answer; `more` are header lines."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class WebhookReceiver:
    """`got` holds what came; `answers` are statuses for the next requests, 200 after them. `speak(connection)`, when it
    is set, answers in place of that.
    """

    def __init__(self, context):
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
    def url(self):
        return f"https://127.0.0.1:{self.port}/talim?key=1"

    def named(self, name=NAME):
        """The URL by a name."""
        return f"https://{name}:{self.port}/talim"

    def close(self):
        """Nobody listens any more, nor waits on a number that another socket has by then."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._listener.close()

    def _serve(self):
        with suppress(OSError):
            while True:
                plain, _peer = self._listener.accept()
                threading.Thread(target=self._one, args=(plain,), daemon=True).start()

    def _one(self, plain):
        plain.settimeout(30)
        with suppress(OSError), plain:
            connection = self._context.wrap_socket(plain, server_side=True) if self._context else plain
            with connection:
                self._talk(connection)

    def _talk(self, connection):
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

    def __init__(self, folder):
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.bundle = folder / "authority.pem"
        self._name = build_name("Test authority")
        own = self._signed(self._name, self._key, [], is_authority=True)
        self.bundle.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(self, *names):
        """A server's context with a certificate for these names; loopback's address is one."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = self._signed(build_name(names[0]), key, names)
        return build_server_context(write_certificate(self._folder / f"{names[0]}.pem", key, signed))

    def _signed(self, subject, key, names, *, is_authority=False):
        builder = (
            build_certificate(subject, self._name, key, days=30, since=1)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )
        if names:
            general = [x509.IPAddress(ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
            builder = builder.add_extension(x509.SubjectAlternativeName(general), critical=False)
        return builder.sign(self._key, hashes.SHA256())


def start_receiver(context):
    """A running receiver, gone afterwards; without a context it speaks no TLS."""
    return closing(WebhookReceiver(context))
