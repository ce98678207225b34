"""uvicorn's options, for the platform and for the applications that `bench.http` compares with it."""

from typing import Any

BACKLOG = 2048
KEEP_ALIVE_SECONDS = 15
"""How long an idle connection is kept: longer than our clients and proxies keep theirs. Otherwise a connection could
be closed just when a request is sent on it.
"""


def build_uvicorn_options(host: str, port: int, *, fd: int | None = None, stop_seconds: float = 5.0) -> dict[str, Any]:
    """Return the options of `uvicorn.Config` besides the application.

    Heads of requests are limited, socket messages are small, forwarded headers are not trusted. `limit_concurrency`
    counts open sockets too, so it is far above the thousand that one process serves.
    """
    return {
        "host": host,
        "port": port,
        "fd": fd,
        "backlog": BACKLOG,
        "lifespan": "off",
        "http": "project.http_heads:BoundedHttpProtocol",
        "log_config": None,
        "access_log": False,
        "proxy_headers": False,
        "server_header": False,
        "limit_concurrency": 4000,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "ws_max_size": 65536,
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": max(1, round(stop_seconds)),
    }
