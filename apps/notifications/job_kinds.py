"""Job kinds of notifications."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

TRIES = 7
"""Attempts to send: the second after five seconds, each pause four times as long as the one before, an hour and a half
before the last.
"""

JOB_KINDS = [
    JobKind(name="notifications.security_notice", handler="apps.notifications.services.notify_security_event"),
    JobKind(name="notifications.sms_balance_low", handler="apps.notifications.office_notices.notify_low_sms_balance"),
    JobKind(name="notifications.webhook_off", handler="apps.notifications.office_notices.notify_webhook_disabled"),
    JobKind(
        name="notifications.tell",
        handler="apps.notifications.after_commit.deliver_after_commit",
        tries=8,
        keep_done=timedelta(days=1),
    ),
    *(
        JobKind(
            name=f"notifications.send_{channel}_notification",
            handler=f"apps.notifications.services.sending.send_{channel}",
            on_dead="apps.notifications.services.sending.fail_dead_delivery",
            tries=TRIES,
            keep_done=timedelta(days=2),
        )
        for channel in ("telegram", "sms", "email", "push")
    ),
    JobKind(
        name="notifications.sms_status",
        handler="apps.notifications.services.sms_statuses.save_sms_status",
        tries=5,
        keep_done=timedelta(days=2),
        keep_dead=timedelta(days=7),
    ),
    JobKind(
        name="notifications.send_digests",
        handler="apps.notifications.services.digests.send_digests",
        keep_done=timedelta(days=1),
    ),
]

PERIODIC = [
    PeriodicJob(
        name="notifications.send_digests",
        kind="notifications.send_digests",
        every=timedelta(minutes=5),
        offset=timedelta(seconds=30),
    )
]
