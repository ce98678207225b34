"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(name="notifications.security_notice", handler="apps.notifications.services.security_notice"),
    JobKind(name="notifications.sms_balance_low", handler="apps.notifications.ops_notices.sms_balance_low"),
    JobKind(
        name="notifications.tell",
        handler="apps.notifications.afterwards.tell",
        tries=8,
        keep_done=timedelta(days=1),
    ),
]
