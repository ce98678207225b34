"""All metrics of the processes: names, labels and buckets (`apps.core.metrics`)."""

from apps.core.metrics import Counter, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
ROUTE = ("method", "route")
LONG_SECONDS = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)

REQUESTS = Counter(
    "talim_http_requests_total", "Requests answered, by the pattern of their address", ("method", "route", "status")
)
REQUEST_SECONDS = Histogram("talim_http_request_seconds", "Seconds until the answer", ROUTE, SECONDS)
REQUEST_QUERIES = Counter("talim_http_request_queries_total", "Statements sent to PostgreSQL by requests", ROUTE)
JOBS = Counter(
    "talim_jobs_total", "Tries of jobs, by how they ended: done, failed, dead, refused, put_off", ("kind", "outcome")
)
JOB_SECONDS = Histogram("talim_job_seconds", "Seconds a try of a job took in a worker", ("kind",), LONG_SECONDS)
INCOMING_WEBHOOKS = Counter(
    "talim_webhooks_total", "What providers sent us, by what we made of it", ("provider", "verdict")
)
OUTGOING_WEBHOOKS = Counter(
    "talim_outgoing_webhooks_total", "Tries to tell other systems, by how they ended, without tests", ("outcome",)
)
EVENTS = Counter("talim_events_total", "Numbered events published on streams", ("type",))

FACT_DIFFERENCES = Counter(
    "talim_fact_differences_total",
    "Daily facts of analytics that the nightly proof found different from the raw rows",
    ("measure",),
)

PIPELINE_ROWS_LEFT_OUT = Counter(
    "talim_pipeline_rows_left_out_total",
    "Recommendations of the outside pipeline that no child was shown, by what was wrong with them",
    ("reason",),
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""HTTP methods that are counted by name; others count as "other"."""


def list_metrics() -> tuple[Counter | Histogram, ...]:
    """Return all metrics in the order of their declaration."""
    return tuple(value for value in globals().values() if isinstance(value, Counter | Histogram))
