"""All open sockets of a web process: what they get, what they missed, and whether they may stay.

Events come through the channel layer, which may lose them or be down. So every REALTIME_REPAIR_SECONDS the hub compares
the last numbers of its streams with the database (one query for all) and fetches missing events (one query for each
stream). Rights are read again every REALTIME_RECHECK_SECONDS, and at once after `recheck_sockets` and `recheck_stream`.
"""

import asyncio
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import orjson
import structlog
from channels.layers import get_channel_layer
from django.conf import settings

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core import metrics
from apps.core.errors import ErrorCode
from apps.events.publishing import CONTROL_GROUP, get_channel_layer_group
from realtime import identities, streams
from realtime.batches import Batches, NumberedFrame
from realtime.connection import CloseCode, Connection, Subscription
from realtime.thread_pool import run_in_thread

LAYER_TIMEOUT_SECONDS = 1.0
REPAIR_BATCH = 200
USERS_AT_ONCE = 50
"""The rights of so many users to one stream are read in one call of a thread."""
LEAVE_SECONDS, LEAVE_STEP_SECONDS = 4.0, 0.02

counters: Counter[str] = Counter()
"""Counters of this process: `repaired` events read from rows, `resynced` and `ended` subscriptions, `errors` of its
loops, `refused` frames, and sockets by close code (`closed_4429`).
"""

Held = dict[Connection, tuple[int, Subscription]]
"""Sockets that get no events of a stream for now, with the number after which each goes on."""

