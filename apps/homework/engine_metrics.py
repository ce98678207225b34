"""Live metrics of running speech engines, in Redis for a few seconds; nothing is durable.

Each engine publishes about once a second; the command `speech_top` reads. Without Redis the engine loses half a second
every `PAUSE_SECONDS`. Metrics are numbers and names of models, nothing about a pupil.
"""

import json
import time
from functools import cache
from typing import Any

import redis
import structlog
from django.conf import settings

from apps.jobs.lease_renewer import get_process_name
from apps.jobs.models import ProcessBeat
from apps.jobs.queues import create_redis_pool

log = structlog.get_logger(__name__)

KEPT_SECONDS = 10
"""How long metrics are shown after an engine stops publishing."""
PAUSE_SECONDS = 5.0
MAX_BYTES = 16_384

_redis_retry_at = 0.0


def publish_engine_metrics(figures: dict[str, Any]) -> bool:
    """Store `figures` (JSON-safe, at most 16 KiB, else ValueError) for this process. Return False when Redis is
    unreachable.

    Known names, all optional: `model`, `device`, `embedding` (texts; "" without a model for free answers),
    `windows_per_s`, `mean_batch`, `real_time_factor` (of the last minute), `in_flight` (stage → clips), `last_batches`
    (seconds of model time), `clips` (since the start).
    """
    global _redis_retry_at
    if time.monotonic() < _redis_retry_at:
        return False
    body = json.dumps({**figures, "at": time.time()})
    if len(body) > MAX_BYTES:
        raise ValueError("figures of the engine are too large")
    try:
        _get_redis().set(_get_key(get_process_name()), body, ex=KEPT_SECONDS)
    except (redis.RedisError, OSError) as error:
        _redis_retry_at = time.monotonic() + PAUSE_SECONDS
        log.warning("engine figures not shown", error=repr(error))
        return False
    return True


def read_engine_metrics() -> list[dict[str, Any]]:
    """Return the metrics of engines that published lately, by process name, each with `process` and `age` (seconds).

    Raise redis.RedisError when Redis is unreachable.
    """
    names = sorted(ProcessBeat.objects.filter(role="speech").values_list("name", flat=True))
    if not names:
        return []
    bodies = _get_redis().mget([_get_key(name) for name in names])
    engines = []
    for name, body in zip(names, bodies, strict=True):
        if body is not None:
            figures = json.loads(body)
            age = max(0.0, time.time() - figures.pop("at"))
            engines.append({**figures, "process": name, "age": round(age, 1)})
    return engines


def count_engines_without_torch() -> int | None:
    """Return how many running engines cannot compare free answers; None when Redis is unreachable."""
    try:
        return len([engine for engine in read_engine_metrics() if engine.get("embedding") == ""])
    except (redis.RedisError, OSError) as error:
        log.warning("engine figures not read", error=repr(error))
        return None


@cache
def _get_redis() -> "redis.Redis":
    return redis.Redis(connection_pool=create_redis_pool(settings.REDIS_URL))


def _get_key(name: str) -> str:
    return f"{settings.REDIS_PREFIX}:speech:figures:{name}"
