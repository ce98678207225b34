"""What Prometheus reads: `exposition()`, the whole installation's numbers from whichever process is asked."""

from api.monitoring.metrics_page import CONTENT_TYPE, render_metrics

__all__ = ["CONTENT_TYPE", "render_metrics"]
