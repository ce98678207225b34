"""Checks Redis or Valkey: version, reads and writes, memory, persistence."""

from collections.abc import Iterator

import redis
from django.conf import settings

from apps.core.ids import uuid7
from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 3
MIN_VERSION = (6, 2)
NO_EVICTION = "noeviction"
FULL_SHARE = 0.8


def check_redis() -> Iterator[Finding]:
    """Check the version, a write and a read, free memory, append-only file and eviction policy."""
    link = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=TIMEOUT_SECONDS, socket_timeout=TIMEOUT_SECONDS
    )
    key, value = f"{settings.REDIS_PREFIX}:doctor:{uuid7()}", b"yes"
    try:
        info = link.info("server")
        link.set(key, value, ex=60)
        read = link.get(key)
        link.delete(key)
    except (redis.RedisError, OSError) as error:
        yield bad(
            "redis", f"Redis does not answer as it should: {type(error).__name__}", "Start it, or mend REDIS_URL."
        )
        return
    if read != value:
        yield bad("redis", "what was written could not be read", "REDIS_URL must lead to one server, not to a cluster.")
        return
    name = "Valkey" if info.get("server_name") == "valkey" else "Redis"
    version = str(info.get("valkey_version") or info.get("redis_version") or "0")
    if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) < MIN_VERSION:
        yield warn("redis", f"{name} {version} is old", "Move to Redis 7 or Valkey 8 or newer.")
    else:
        yield ok("redis", f"{name} {version} answers")
    yield from _check_memory(link)
    yield from _check_configuration(link)


def _check_memory(link: "redis.Redis") -> Iterator[Finding]:
    try:
        info: dict[str, int] = link.info("memory")
    except (redis.RedisError, OSError):
        return
    used, limit = int(info["used_memory"]), int(info.get("maxmemory", 0))
    if limit and used > limit * FULL_SHARE:
        text = f"it uses {used / 1e6:.0f} MB of the {limit / 1e6:.0f} that it may"
        yield warn("redis", text, "Raise maxmemory and its container's memory, before it takes nothing more.")


def _check_configuration(link: "redis.Redis") -> Iterator[Finding]:
    try:
        config: dict[str, str] = link.config_get("appendonly", "maxmemory", "maxmemory-policy")  # type: ignore[assignment]
    except (redis.RedisError, OSError):
        yield warn(
            "redis", "its configuration may not be read", "See by hand: appendonly yes, maxmemory-policy noeviction."
        )
        return
    policy, limit = config.get("maxmemory-policy", NO_EVICTION), int(config.get("maxmemory", 0) or 0)
    if limit and policy != NO_EVICTION:
        yield warn(
            "redis",
            f"when its memory is full it throws keys away ({policy}): wake-ups and limits on log-ins among them",
            "Set maxmemory-policy noeviction.",
        )
    if config.get("appendonly") != "yes":
        yield warn(
            "redis",
            "it keeps no append-only file: a restart forgets limits on log-ins and counts of the monitor",
            "Set appendonly yes.",
        )