_log = structlog.get_logger(__name__)
_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def get_hub() -> "Hub":
    """Return the hub of the running event loop; its first socket creates it."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


metrics.register_gauge("talim_sockets_open", lambda: {(): sum(len(hub.connections) for hub in list(_hubs.values()))})
metrics.register_gauge("talim_socket_events", lambda: {(name,): number for name, number in list(counters.items())})


async def close_all_sockets() -> None:
    """Ask all current and later sockets of the event loop to reconnect (4503). Return when all are closed, after
    LEAVE_SECONDS at most.
    """
    hub = _hubs.get(asyncio.get_running_loop())
    if hub is not None:
        await hub.close_all()


class Hub:
    """The sockets of one event loop. Its methods run in that loop; the database is read in `realtime.thread_pool`."""

    def __init__(self) -> None:
        self.connections: set[Connection] = set()
        self.leaving = False
        self._open: set[Connection] = set()
        self._listeners: dict[str, set[Connection]] = {}
        self._heard: dict[str, int] = {}
        self._numbers = count(1)
        self._rechecks: dict[str, int] = {}
        self._layer = get_channel_layer()
        self._channel = f"hub.{uuid.uuid4().hex}"
        self._joined: set[str] = set()
        self._joining = asyncio.Lock()
        self._layer_away_until = 0.0
        self._behind: set[str] = set()
        self._batches = Batches(self._send_batch, lambda stream: len(self._listeners.get(stream, ())))
        self._wake = asyncio.Event()
        repair = settings.REALTIME_REPAIR_SECONDS
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._repair_behind()),
            asyncio.create_task(self._run_every(repair, self._run_checks)),
        ]

    # What consumers call

    def add_socket(self, connection: Connection) -> None:
        """Add a socket that was accepted."""
        self._open.add(connection)
        if self.leaving:
            connection.close(CloseCode.RECONNECT)

    def discard_socket(self, connection: Connection) -> None:
        """Remove a socket that is closed."""
        self._open.discard(connection)

    async def close_all(self) -> None:
        """Close all sockets at the end of the process; see `close_all_sockets`."""
        self.leaving = True
        for connection in self._open:
            connection.close(CloseCode.RECONNECT)
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                while self._open:
                    await asyncio.sleep(LEAVE_STEP_SECONDS)

    def add_connection(self, connection: Connection) -> None:
        """Add a socket that said hello."""
        self.connections.add(connection)

    def remove_connection(self, connection: Connection) -> None:
        """Remove a socket and its subscriptions."""
        self.connections.discard(connection)
        for stream in list(connection.last_sent):
            self._remove_listener(connection, stream)

    async def start_listening(self, connection: Connection, stream: str) -> Subscription:
        """Receive events of a stream from now on; they are not forwarded before `start_forwarding`. Return the new
        subscription; read the rights to the stream afterwards.
        """
        subscription = Subscription(next(self._numbers), self._rechecks.get(stream, 0))
        connection.last_sent[stream], connection.subscriptions[stream] = None, subscription
        self._listeners.setdefault(stream, set()).add(connection)
        await self._sync_groups()
        return subscription

    def start_forwarding(self, connection: Connection, stream: str, seq: int, subscription: Subscription) -> None:
        """Forward events after `seq`; the client has all until then. Nothing for a subscription that ended or was
        replaced. Where a recheck of the stream came since the rights were read, they are read again before.
        """
        if connection.subscriptions.get(stream) != subscription:
            return
        if self._rechecks.get(stream, 0) != subscription.checked:
            self._start_task("recheck_stream", self._recheck_held(stream, {connection: (seq, subscription)}))
        else:
            self._go_on(connection, stream, seq)

    async def stop_listening(self, connection: Connection, stream: str) -> None:
        """End the subscription of a socket to a stream."""
        self._remove_listener(connection, stream)
        await self._sync_groups()

    # The channel layer

    def _go_on(self, connection: Connection, stream: str, seq: int) -> None:
        connection.last_sent[stream] = seq
        if self._heard.get(stream, 0) > seq:
            self._fetch_soon(stream)

    def _remove_listener(self, connection: Connection, stream: str) -> None:
        connection.last_sent.pop(stream, None)
        connection.subscriptions.pop(stream, None)
        connection.batched.discard(stream)
        listeners = self._listeners.get(stream, set())
        listeners.discard(connection)
        if not listeners:
            self._listeners.pop(stream, None)
            self._heard.pop(stream, None)
            self._rechecks.pop(stream, None)
            self._batches.forget(stream)

    async def _sync_groups(self) -> None:
        """Join and leave groups of the channel layer for the current streams. A layer that is down is tried later."""
        async with self._joining:
            if time.monotonic() < self._layer_away_until:
                return
            groups = {CONTROL_GROUP, *map(get_channel_layer_group, self._listeners)}
            try:
                async with asyncio.timeout(LAYER_TIMEOUT_SECONDS):
                    for group in groups - self._joined:
                        await self._layer.group_add(group, self._channel)
                        self._joined.add(group)
                    for group in self._joined - groups:
                        self._joined.discard(group)
                        await self._layer.group_discard(group, self._channel)
            except Exception as error:
                self._layer_away_until = time.monotonic() + settings.REALTIME_REPAIR_SECONDS / 2
                _log.warning("channel_layer_away", error=type(error).__name__)

    async def _listen(self) -> None:
        while True:
            try:
                self._handle_message(await self._layer.receive(self._channel))
            except Exception as error:
                self._log_failure("listen", error)
                await asyncio.sleep(LAYER_TIMEOUT_SECONDS)

    def _handle_message(self, message: dict[str, Any]) -> None:
        if message["type"] == "recheck":
            user_connections = [c for c in self.connections if _is_of_user(c, message["user"], message["session"])]
            for connection in user_connections:
                connection.checked_at = 0.0
            self._start_task("recheck", self.recheck_rights(user_connections))
            return
        stream = message["stream"]
        listeners = list(self._listeners.get(stream, ()))
        if message["type"] == "recheck_stream" and listeners:
            self._rechecks[stream] = next(self._numbers)
            self._start_task("recheck_stream", self._recheck_held(stream, self._hold_stream(stream, listeners)))
        elif message["type"] == "hint":
            for connection in listeners:
                if connection.last_sent.get(stream) is not None:
                    connection.send_frame(message["frame"])
        elif listeners:
            frames = [(seq, text) for seq, text in message["frames"]]
            self._heard[stream] = max(self._heard.get(stream, 0), frames[-1][0])
            self._forward(stream, frames, [c for c in listeners if stream not in c.batched])
            if any(stream in c.batched for c in listeners):
                self._batches.add(stream, frames)

    def _send_batch(self, stream: str, frames: list[NumberedFrame]) -> None:
        self._forward(stream, frames, [c for c in self._listeners.get(stream, ()) if stream in c.batched])

    def _forward(self, stream: str, frames: list[NumberedFrame], connections: Collection[Connection]) -> None:
        """Send events to these connections; fetch what one of them misses."""
        packed: dict[tuple[int, int], list[str]] = {}
        for connection in connections:
            if not connection.forward_events(stream, frames, packed=packed):
                self._fetch_soon(stream)

    # What was missed

    def _fetch_soon(self, stream: str) -> None:
        self._behind.add(stream)
        self._wake.set()

    async def _repair_behind(self) -> None:
        """Fetch missing events as soon as a gap is noticed."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            behind, self._behind = self._behind, set()
            await self._guard("mend", self.repair_streams(behind))

    async def _run_checks(self) -> None:
        await self._sync_groups()
        await self.repair_streams(set(self._listeners))
        await self._recheck_due()

    async def repair_streams(self, names: Collection[str]) -> None:
        """Send missing events to the sockets of these streams: one query for all, one more for each stream behind."""
        if not names:
            return
        for stream in names:
            self._batches.flush(stream)
        for stream, seq in (await run_in_thread(streams.get_last_event_numbers, list(names))).items():
            behind = [c for c in self._listeners.get(stream, ()) if c.is_behind(stream, seq)]
            if not behind:
                continue
            after = min(c.last_sent[stream] or 0 for c in behind)
            frames = await run_in_thread(streams.list_events_after, stream, after, REPAIR_BATCH)
            counters["repaired"] += len(frames)
            for connection in behind:
                if not connection.forward_events(stream, frames):
                    self._end_subscription(connection, stream, "resync")
            if len(frames) == REPAIR_BATCH:
                self._fetch_soon(stream)

    def _end_subscription(self, connection: Connection, stream: str, code: str) -> None:
        """Tell a socket that its subscription ended, and why."""
        counters["resynced" if code == "resync" else "ended"] += 1
        self._remove_listener(connection, stream)
        connection.send_frame(orjson.dumps({"type": "unsubscribed", "stream": stream, "code": code}).decode())

    # Who may stay

    async def _recheck_due(self) -> None:
        before = time.monotonic() - settings.REALTIME_RECHECK_SECONDS
        await self.recheck_rights([c for c in self.connections if c.checked_at <= before])

    async def recheck_rights(self, connections: Collection[Connection]) -> None:
        """Read the rights of these sockets again; close sockets and end subscriptions that are no longer allowed."""
        checked = [(c, c.identity) for c in connections if c.identity]
        if not checked:
            return
        people = await run_in_thread(identities.record_seen_and_get_socket_users, [one.ticket_id for _, one in checked])
        stays: dict[uuid.UUID, list[Connection]] = {}
        for connection, identity in checked:
            code = _get_close_code(identity, people)
            if code:
                connection.close(code)
            else:
                stays.setdefault(identity.user.pk, []).append(connection)
        for user, own in stays.items():
            names = {stream for connection in own for stream in connection.last_sent}
            for stream in await run_in_thread(_list_lost_streams, user, names):
                for connection in own:
                    if stream in connection.last_sent:
                        self._end_subscription(connection, stream, str(ErrorCode.NOT_FOUND))
            for connection in own:
                connection.checked_at = time.monotonic()

    def _hold_stream(self, stream: str, connections: Collection[Connection]) -> Held:
        """Forward no events of a stream to these sockets for now; return after which number each goes on. Those that
        are being opened or held already see by the number of the recheck that they have to read their rights again.
        """
        held: Held = {}
        for connection in connections:
            seq = connection.last_sent.get(stream)
            if seq is not None:
                held[connection], connection.last_sent[stream] = (seq, connection.subscriptions[stream]), None
        return held

    async def _recheck_held(self, stream: str, held: Held) -> None:
        """Read the rights to one stream again, of USERS_AT_ONCE in one call, and go on for who may stay: the others
        have got nothing meanwhile. Whose rights cannot be read has to subscribe again.
        """
        try:
            people = list({c.identity.user.pk for c in held if c.identity})
            for start in range(0, len(people), USERS_AT_ONCE):
                some = people[start : start + USERS_AT_ONCE]
                may_stay = await self._read_who_may_stay(stream, some)
                for connection in [c for c in held if c.identity and c.identity.user.pk in some]:
                    seq, subscription = held.pop(connection)
                    if connection.subscriptions.get(stream) != subscription:
                        continue
                    if may_stay is None:
                        self._end_subscription(connection, stream, "resync")
                    elif connection.identity and connection.identity.user.pk in may_stay:
                        self._go_on(connection, stream, seq)
                    else:
                        self._end_subscription(connection, stream, str(ErrorCode.NOT_FOUND))
        finally:
            for connection, (_seq, subscription) in held.items():
                if connection.subscriptions.get(stream) == subscription:
                    self._end_subscription(connection, stream, "resync")

    async def _read_who_may_stay(self, stream: str, users: Collection[uuid.UUID]) -> set[uuid.UUID] | None:
        """Return who of these users may listen to a stream, as of after its last recheck; None when it fails."""
        while True:
            recheck = self._rechecks.get(stream, 0)
            try:
                may_stay = await run_in_thread(_list_listening_users, users, stream)
            except Exception as error:
                self._log_failure("recheck_stream", error)
                return None
            if recheck == self._rechecks.get(stream, 0):
                return may_stay

    # Loops that outlive every error

    def _start_task(self, name: str, work: Awaitable[None]) -> None:
        self._tasks = [t for t in self._tasks if not t.done()]
        self._tasks.append(asyncio.create_task(self._guard(name, work)))

    async def _run_every(self, seconds: float, action: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._guard(action.__name__, action())

    async def _guard(self, name: str, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            self._log_failure(name, error)

    def _log_failure(self, name: str, error: Exception) -> None:
        counters["errors"] += 1
        _log.warning("realtime_loop_failed", loop=name, exc_info=error)


def _is_of_user(connection: Connection, user_id: str, session_id: str | None) -> bool:
    identity = connection.identity
    if identity is None or str(identity.user.pk) != user_id:
        return False
    return session_id is None or str(identity.session_id) == session_id


def _get_close_code(identity: identities.SocketIdentity, people: dict[uuid.UUID, User | None]) -> CloseCode | None:
    """Return the code with which to close the socket, or None when it may stay."""
    if identity.ticket_id not in people:
        return CloseCode.REPLACED
    user = people[identity.ticket_id]
    if user is None or user.token_epoch != identity.user.token_epoch or user.role != identity.user.role:
        return CloseCode.NOT_AUTHENTICATED
    if not has_permission(user, identities.CONNECT_PERMISSION):
        return CloseCode.FORBIDDEN
    return None


def _list_listening_users(user_ids: Collection[uuid.UUID], stream: str) -> set[uuid.UUID]:
    return {user.pk for user in User.objects.filter(pk__in=user_ids) if streams.can_listen(user, stream)}


def _list_lost_streams(user_id: uuid.UUID, names: Collection[str]) -> list[str]:
    user = User.objects.get(pk=user_id)
    return [stream for stream in names if not streams.can_listen(user, stream)]
