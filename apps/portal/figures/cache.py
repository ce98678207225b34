"""Figures are kept in Redis for a minute; of many who ask at once one makes them. Without Redis everybody does."""

import hashlib
import json
import time
from collections.abc import Callable
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


def build_cache_key(*what: Any) -> str:
    """A key for figures of this: nothing in it is of a language or of a person."""
    told = json.dumps(what, default=repr, sort_keys=True)
    return f"centre-figures:1:{hashlib.sha256(told.encode()).hexdigest()}"


def get_or_compute(key: str, make: Callable[[], Cached]) -> Cached:
    """What was made under the key within SECONDS, else what `make` answers now."""
    try:
        found: Cached | None = cache.get(key)
        if found is not None:
            return found
        if not cache.add(f"{key}:turn", 1, LOCK_SECONDS):
            found = _wait_for_other(key)
            if found is not None:
                return found
    except (redis.RedisError, OSError):
        log.warning("redis is away: figures are made anew")
        return make()
    try:
        made = make()
        _store(key, made)
    finally:
        _release_lock(key)
    return made


def _wait_for_other(key: str) -> Any:
    """What whoever has the turn makes; None when it ended without."""
    until = time.monotonic() + LOCK_SECONDS
    while time.monotonic() < until:
        time.sleep(POLL_SECONDS)
        over = cache.get(f"{key}:turn") is None
        found = cache.get(key)
        if over or found is not None:
            return found
    return None


def _store(key: str, made: Any) -> None:
    try:
        cache.set(key, made, CACHE_SECONDS)
    except (redis.RedisError, OSError):
        log.warning("redis is away: figures were not kept")


def _release_lock(key: str) -> None:
    try:
        cache.delete(f"{key}:turn")
    except (redis.RedisError, OSError):
        log.warning("redis is away: a turn ends by itself")
