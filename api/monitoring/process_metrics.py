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


def collect_counters_and_histograms() -> Iterator[Metric]:
    """Return all declared counters and histograms; without samples when nothing was counted."""
    metrics.flush_metric_counts()
    all_counts = metrics.read_metric_counts()
    for family in app_metrics.list_metrics():
        family_counts = {series[1:]: value for series, value in all_counts.items() if series[0] == family.name}
        yield (
            _build_histogram(family, family_counts)
            if isinstance(family, Histogram)
            else _build_counter(family, family_counts)
        )


def _build_counter(family: Counter, counts: dict[Labels, float]) -> Metric:
    metric = CounterMetricFamily(family.name, family.text, labels=family.labels)
    for labels, value in sorted(counts.items()):
        if len(labels) == len(family.labels):
            metric.add_metric(labels, value)
    return metric


def _build_histogram(family: Histogram, counts: dict[Labels, float]) -> Metric:
    metric = HistogramMetricFamily(family.name, family.text, labels=family.labels)
    bounds = [*(f"{bound:g}" for bound in family.buckets), "+Inf"]
    label_sets = {labels[:-1] for labels in counts if len(labels) == len(family.labels) + 1}
    for labels in sorted(label_sets):
        total, buckets = 0.0, []
        for bound in bounds:
            total += counts.get((*labels, bound), 0)
            buckets.append((bound, total))
        metric.add_metric(labels, buckets, sum_value=counts.get((*labels, SUM), 0))
    return metric


def collect_redis_memory() -> Iterator[Metric]:
    """Return the memory that Redis uses and its limit."""
    used, limit = metrics.read_redis_memory()
    yield GaugeMetricFamily("talim_redis_used_bytes", "Memory that Redis uses", value=used)
    yield GaugeMetricFamily("talim_redis_max_bytes", "Memory that it may use, 0 without a limit", value=limit)


def collect_process_gauges() -> Iterator[Metric]:
    """Return the gauges of all processes that reported lately."""
    alive = metrics.list_reporting_processes()
    up = GaugeMetricFamily("talim_process_up", "1 for each process that spoke lately", labels=["process", "role"])
    for state in alive:
        up.add_metric([state.process, state.role], 1)
    yield up
    for name, (text, labels) in GAUGES.items():
        metric = GaugeMetricFamily(name, text, labels=["process", *labels])
        for state in alive:
            for values, number in state.gauges.get(name, {}).items():
                metric.add_metric([state.process, *values], number)
        yield metric
