"""A cache of figures in Redis for a minute. Of parallel callers one computes them; without Redis each does."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import redis
import structlog
from django.core.cache import cache

log = structlog.get_logger(__name__)
Cached = TypeVar("Cached")

CACHE_SECONDS = 60
LOCK_SECONDS = 20
"""For so long one makes them while others wait; then each makes its own."""
POLL_SECONDS = 0.05


def build_cache_key(*values: Any) -> str:
    """Return a cache key of these values, which contain no language and no user."""
    text = json.dumps(values, default=repr, sort_keys=True)
    return f"centre-figures:1:{hashlib.sha256(text.encode()).hexdigest()}"


def get_cached_or_compute(key: str, compute: Callable[[], Cached]) -> Cached:
    """Return the value cached under the key within CACHE_SECONDS, else what `compute` returns now."""
    try:
        cached: Cached | None = cache.get(key)
        if cached is None and not cache.add(f"{key}:turn", 1, LOCK_SECONDS):
            cached = _wait_for_other(key)
        if cached is not None:
            return cached
    except (redis.RedisError, OSError):
        log.warning("redis is down: figures are computed without the cache")
        return compute()
    try:
        value = compute()
        with _redis_may_be_down("figures were not cached"):
            cache.set(key, value, CACHE_SECONDS)
    finally:
        with _redis_may_be_down("the lock expires by itself"):
            cache.delete(f"{key}:turn")
    return value


def _wait_for_other(key: str) -> Any:
    """Return what the caller with the lock stores; None when it ended without a value."""
    until = time.monotonic() + LOCK_SECONDS
    while time.monotonic() < until:
        time.sleep(POLL_SECONDS)
        over = cache.get(f"{key}:turn") is None
        value = cache.get(key)
        if over or value is not None:
            return value
    return None


@contextmanager
def _redis_may_be_down(then: str) -> Iterator[None]:
    try:
        yield
    except (redis.RedisError, OSError):
        log.warning(f"redis is down: {then}")
