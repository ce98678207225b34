"""Metrics for Prometheus: `render_metrics()` returns those of the whole installation from any web process."""

from api.monitoring.metrics_page import CONTENT_TYPE, render_metrics
