"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(name="messaging.send_email", handler="apps.messaging.services.deliver_email", keep_done=timedelta(days=2)),
    JobKind(name="messaging.send_sms", handler="apps.messaging.services.deliver_sms", keep_done=timedelta(days=2)),
    JobKind(
        name="messaging.send_telegram",
        handler="apps.messaging.services.deliver_telegram",
        tries=5,
        keep_done=timedelta(days=2),
    ),
]
