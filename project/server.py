"""uvicorn as the platform runs it, and how it stops: whoever was let in gets an answer, no socket loses an event."""

import asyncio
from contextlib import suppress
from typing import Any, cast

import uvicorn
from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import get_resolver
from psycopg import Error

from project.listening import options
from project.postgres.base import DatabaseWrapper
from realtime.hub import leave_all

LINGER_SECONDS = 1.0
"""For how long after the last connection was let in requests are still taken from those that are open."""
STEP_SECONDS = 0.05


class Server(uvicorn.Server):  # type: ignore[misc]
    """Stops in this order: lets nobody in, closes sockets with 4503, answers what is on its way, then closes.

    uvicorn alone closes a connection at once whose request is not there yet, so a request that is just being sent
    is lost. A listening socket that somebody else holds (`fd`) is only let go of: who waits in it is served by the
    next process.
    """

    async def shutdown(self, sockets: Any = None) -> None:
        """What uvicorn calls when it was told to stop."""
        for server in self.servers:
            server.close()
        lingering = asyncio.create_task(self._linger())
        await leave_all()
        await lingering
        await super().shutdown(sockets)

    async def _linger(self) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + LINGER_SECONDS
        while self.server_state.connections and loop.time() < ends and not self.force_exit:
            for connection in self.server_state.connections:
                cycle = getattr(connection, "cycle", None)
                if cycle is not None and not cycle.response_complete:
                    cycle.keep_alive = False
            await asyncio.sleep(STEP_SECONDS)


def serve(*, host: str, port: int, fd: int | None, stop_seconds: float) -> None:
    """Serve REST, pages and sockets until SIGTERM or SIGINT, on an address or on the listening socket `fd`; whoever
    connects finds a process that is ready.
    """
    config = uvicorn.Config("project.asgi:application", **options(host, port, fd=fd, stop_seconds=stop_seconds))
    get_resolver().url_patterns  # noqa: B018 - all is imported before anybody is let in, not by the first request
    _connect()
    Server(config).run()


def _connect() -> None:
    """Fill the pool before anybody is let in. A database that is away is found out by the requests."""
    with suppress(Error):
        cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS]).fill_pool()
