"""Routes of the socket, `/ws/v1/`, and the check of page origins."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import structlog
from channels.routing import URLRouter
from django.conf import settings
from django.http.request import validate_host
from django.urls import path, re_path

from realtime.consumers import serve_socket
from realtime.hub import counters

_log = structlog.get_logger(__name__)


def is_origin_allowed(origins: Iterable[bytes]) -> bool:
    """Return whether a connection with these `Origin` headers is allowed.

    None is allowed: native clients send none and are authenticated by the ticket. Browsers always send one; it must be
    an http(s) page of ALLOWED_HOSTS or one of CORS_ALLOWED_ORIGINS, and none of an interactive package.
    """
    values = list(origins)
    if not values:
        return True
    if len(values) > 1:
        return False
    origin = values[0].decode("latin-1").lower()
    if origin == settings.PACKAGES_ORIGIN:
        return False
    if origin in {allowed.lower().rstrip("/") for allowed in settings.CORS_ALLOWED_ORIGINS}:
        return True
    try:
        parts = urlsplit(origin)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != origin or "@" in origin:
        return False
    return bool(host) and validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS)


class OriginCheck:
    """Refuses handshakes of other pages with 403, before anything is accepted."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Forward the connection, or refuse it."""
        if is_origin_allowed(value for name, value in scope["headers"] if name == b"origin"):
            await self.application(scope, receive, send)
        else:
            counters["refused_origins"] += 1
            _log.warning("origin_refused")
            await _refuse(scope, receive, send)


async def _refuse(scope: Any, receive: Any, send: Any) -> None:
    """Answer a handshake with 403."""
    await receive()
    await send({"type": "websocket.close", "code": 4403})


_consumer: Any = serve_socket
_reject_all: Any = _refuse
socket_application = OriginCheck(URLRouter([path("ws/v1/", _consumer), re_path(r"", _reject_all)]))
