"""Metrics that processes count and report."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from apps.core import app_metrics, metrics
from apps.core.metrics import SUM, Counter, Histogram, Labels

GAUGES = {
    "talim_sockets_open": ("Sockets that said hello and are open", ()),
    "talim_socket_events": ("What happened to sockets of this process since its start", ("what",)),
    "talim_db_pool_connections": (
        "Connections of this process's pool: open, idle; threads waiting for one",
        ("state",),
    ),
}


def collect_counts() -> Iterator[Metric]:
    """Return all declared counters and histograms; without samples when nothing was counted."""
    metrics.flush_counts()
    found = metrics.read_counts()
    for family in app_metrics.list_metrics():
        mine = {series[1:]: value for series, value in found.items() if series[0] == family.name}
        yield _build_histogram(family, mine) if isinstance(family, Histogram) else _build_counter(family, mine)


def _build_counter(family: Counter, mine: dict[Labels, float]) -> Metric:
    made = CounterMetricFamily(family.name, family.text, labels=family.labels)
    for labels, value in sorted(mine.items()):
        if len(labels) == len(family.labels):
            made.add_metric(labels, value)
    return made


def _build_histogram(family: Histogram, mine: dict[Labels, float]) -> Metric:
    made = HistogramMetricFamily(family.name, family.text, labels=family.labels)
    bounds = [*(f"{bound:g}" for bound in family.buckets), "+Inf"]
    wanted = {labels[:-1] for labels in mine if len(labels) == len(family.labels) + 1}
    for labels in sorted(wanted):
        total, buckets = 0.0, []
        for bound in bounds:
            total += mine.get((*labels, bound), 0)
            buckets.append((bound, total))
        made.add_metric(labels, buckets, sum_value=mine.get((*labels, SUM), 0))
    return made


def collect_redis_memory() -> Iterator[Metric]:
    """Return the memory that Redis uses and its limit."""
    used, most = metrics.read_redis_memory()
    yield GaugeMetricFamily("talim_redis_used_bytes", "Memory that Redis uses", value=used)
    yield GaugeMetricFamily("talim_redis_max_bytes", "Memory that it may use, 0 without a limit", value=most)


def collect_process_gauges() -> Iterator[Metric]:
    """Return the gauges of all processes that reported lately."""
    alive = metrics.list_processes()
    up = GaugeMetricFamily("talim_process_up", "1 for each process that spoke lately", labels=["process", "role"])
    for state in alive:
        up.add_metric([state.process, state.role], 1)
    yield up
    for name, (text, labels) in GAUGES.items():
        made = GaugeMetricFamily(name, text, labels=["process", *labels])
        for state in alive:
            for values, number in state.gauges.get(name, {}).items():
                made.add_metric([state.process, *values], number)
        yield made
