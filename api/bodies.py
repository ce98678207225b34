"""The cap on request bodies, counted while they arrive, whatever length they claimed.

A refused body is cut off: Django gets an empty one and a refusal in the scope, which `refusal_middleware` answers
with the error envelope (so it carries request id, language and CORS headers like any other answer). What the client
still sends is thrown away for a moment, or the answer would be lost in a reset connection; then the connection is
closed.

Payment providers take no answer but their own: what they send too much or too late is cut off and not refused.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from api.errors import BodyTooLate
from apps.core.errors import DomainError, TooLarge
from apps.payments.gateways.base import LONGEST_BODY

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

REFUSAL = "talim.refusal"
LINGER_SECONDS = 2.0
UPLOADS = "/api/v1/uploads/"
WEBHOOKS = re.compile(r"/api/v1/payments/[-a-zA-Z0-9_]+/webhook/?")


class BodyLimit:
    """ASGI wrapper around the HTTP application.

    `upload_limit` bytes for multipart bodies and for what is PUT under `UPLOADS`, `limit` for all others. A body has
    `grace_seconds` plus the time it takes at `bytes_per_second`; one that comes slower is answered with 408. Under
    `WEBHOOKS` a body ends after one byte more than a delivery may have, or where it stops coming.
    """

    def __init__(
        self,
        application: Application,
        *,
        upload_limit: int,
        limit: int,
        grace_seconds: float = 30.0,
        bytes_per_second: int = 4096,
    ) -> None:
        self.application = application
        self.upload_limit = upload_limit
        self.limit = limit
        self.grace_seconds = grace_seconds
        self.bytes_per_second = bytes_per_second

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application on a body that is watched."""
        headers = dict(scope["headers"])
        if WEBHOOKS.fullmatch(scope.get("path", "")):
            delivery = _Delivery(self, {**scope, "query_string": b""}, receive, send, limit=LONGEST_BODY)
            await self.application(delivery.scope, delivery.receive, delivery.send)
            return
        is_upload = headers.get(b"content-type", b"").lower().startswith(b"multipart/form-data") or (
            scope.get("method") == "PUT" and scope.get("path", "").startswith(UPLOADS)
        )
        body = _Body(self, scope, receive, send, limit=self.upload_limit if is_upload else self.limit)
        body.check_head(headers)
        await self.application(scope, body.receive, body.send)


class _Body:
    def __init__(self, rules: BodyLimit, scope: Scope, receive: Receive, send: Send, *, limit: int) -> None:
        self.rules = rules
        self.scope = scope
        self.limit = limit
        self._receive = receive
        self._send = send
        self._started = time.monotonic()
        self._count = 0
        self._told_end = False
        self._ended = asyncio.Event()

    @property
    def cut(self) -> bool:
        """Whether nothing more of the body is passed on."""
        return REFUSAL in self.scope

    def refuse(self, error: DomainError) -> None:
        self.scope[REFUSAL] = error

    def check_head(self, headers: dict[bytes, bytes]) -> None:
        """Refuse before a byte of the body is read: a length over the limit, a query that is not UTF-8."""
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.limit:
            self.refuse(self._too_large())
        try:
            self.scope.get("query_string", b"").decode()
        except UnicodeDecodeError:
            self.scope["query_string"] = b""
            self.refuse(DomainError())

    def _too_large(self) -> TooLarge:
        return TooLarge(format_lazy(_("The request is too large: at most {count} KB."), count=self.limit // 1024))

    async def receive(self) -> Message:
        """The next piece of the body; an early end once the body is refused."""
        if self.cut:
            return await self._cut_off()
        if self._ended.is_set():
            return await self._receive()
        try:
            async with asyncio.timeout(self._seconds_left()):
                message = await self._receive()
        except TimeoutError:
            self.refuse(BodyTooLate())
            return await self._cut_off()
        if message["type"] != "http.request":
            return message
        self._count += len(message.get("body", b""))
        if not message.get("more_body", False):
            self._ended.set()
        return await self._over(message) if self._count > self.limit else message

    async def _over(self, message: Message) -> Message:
        self.refuse(self._too_large())
        return await self._cut_off()

    def _seconds_left(self) -> float:
        allowed = self.rules.grace_seconds + self._count / self.rules.bytes_per_second
        return max(0.0, self._started + allowed - time.monotonic())

    async def _cut_off(self) -> Message:
        if not self._told_end:
            self._told_end = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while not self._ended.is_set():
            await self._thrown_away()
        return await self._receive()

    async def _thrown_away(self) -> None:
        """What the client still sends, to its end or its leaving."""
        while not self._ended.is_set():
            message = await self._receive()
            if message["type"] != "http.request" or not message.get("more_body", False):
                self._ended.set()

    async def send(self, message: Message) -> None:
        """Pass the answer on; after a refusal close the connection, but only once the client could read why."""
        if self.cut and message["type"] == "http.response.start":
            closing = [*message.get("headers", []), (b"Connection", b"close")]
            await self._send({**message, "headers": closing})
        elif self.cut and not message.get("more_body", False) and not self._ended.is_set():
            await self._linger(message)
        else:
            await self._send(message)

    async def _linger(self, last: Message) -> None:
        await self._send({**last, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                await self._thrown_away()
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class _Delivery(_Body):
    """A provider's message: too long or too late it ends early, and the view answers as the provider expects."""

    _ends_early = False

    @property
    def cut(self) -> bool:
        """Whether nothing more of the body is passed on."""
        return self._ends_early

    def refuse(self, error: DomainError) -> None:
        """Only stop."""
        self._ends_early = True

    async def _over(self, message: Message) -> Message:
        self._ends_early = self._told_end = True
        body = message.get("body", b"")
        wanted = len(body) - (self._count - self.limit - 1)
        return {"type": "http.request", "body": body[:wanted], "more_body": False}
