"""Limits on the size and the time of request bodies.

Bytes are counted while they arrive; `Content-Length` is not trusted. When a body is refused, Django gets an empty body
and an error in the scope; `body_refusal_middleware` answers with that error, so the answer has the request id, language
and CORS headers. The rest of the body is read and dropped for up to `LINGER_SECONDS`: else the client sees a
connection reset and not the answer. Then the connection is closed.

Payment providers expect answers in their own format. Their bodies are only cut at the limit; the view answers.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from api.errors import BodyTimeout
from apps.core.errors import DomainError, TooLarge
from apps.payments.gateways.base import MAX_BODY_BYTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

REFUSAL_KEY = "talim.refusal"
LINGER_SECONDS = 2.0
UPLOADS_PATH = "/api/v1/uploads/"
WEBHOOK_PATH = re.compile(r"/api/v1/payments/[-a-zA-Z0-9_]+/webhook/?")


def read_long_body(request: HttpRequest, limit: int) -> None:
    """Read a body that may be longer than Django reads by itself; it is `request.body` then. Raise TooLarge over
    `limit`.
    """
    content = request.read(limit + 1)
    if len(content) > limit:
        raise build_too_large(limit)
    request._body = content


def build_too_large(limit: int) -> TooLarge:
    """Return the error that names the limit, in KB."""
    return TooLarge(format_lazy(_("The request is too large: at most {count} KB."), count=limit // 1024))


class BodyLimitMiddleware:
    """ASGI middleware that limits request bodies.

    `upload_limit` (bytes) holds for multipart bodies and for PUT under `UPLOADS_PATH`, `limit` for all others, except
    where `find_limit` returns what the operation of a method and a path declares (`max_body`). A body may take
    `grace_seconds` plus its size divided by `bytes_per_second`; a slower one is answered with 408. Under
    `WEBHOOK_PATH` a body ends one byte after the longest delivery, or when no more arrives.
    """

    def __init__(
        self,
        application: Application,
        *,
        upload_limit: int,
        limit: int,
        find_limit: Callable[[str, str], int | None] = lambda _method, _path: None,
        grace_seconds: float = 30.0,
        bytes_per_second: int = 4096,
    ) -> None:
        self.application = application
        self.upload_limit = upload_limit
        self.limit = limit
        self.find_limit = find_limit
        self.grace_seconds = grace_seconds
        self.bytes_per_second = bytes_per_second

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application with a limited `receive` and `send`."""
        headers = dict(scope["headers"])
        method, path = scope.get("method", ""), scope.get("path", "")
        if WEBHOOK_PATH.fullmatch(path):
            delivery = _WebhookBody(self, {**scope, "query_string": b""}, receive, send, limit=MAX_BODY_BYTES)
            await self.application(delivery.scope, delivery.receive, delivery.send)
            return
        is_upload = headers.get(b"content-type", b"").lower().startswith(b"multipart/form-data") or (
            method == "PUT" and path.startswith(UPLOADS_PATH)
        )
        limit = self.upload_limit if is_upload else self.find_limit(method, path) or self.limit
        body = _LimitedBody(self, scope, receive, send, limit=limit)
        body.check_headers(headers)
        await self.application(scope, body.receive, body.send)


class _LimitedBody:
    def __init__(self, rules: BodyLimitMiddleware, scope: Scope, receive: Receive, send: Send, *, limit: int) -> None:
        self.rules = rules
        self.scope = scope
        self.limit = limit
        self._receive = receive
        self._send = send
        self._started = time.monotonic()
        self._count = 0
        self._end_sent = False
        self._ended = asyncio.Event()

    @property
    def is_cut(self) -> bool:
        """Whether the body was refused; nothing more of it is passed on."""
        return REFUSAL_KEY in self.scope

    def refuse(self, error: DomainError) -> None:
        self.scope[REFUSAL_KEY] = error

    def check_headers(self, headers: dict[bytes, bytes]) -> None:
        """Refuse before reading the body: `Content-Length` over the limit, or a query string that is not UTF-8."""
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.limit:
            self.refuse(build_too_large(self.limit))
        try:
            self.scope.get("query_string", b"").decode()
        except UnicodeDecodeError:
            self.scope["query_string"] = b""
            self.refuse(DomainError())

    async def receive(self) -> Message:
        """Return the next part of the body; an empty last part once the body is refused."""
        if self.is_cut:
            return await self._end_body()
        if self._ended.is_set():
            return await self._receive()
        try:
            async with asyncio.timeout(self._seconds_left()):
                message = await self._receive()
        except TimeoutError:
            self.refuse(BodyTimeout())
            return await self._end_body()
        if message["type"] != "http.request":
            return message
        self._count += len(message.get("body", b""))
        if not message.get("more_body", False):
            self._ended.set()
        return await self._handle_excess(message) if self._count > self.limit else message

    async def _handle_excess(self, message: Message) -> Message:
        self.refuse(build_too_large(self.limit))
        return await self._end_body()

    def _seconds_left(self) -> float:
        allowed = self.rules.grace_seconds + self._count / self.rules.bytes_per_second
        return max(0.0, self._started + allowed - time.monotonic())

    async def _end_body(self) -> Message:
        if not self._end_sent:
            self._end_sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while not self._ended.is_set():
            await self._discard_rest()
        return await self._receive()

    async def _discard_rest(self) -> None:
        """Read and drop the rest of the body until it ends or the client disconnects."""
        while not self._ended.is_set():
            message = await self._receive()
            if message["type"] != "http.request" or not message.get("more_body", False):
                self._ended.set()

    async def send(self, message: Message) -> None:
        """Send the answer. After a refusal, close the connection once the client had time to read it."""
        if self.is_cut and message["type"] == "http.response.start":
            closing = [*message.get("headers", []), (b"Connection", b"close")]
            await self._send({**message, "headers": closing})
        elif self.is_cut and not message.get("more_body", False) and not self._ended.is_set():
            await self._linger(message)
        else:
            await self._send(message)

    async def _linger(self, last: Message) -> None:
        await self._send({**last, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                await self._discard_rest()
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class _WebhookBody(_LimitedBody):
    """The body of a provider's webhook: ends early when too long or too slow; the view answers in their format."""

    _ends_early = False

    @property
    def is_cut(self) -> bool:
        """Whether the body was ended early."""
        return self._ends_early

    def refuse(self, error: DomainError) -> None:
        """End the body early; no error is answered."""
        self._ends_early = True

    async def _handle_excess(self, message: Message) -> Message:
        self._ends_early = self._end_sent = True
        body = message.get("body", b"")
        wanted = len(body) - (self._count - self.limit - 1)
        return {"type": "http.request", "body": body[:wanted], "more_body": False}
