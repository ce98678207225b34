"""The consumer of `/ws/v1/`: first hello, then frames from a table.

It implements ASGI directly and extends no Channels consumer: those need the channel layer before they accept, so no
socket opens while Redis is down, and they read no frame while one is being sent. Each socket has tasks that read, work
and write; the first call of `connection.close(code)` ends it. Errors have the REST envelope with the `id` of the frame.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from pydantic import ValidationError

from api.errors import ServerError, build_error_body, to_domain_error
from api.validation_messages import get_message
from apps.accounts.access import has_permission
from apps.core import request_context
from apps.core.errors import DomainError, ErrorCode, Forbidden, Invalid, NotAuthenticated, TooMany
from apps.events.publishing import get_user_stream
from apps.events.tickets import delete_ticket
from realtime import frames, identities, presence, streams
from realtime.connection import CloseCode, Connection
from realtime.hub import counters, get_hub
from realtime.thread_pool import run_in_thread

MAX_FRAMES = 60
FRAMES_SECONDS = 10.0
MAX_STREAMS_PER_SOCKET = 100
MAX_WAITING_FOR_HELLO = 500
HEARTBEAT_SECONDS = 25
GOODBYE_SECONDS = 5.0
LOGGED_CLOSE_CODES = frozenset(CloseCode) - {CloseCode.GONE, CloseCode.REPLACED, CloseCode.SERVER_ERROR}
"""Close codes for a client that broke the rules; they are logged."""

_log = structlog.get_logger(__name__)


class NotificationConsumer:
    """One socket, from accept to close."""

    waiting = 0
    """The number of sockets of this process that have not said hello."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Run the socket; called by ASGI for each connection."""
        await receive()
        if NotificationConsumer.waiting >= MAX_WAITING_FOR_HELLO:
            await send({"type": "websocket.close", "code": int(CloseCode.RECONNECT)})
            return
        self.hub = get_hub()
        self.connection = Connection()
        self.greeted = asyncio.Event()
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.locale = _get_locale(scope)
        self.pace = presence.PresenceThrottle()
        with request_context.use_request_context(
            request_context.choose_request_id(_get_header(scope, b"x-request-id"))
        ):
            self.hub.add_socket(self.connection)
            try:
                await send({"type": "websocket.accept"})
                await self._run(receive, send)
            finally:
                self.hub.discard_socket(self.connection)

    async def _run(self, receive: Any, send: Any) -> None:
        work = [self._read(receive), self._work(), self._write(send), self._expect_hello()]
        tasks = [asyncio.create_task(self._guard(coroutine)) for coroutine in work]
        try:
            code = await self.connection.closing
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.hub.remove_connection(self.connection)
            identity = self.connection.identity
            if identity:
                await run_in_thread(delete_ticket, ticket_id=identity.ticket_id)
        counters[f"closed_{int(code)}"] += 1
        if code in LOGGED_CLOSE_CODES and not self.hub.leaving:
            _log.warning("socket_refused", code=int(code), user=str(identity.user.pk) if identity else None)
        await self._say_goodbye(send, code)

    async def _guard(self, work: Awaitable[None]) -> None:
        """Run a task of this socket; an unhandled error closes the socket and is logged."""
        try:
            await work
        except OSError:
            self.connection.close(CloseCode.GONE)
        except Exception:
            _log.exception("socket_failed")
            self.connection.fail()

    async def _read(self, receive: Any) -> None:
        """Read frames as they come and enforce the limits, while the worker is busy."""
        times: deque[float] = deque(maxlen=MAX_FRAMES)
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return self.connection.close(CloseCode.GONE)
            if len(message.get("bytes") or (message.get("text") or "").encode()) > frames.MAX_BYTES:
                return self.connection.close(CloseCode.TOO_BIG)
            now = time.monotonic()
            if len(times) == MAX_FRAMES and now - times[0] < FRAMES_SECONDS:
                return self.connection.close(CloseCode.TOO_MANY)
            times.append(now)
            self.inbox.put_nowait(message)

    async def _work(self) -> None:
        """Answer frames one by one.

        A thread that fails while this task is cancelled passes on its error and not the cancellation, so the loop
        checks whether the socket is closing.
        """
        while not self.connection.closing.done():
            message = await self.inbox.get()
            frame: dict[str, Any] = {}
            try:
                frame = frames.parse_frame(message.get("text"))
                await self._handle(frame)
            except Exception as error:
                self._refuse(frame.get("id"), error)

    async def _write(self, send: Any) -> None:
        while True:
            await send({"type": "websocket.send", "text": await self.connection.outbox.get()})

    async def _expect_hello(self) -> None:
        NotificationConsumer.waiting += 1
        try:
            async with asyncio.timeout(settings.REALTIME_HELLO_SECONDS):
                await self.greeted.wait()
        except TimeoutError:
            self.connection.close(CloseCode.HELLO_TOO_LATE)
        finally:
            NotificationConsumer.waiting -= 1

    async def _say_goodbye(self, send: Any, code: CloseCode) -> None:
        """Send the remaining frames, unless the client is too slow, and the close code."""
        if code == CloseCode.GONE:
            return
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                while code != CloseCode.RECONNECT and not self.connection.outbox.empty():
                    await send({"type": "websocket.send", "text": self.connection.outbox.get_nowait()})
                await send({"type": "websocket.close", "code": int(code)})

    async def _handle(self, frame: dict[str, Any]) -> None:
        """Look up the handler of the frame, check the fields and the permission, and call it."""
        identity = self.connection.identity
        if identity is None:
            if frame.get("type") != "hello":
                raise frames.build_hello_expected_error()
            return await self._hello(frames.Hello.model_validate(frame))
        if (type_ := str(frame.get("type"))) not in FRAME_HANDLERS:
            raise frames.build_unknown_frame_error()
        schema, handle = FRAME_HANDLERS[type_]
        checked = schema.model_validate(frame)
        if not has_permission(identity.user, identities.CONNECT_PERMISSION):
            raise Forbidden()
        return await handle(self, checked)

    def _refuse(self, frame_id: Any, error: Exception) -> None:
        """Answer with the error envelope; before hello it also closes the socket."""
        if isinstance(error, ValidationError):
            error = _build_invalid(error)
        domain_failure = to_domain_error(error)
        counters["refused"] += 1
        _log.info("frame_refused", code=str(domain_failure.code if domain_failure else ErrorCode.SERVER_ERROR))
        if domain_failure is None:
            _log.error("frame_failed", exc_info=error)
        repeated = frame_id if isinstance(frame_id, str | int) and len(str(frame_id)) <= 64 else None
        with translation.override(self.locale):
            self._reply(repeated, "error", build_error_body(domain_failure or ServerError()))
        if self.connection.identity is None:
            self.connection.close(_get_close_code(domain_failure))

    def _reply(self, frame_id: Any, type_: str, body: dict[str, Any]) -> None:
        reply = orjson.dumps({"id": frame_id, "type": type_, **body}, default=str).decode()
        self.connection.send_frame(reply)

    async def _hello(self, frame: frames.Hello) -> None:
        identity = await run_in_thread(identities.open_socket, ticket=frame.ticket)
        self.connection.identity = identity
        self.greeted.set()
        self.locale = identity.user.locale
        self.hub.add_connection(self.connection)
        stream = get_user_stream(identity.user.pk)
        user = {name: getattr(identity.user, name) for name in ("id", "first_name", "last_name", "role", "locale")}
        self._reply(frame.id, "welcome", {"user": user, "streams": [stream], "heartbeat": HEARTBEAT_SECONDS})
        await self._open(identity, frame.id, stream, frame.after)

    async def _subscribe(self, frame: frames.Subscribe) -> None:
        last_sent, identity = self.connection.last_sent, self._get_identity()
        if frame.stream not in last_sent and len(last_sent) >= MAX_STREAMS_PER_SOCKET:
            raise TooMany(frames.TOO_MANY_STREAMS)
        streams.parse_stream_name(frame.stream)
        self.connection.choose_batches(frame.stream, frame.batch)
        await self._open(identity, frame.id, frame.stream, frame.after)

    def _get_identity(self) -> identities.SocketIdentity:
        if self.connection.identity is None:
            raise NotAuthenticated()
        return self.connection.identity

    async def _open(self, identity: identities.SocketIdentity, frame_id: Any, stream: str, after: int | None) -> None:
        """Subscribe first and read then: events in between are noticed as missing and fetched."""
        subscription = await self.hub.start_listening(self.connection, stream)
        try:
            opened = await run_in_thread(
                streams.get_snapshot_or_events_after, user_id=identity.user.pk, stream=stream, after=after
            )
        except Exception:
            await self.hub.stop_listening(self.connection, stream)
            raise
        body: dict[str, Any] = {"stream": stream, "seq": opened.seq}
        if opened.snapshot is None:
            body["replay"] = len(opened.missed)
        else:
            body |= {"resync": opened.resync, "snapshot": opened.snapshot}
        self._reply(frame_id, "subscribed", body)
        for text in self.connection.pack(stream, opened.missed):
            await self.connection.send_frame_or_wait(text)
        self.hub.start_forwarding(self.connection, stream, opened.seq, subscription)

    async def _unsubscribe(self, frame: frames.Unsubscribe) -> None:
        await self.hub.stop_listening(self.connection, frame.stream)
        self._reply(frame.id, "unsubscribed", {"stream": frame.stream})

    async def _recording(self, frame: frames.Recording) -> None:
        await self._present(frame.id, "recording", frame.homework)

    async def _typing(self, frame: frames.Typing) -> None:
        kind, place = frame.get_place()
        await self._present(frame.id, kind, place)

    async def _present(self, frame_id: Any, kind: str, object_id: str) -> None:
        identity = self._get_identity()
        due = self.pace.is_due(kind, object_id)
        if due:
            send = presence.send_current_activity
            due = await run_in_thread(send, user=identity.user, activity=kind, object_id=object_id)
            self.pace.record_sent(kind, object_id)
        self._reply(frame_id, "noted", {"passed_on": due})

    async def _ping(self, frame: frames.Ping) -> None:
        self._reply(frame.id, "pong", {"at": datetime.now(UTC)})


