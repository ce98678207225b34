"""The page of numbers in Prometheus' text form.

Three sources: what processes counted (`apps.core.metrics`, in Redis), rows that are the truth anyway (jobs, beats,
deliveries, budgets), and the machine. A source that fails is left out, and `talim_scrape_ok` names it: a monitor that
falls silent when PostgreSQL does would be of no use.
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
    "counted": process_metrics.counts,
    "processes": process_metrics.processes,
    "memory": process_metrics.memory,
    "jobs": database_metrics.jobs,
    "beats": database_metrics.beats,
    "periodic": database_metrics.periodic,
    "deliveries": database_metrics.deliveries,
    "sms": database_metrics.sms,
    "database": database_metrics.database,
    "backup": backups.age,
    "speech": speech.engines,
    "disk": machine.disk,
    "certificate": machine.certificate,
}


class _Page(Collector):
    def collect(self) -> Iterator[Metric]:
        ok = GaugeMetricFamily("talim_scrape_ok", "1 where this part could be read just now", labels=["part"])
        for part, read in SOURCES.items():
            try:
                found = list(read())
            except Exception as error:
                logger.warning("a part of the metrics could not be read", extra={"part": part, "error": repr(error)})
                ok.add_metric([part], 0)
            else:
                ok.add_metric([part], 1)
                yield from found
        yield ok


def exposition() -> bytes:
    """All numbers, as text; never fails because a part is away."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Page())
    return generate_latest(registry)
