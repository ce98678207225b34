"""Metrics of running speech engines."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from apps.homework import engine_metrics

GAUGES = {
    "mean_batch": ("talim_speech_batch_size", "Windows in a batch, mean of the last minute"),
    "real_time_factor": ("talim_speech_real_time_factor", "Seconds of sound heard in a second, of the last minute"),
    "windows_per_s": ("talim_speech_windows_per_second", "Windows heard in a second, of the last minute"),
}
COUNTS = {
    "clips": ("talim_speech_clips_total", "Recordings heard since the engine's start"),
    "failures": ("talim_speech_failures_total", "Recordings it failed at since its start"),
}


def collect_reporting_engines() -> Iterator[Metric]:
    """Return one sample for each engine that reported lately."""
    engines = engine_metrics.read_engine_metrics()
    for field, (name, text) in GAUGES.items():
        gauge = GaugeMetricFamily(name, text, labels=["process"])
        for engine in engines:
            gauge.add_metric([engine["process"]], float(engine.get(field) or 0))
        yield gauge
    for field, (name, text) in COUNTS.items():
        count = CounterMetricFamily(name, text, labels=["process"])
        for engine in engines:
            count.add_metric([engine["process"]], float(engine.get(field) or 0))
        yield count
