"""Runs uvicorn and stops it gracefully: accepted requests are answered, sockets lose no event."""

import asyncio
from contextlib import suppress
from typing import Any, cast

import uvicorn
from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import get_resolver
from psycopg import Error

from apps.core.metrics import start_metrics_reporting
from project.postgres.base import DatabaseWrapper
from project.uvicorn_options import build_uvicorn_options
from realtime.hub import close_all_sockets

LINGER_SECONDS = 3.0
"""How long open connections may still send requests after the server stopped accepting new connections. nginx closes
idle ones after 0.5 s (`deploy/nginx/upstreams-*.conf`); on a busy machine it comes to that later.
"""
STEP_SECONDS = 0.05


class GracefulServer(uvicorn.Server):  # type: ignore[misc]
    """Stops in this order: accept no new connections, close sockets with 4503, answer open requests, close.

    uvicorn alone closes idle connections at once, so a request that is just being sent is lost. A listening socket of
    another process (`fd`) is only released: the next process serves the clients that wait in it.
    """

    async def shutdown(self, sockets: Any = None) -> None:
        """Stop gracefully. Called by uvicorn after SIGTERM or SIGINT."""
        for server in self.servers:
            server.close()
        lingering = asyncio.create_task(self._linger())
        await close_all_sockets()
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


def run_server(*, host: str, port: int, fd: int | None, stop_seconds: float) -> None:
    """Serve REST, pages and sockets until SIGTERM or SIGINT, on an address or on the listening socket `fd`.

    All modules are imported and the database pool is filled before the first connection is accepted.
    """
    config = uvicorn.Config(
        "project.asgi:application", **build_uvicorn_options(host, port, fd=fd, stop_seconds=stop_seconds)
    )
    start_metrics_reporting("web")
    get_resolver().url_patterns  # noqa: B018 - imports all views before the first request
    fill_database_pool()
    GracefulServer(config).run()


def fill_database_pool() -> None:
    """Fill the connection pool of this process. Ignore a database that is down: requests will report it."""
    with suppress(Error):
        cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS]).fill_pool()
