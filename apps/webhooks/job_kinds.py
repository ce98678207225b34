"""Work of this app that runs as jobs."""

from apps.core.durations import DAY, MINUTE
from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(
        "webhooks.deliver",
        "apps.webhooks.deliveries.deliver_webhook",
        on_dead="apps.webhooks.deliveries.fail_delivery",
        limit=2 * MINUTE,
        keep_done=DAY,
        keep_dead=30 * DAY,
    )
]
"""One job is one try: what the receiver fails at is the delivery's, what a worker fails at is the job's."""
