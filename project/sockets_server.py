"""Runs daphne for a process that serves sockets only, and stops it gracefully: sockets are closed with 4503."""

import asyncio
import sys
from typing import Any, cast

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.urls import get_resolver
from twisted.internet.defer import Deferred

from apps.core.metrics import start_metrics_reporting
from project.server import fill_database_pool
from project.uvicorn_options import BACKLOG
from realtime.frames import MAX_BYTES
from realtime.hub import close_all_sockets

SWITCH_SECONDS = 0.0001


class GracefulDaphne(Server):  # type: ignore[misc]
    """daphne that asks clients to reconnect before it stops. daphne alone cancels the applications, which closes
    sockets with 1001 or without a close frame.
    """

    def kill_all_applications(self) -> Any:
        """Close sockets with 4503, then end what is left. Twisted calls it after SIGTERM or SIGINT, and waits."""
        closed = Deferred.fromFuture(asyncio.ensure_future(close_all_sockets()))
        return closed.addBoth(lambda _: super(GracefulDaphne, self).kill_all_applications())


def run_sockets_server(*, host: str, port: int) -> None:
    """Serve sockets on an address until SIGTERM or SIGINT; REST and pages too, for health checks."""
    from project.asgi import application  # after daphne: it limits daphne's bodies then

    # Each frame to a client is a system call, after which the event loop waits so long for a thread that computes.
    sys.setswitchinterval(SWITCH_SECONDS)
    start_metrics_reporting("web")
    get_resolver().url_patterns  # noqa: B018 - imports all views before the first request
    fill_database_pool()
    (endpoint,) = cast(list[str], build_endpoint_description_strings(host=host, port=port))
    GracefulDaphne(
        application,
        endpoints=[f"{endpoint}:backlog={BACKLOG}"],
        websocket_max_message_size=MAX_BYTES,
        websocket_max_frame_size=MAX_BYTES,
        server_name="",
        verbosity=0,
    ).run()