FRAME_HANDLERS: dict[str, tuple[type[frames.Frame], Callable[[NotificationConsumer, Any], Awaitable[None]]]] = {
    "subscribe": (frames.Subscribe, NotificationConsumer._subscribe),
    "unsubscribe": (frames.Unsubscribe, NotificationConsumer._unsubscribe),
    "recording": (frames.Recording, NotificationConsumer._recording),
    "typing": (frames.Typing, NotificationConsumer._typing),
    "ping": (frames.Ping, NotificationConsumer._ping),
}
"""Frames that a client with CONNECT_PERMISSION may send after hello: their fields and handler."""


async def serve_socket(scope: Any, receive: Any, send: Any) -> None:
    """The ASGI application: a new consumer for each connection."""
    await NotificationConsumer()(scope, receive, send)


def _build_invalid(error: ValidationError) -> DomainError:
    fields: dict[str, list[Any]] = {}
    for problem in error.errors(include_url=False, include_input=False):
        messages = fields.setdefault(str(problem["loc"][0]), [])
        messages.append(get_message(problem["type"], problem.get("ctx", {})))
    return Invalid(fields=fields)


def _get_close_code(error: DomainError | None) -> CloseCode:
    """Return the close code of a socket that was refused before hello."""
    if error is None:
        return CloseCode.SERVER_ERROR
    if isinstance(error, Forbidden):
        return CloseCode.FORBIDDEN
    return CloseCode.RECONNECT if error.status == 503 else CloseCode.NOT_AUTHENTICATED


def _get_header(scope: Any, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _get_locale(scope: Any) -> str:
    """Return the language for errors before hello: the first known one of `Accept-Language`."""
    for code, _ in parse_accept_lang_header(_get_header(scope, b"accept-language")):
        with suppress(LookupError):
            return get_supported_language_variant(code)
    return settings.LANGUAGE_CODE
