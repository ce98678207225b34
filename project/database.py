"""Converts `DATABASE_URL` to Django's connection settings."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WORD_SIMILARITY = 0.45
"""How alike words must be for a search that forgives typing errors (pg_trgm, `%>`): one wrong or missing letter in a
word of six still is 0.5, which PostgreSQL's own threshold (0.6) would not find."""
POOL_SECONDS = 5.0
"""How long a request waits for a connection before it is answered with 503."""


def build_database_settings(url: str, *, pool_size: int) -> dict[str, Any]:
    """Return Django's `DATABASES` entry for a `postgres://user:password@host:port/name?option=value` URL.

    `pool_size` 0 gives plain connections (job processes), else a pool of at most that many. A `host` option names a
    folder of Unix sockets.
    """
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if pool_size:
        options["pool"] = {"max_size": pool_size, "timeout": POOL_SECONDS}
    options.setdefault("connect_timeout", 5)
    # Of the two seconds that a search took, 1.9 were for compiling it to machine code.
    options.setdefault(
        "options",
        "-c jit=off -c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s "
        f"-c pg_trgm.word_similarity_threshold={WORD_SIMILARITY}",
    )
    return {
        "ENGINE": "project.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }
