"""One POST request to an untrusted receiver.

The connection goes to the checked address; certificate and Host are those of the name. The whole request has
TIMEOUT_SECONDS (the DNS lookup has the resolver's own limit). Redirects are not followed, proxies of the environment
are not used, answers are not decompressed and read only as far as they are kept.
"""

import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore

from apps.core.tls import get_tls_context
from apps.webhooks.addresses import DeliveryFailed, WebhookTarget, parse_allowed_target, resolve_target_addresses
from apps.webhooks.models import MAX_ANSWER_BYTES
from apps.webhooks.reasons import FailureReason

TIMEOUT_SECONDS = 10.0
MAX_ADDRESSES = 4


@dataclass(frozen=True)
class WebhookResponse:
    """The answer: its status, the first bytes of its raw body, and the header Retry-After."""

    status: int
    body: bytes
    retry_after: str = ""


def post_to_url(url: str, *, body: bytes, headers: Mapping[str, str]) -> WebhookResponse:
    """Send `body`. Raise DeliveryFailed without a complete answer in time, ValidationError for a forbidden URL."""
    return post_to_target(parse_allowed_target(url), body=body, headers=headers)


def post_to_target(target: WebhookTarget, *, body: bytes, headers: Mapping[str, str]) -> WebhookResponse:
    """Like `post_to_url`, to a checked target."""
    ends = time.monotonic() + TIMEOUT_SECONDS
    ours = {"Host": target.host_header, "Accept-Encoding": "identity", "Connection": "close"}
    sent = [*ours.items(), *headers.items()]
    where = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=get_tls_context(), network_backend=_PinnedBackend(target, ends)
            ) as pool,
            pool.stream("POST", where, headers=sent, content=body) as answer,
        ):
            named = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            body = _read_beginning(answer.iter_stream())
            return WebhookResponse(status=answer.status, body=body, retry_after=named.get(b"retry-after", ""))
    except httpcore.TimeoutException:
        raise DeliveryFailed(FailureReason.TIMEOUT) from None
    except httpcore.ProtocolError:
        raise DeliveryFailed(FailureReason.PROTOCOL) from None
    except httpcore.NetworkError:
        raise DeliveryFailed(FailureReason.CONNECTION) from None


def get_host(url: str) -> str:
    """Return the host of a valid URL, for display."""
    return url.partition("://")[2].partition("/")[0]


def _read_beginning(pieces: Iterable[bytes]) -> bytes:
    content = b""
    for piece in pieces:
        content += piece
        if len(content) >= MAX_ANSWER_BYTES:
            break
    return content[:MAX_ANSWER_BYTES]


class _PinnedBackend(httpcore.NetworkBackend):
    """Connects to the addresses of the target's name, looked up and checked once."""

    def __init__(self, target: WebhookTarget, ends: float) -> None:
        self._target, self._ends = target, ends
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first address that answers."""
        failed: Exception = httpcore.ConnectError()
        for address in resolve_target_addresses(self._target)[:MAX_ADDRESSES]:
            try:
                stream = self._plain.connect_tcp(str(address), self._target.port, timeout=_get_seconds_left(self._ends))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _DeadlineStream(stream, self._ends)
        raise failed


class _DeadlineStream(httpcore.NetworkStream):
    """A stream with a deadline for all reads and writes together."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the available bytes."""
        return self._stream.read(max_bytes, timeout=_get_seconds_left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, timeout=_get_seconds_left(self._ends))

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Start TLS with the certificate of the name. Raise DeliveryFailed when it is not valid."""
        try:
            inside = self._stream.start_tls(ssl_context, server_hostname, timeout=_get_seconds_left(self._ends))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise DeliveryFailed(FailureReason.TLS) from None
            raise
        return _DeadlineStream(inside, self._ends)

    def get_extra_info(self, info: str) -> Any:
        """Delegate to the stream."""
        return self._stream.get_extra_info(info)


def _get_seconds_left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
