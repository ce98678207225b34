"""The metrics page in the text format of Prometheus.

Its parts are counts of processes (`apps.core.metrics`, in Redis), database rows (jobs, heartbeats, deliveries, budgets)
and the machine. A part that fails is left out and named by `talim_scrape_ok`, so monitoring works while PostgreSQL is
down.
"""

import logging
from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.monitoring import backups, database_metrics, machine, process_metrics, speech

logger = logging.getLogger("talim.monitoring")

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SOURCES: dict[str, Callable[[], Iterable[Metric]]] = {
    "counted": process_metrics.collect_counters_and_histograms,
    "processes": process_metrics.collect_process_gauges,
    "memory": process_metrics.collect_redis_memory,
    "jobs": database_metrics.collect_jobs,
    "beats": database_metrics.collect_heartbeats,
    "periodic": database_metrics.collect_periodic_jobs,
    "deliveries": database_metrics.collect_notification_deliveries,
    "sms": database_metrics.collect_sms_budget,
    "database": database_metrics.collect_database_connections_and_size,
    "backup": backups.collect_backup_age_and_missing_files,
    "speech": speech.collect_reporting_engines,
    "disk": machine.collect_disk_space,
    "certificate": machine.collect_certificate,
}


class _MetricsCollector(Collector):
    def collect(self) -> Iterator[Metric]:
        ok = GaugeMetricFamily("talim_scrape_ok", "1 where this part could be read just now", labels=["part"])
        for part, read in SOURCES.items():
            try:
                families = list(read())
            except Exception as error:
                logger.warning("a part of the metrics could not be read", extra={"part": part, "error": repr(error)})
                ok.add_metric([part], 0)
            else:
                ok.add_metric([part], 1)
                yield from families
        yield ok


def render_metrics() -> bytes:
    """Return all metrics as text; it does not fail when a part does."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_MetricsCollector())
    return generate_latest(registry)
