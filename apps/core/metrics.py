"""Metrics: counters summed over all processes in Redis, and gauges of each process.

    REQUESTS = Counter("talim_http_requests_total", "Requests answered", ("method", "route", "status"))
    REQUESTS.add("GET", "api/v1/health/", "200")

Counting is in memory; a thread sends the counts to Redis every FLUSH_SECONDS. So each web process can show the metrics
of all processes, also of ended ones. While Redis is down, counts are kept and sent later. If Redis loses its data,
counters begin at zero, as after a restart.

Labels are names from the code (routes, kinds, states), never input of clients or personal data. Series above SERIES_MAX
count as "other".
"""

import atexit
import json
import os
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)

FLUSH_SECONDS = 5.0
SILENT_SECONDS = 30
"""A process that has not reported for so long is not shown."""
LIFETIME_SECONDS = 90 * 86_400
SERIES_MAX = 20_000
CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 1.5
SUM = "sum"
_REPORT_SCRIPT = """
return redis.call('HSET', KEYS[1], ARGV[1], redis.call('TIME')[1] .. ' ' .. ARGV[2])
"""
"""Reports have the time of Redis: a process whose clock is ahead would take all others for silent."""

Labels = tuple[str, ...]
Gauge = Callable[[], Mapping[Labels, float]]


@dataclass(frozen=True)
class Counter:
    """A number that only grows; its name ends with `_total`."""

    name: str
    text: str
    labels: tuple[str, ...] = ()

    def add(self, *values: str, by: float = 1) -> None:
        """Add `by`, with one value for each label, in their order."""
        _process_metrics.add((self.name, *values), by)


@dataclass(frozen=True)
class Histogram:
    """Counts of observed values by bucket; `buckets` are upper bounds."""

    name: str
    text: str
    labels: tuple[str, ...]
    buckets: tuple[float, ...]

    def observe(self, value: float, *values: str) -> None:
        """Count one value, with one value for each label, in their order."""
        bound = next((f"{bucket:g}" for bucket in self.buckets if value <= bucket), "+Inf")
        _process_metrics.add((self.name, *values, bound), 1)
        _process_metrics.add((self.name, *values, SUM), value)


@dataclass(frozen=True)
class ProcessState:
    """What a process reported: its role, its age in seconds, and its gauges by name and labels."""

    process: str
    role: str
    age: float
    gauges: dict[str, dict[Labels, float]] = field(default_factory=dict)


def get_process_name() -> str:
    """Return the name of this process: host and process id."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def register_gauge(name: str, read_values: Gauge) -> None:
    """Report the values of `read_values()`, by labels, for this process. `read_values` is called in a thread."""
    _gauges[name] = read_values


def start_metrics_reporting(role: str) -> None:
    """Set the role of this process (`web`, `worker` …) and start to report its metrics."""
    _process_metrics.role = role
    _process_metrics.start()


def flush_metric_counts() -> bool:
    """Send all counts to Redis now. Return False when Redis is down; the counts are kept."""
    return _process_metrics.flush()


def read_metric_counts() -> dict[Labels, float]:
    """Return all counts of all processes, by name and labels (of histograms also the bucket). Raise redis.RedisError
    when Redis is down.
    """
    stored: dict[bytes, bytes] = _get_redis().hgetall(_build_key("counts"))  # type: ignore[assignment]
    return {tuple(json.loads(name)): float(value) for name, value in stored.items()}


def read_redis_memory() -> tuple[int, int]:
    """Return the bytes that Redis uses and its limit (0: none)."""
    info: dict[str, Any] = _get_redis().info("memory")
    return int(info["used_memory"]), int(info.get("maxmemory", 0))


def list_reporting_processes() -> list[ProcessState]:
    """Return the processes that reported lately, by name. Raise redis.RedisError when Redis is down."""
    with _get_redis().pipeline(transaction=False) as pipe:
        pipe.hgetall(_build_key("reports"))
        pipe.time()
        stored, (now, _microseconds) = pipe.execute()
    states, silent = [], []
    for name, body in sorted(stored.items()):
        at, _space, text = body.partition(b" ")
        age, report = float(now - int(at)), json.loads(text)
        if age > SILENT_SECONDS:
            silent.append(name)
            continue
        gauges: dict[str, dict[Labels, float]] = defaultdict(dict)
        for metric, labels, value in report["gauges"]:
            gauges[metric][tuple(labels)] = value
        states.append(ProcessState(name.decode(), report["role"], age, gauges))
    if silent:
        _get_redis().hdel(_build_key("reports"), *silent)
    return states


class _ProcessMetrics:
    """The counts of this process that are not sent yet, and the thread that sends them."""

    def __init__(self) -> None:
        self.role = "web"
        self._lock = threading.Lock()
        self._send_lock = threading.Lock()
        self._counts: dict[Labels, float] = defaultdict(float)
        self._known: set[Labels] = set()
        self._thread: threading.Thread | None = None

    def add(self, series: Labels, by: float) -> None:
        with self._lock:
            if series not in self._known and len(self._known) >= SERIES_MAX:
                series = (series[0], *("other" for _ in series[1:-1]), *series[1:][-1:])
            self._known.add(series)
            self._counts[series] += by
        if self._thread is None:
            self.start()

    def start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="metrics", daemon=True)
                self._thread.start()

    def flush(self) -> bool:
        with self._send_lock:
            with self._lock:
                counted, self._counts = self._counts, defaultdict(float)
            try:
                self._send(counted)
            except (redis.RedisError, OSError) as error:
                with self._lock:
                    for series, by in counted.items():
                        self._counts[series] += by
                log.info("metrics are kept until Redis answers", error=type(error).__name__)
                return False
            return True

    def _send(self, counts: dict[Labels, float]) -> None:
        report = {"role": self.role, "gauges": list(_read_gauges())}
        with _get_redis().pipeline(transaction=False) as pipe:
            for series, by in counts.items():
                pipe.hincrbyfloat(_build_key("counts"), json.dumps(series), by)
            pipe.expire(_build_key("counts"), LIFETIME_SECONDS)
            pipe.eval(_REPORT_SCRIPT, 1, _build_key("reports"), get_process_name(), json.dumps(report))
            pipe.execute()

    def _run(self) -> None:
        while True:
            self.flush()
            time.sleep(FLUSH_SECONDS)

    def stop(self) -> None:
        """Send the last counts and remove this process from the list."""
        if self._thread is not None and self.flush():
            try:
                _get_redis().hdel(_build_key("reports"), get_process_name())
            except (redis.RedisError, OSError) as error:
                log.info("this process is shown a little longer", error=type(error).__name__)


def _read_gauges() -> Iterable[tuple[str, Labels, float]]:
    for name, read in list(_gauges.items()):
        try:
            for labels, value in read().items():
                yield name, labels, value
        except Exception as error:
            log.warning("a gauge could not be read", gauge=name, error=repr(error))


@cache
def _get_redis() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
    )


def _build_key(name: str) -> str:
    return f"{settings.REDIS_PREFIX}:metrics:{name}"


def _forget_after_fork() -> None:
    """Start anew in a forked child, which has its parent's counts but not its thread."""
    global _process_metrics
    role, _process_metrics = _process_metrics.role, _ProcessMetrics()
    _process_metrics.role = role
    _get_redis.cache_clear()


_gauges: dict[str, Gauge] = {}
_process_metrics = _ProcessMetrics()
os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(lambda: _process_metrics.stop())
