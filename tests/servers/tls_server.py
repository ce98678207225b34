"""A TLS server on loopback with a certificate made for the occasion, and the authority that signed it."""

import asyncio
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.servers.local_server import LocalRequest, run_server


def build_server_context(certificate):
    """A server's context with the key and certificate of this file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def build_certificate(subject, issuer, key, *, days, since=400):
    """A certificate to be signed that began `since` days ago and ends in `days`."""
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=since))
        .not_valid_after(now + timedelta(days=days))
    )


def build_name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def write_certificate(file, key, certificate):
    """Write a private key and its certificate into one file."""
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return file


class CertificateAuthority:
    """Signs certificates; `file` holds its own, for SSL_CERT_FILE."""

    def __init__(self, folder):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = build_name("An authority of tests")
        self._folder = folder
        self.file = folder / "authority.pem"
        own = build_certificate(self._name, self._name, self._key, days=900, since=900)
        made = own.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def certificate(self, host, *, days):
        """The file of a key and a certificate for a host name that ends in so many days (less than 0: long ago)."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = build_certificate(build_name(host), self._name, key, days=days)
        named = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return write_certificate(self._folder / f"{host}-{days}.pem", key, named.sign(self._key, hashes.SHA256()))


class _Request(LocalRequest):
    def answer(self):
        self.send_response(200)
        self.end_headers()


@contextmanager
def start_tls_server(certificate, port=0):
    """A running https server with that certificate; its port, any free one unless told."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Request)
    context = build_server_context(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with run_server(server):
        yield server.server_port


@contextmanager
def start_tls_relay(certificate, target):
    """The port of a way to another server of loopback, by TLS alone."""
    loop = asyncio.new_event_loop()

    async def pump(source, sink):
        while data := await source.read(2**16):
            sink.write(data)
        sink.close()

    async def relay(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(*target)
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer), return_exceptions=True)

    async def end():
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    begun = asyncio.start_server(relay, "127.0.0.1", 0, ssl=build_server_context(certificate))
    server = asyncio.run_coroutine_threadsafe(begun, loop).result(60)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
