"""How uvicorn listens for the platform; whatever is compared with it (`bench.http`) is served in the same way."""

from typing import Any

LISTENING_QUEUE = 2048
KEEP_SECONDS = 15
"""So long an idle connection is kept: longer than any client or proxy of ours keeps its end, so that none is closed
just as a request is sent on it, not even by a process that had no processor for some seconds.
"""


def options(host: str, port: int, *, fd: int | None = None, stop_seconds: float = 5.0) -> dict[str, Any]:
    """The settings of `uvicorn.Config` besides the application.

    Small messages on sockets, no trust in forwarded headers, connections bounded: open sockets count as such, so the
    bound is well above the thousand that a process serves.
    """
    return {
        "host": host,
        "port": port,
        "fd": fd,
        "backlog": LISTENING_QUEUE,
        "lifespan": "off",
        "log_config": None,
        "access_log": False,
        "proxy_headers": False,
        "server_header": False,
        "limit_concurrency": 4000,
        "timeout_keep_alive": KEEP_SECONDS,
        "ws_max_size": 65536,
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": max(1, round(stop_seconds)),
    }
