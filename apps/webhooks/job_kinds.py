"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(
        name="webhooks.deliver",
        handler="apps.webhooks.deliveries.deliver_webhook",
        on_dead="apps.webhooks.deliveries.fail_delivery",
        limit=timedelta(minutes=2),
        keep_done=timedelta(days=1),
        keep_dead=timedelta(days=30),
    )
]
"""One job is one try: what the receiver fails at is the delivery's, what a worker fails at is the job's."""
