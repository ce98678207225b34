"""Job kinds of notifications."""

from apps.core.durations import DAY, MINUTE, SECOND
from apps.jobs.kinds import JobKind

TRIES = 7
"""Attempts to send: the second after five seconds, each pause four times as long as the one before, an hour and a half
before the last.
"""

JOB_KINDS = [
    JobKind("notifications.security_notice", "apps.notifications.services.notify_security_event"),
    JobKind("notifications.sms_balance_low", "apps.notifications.office_notices.notify_low_sms_balance"),
    JobKind("notifications.webhook_off", "apps.notifications.office_notices.notify_webhook_disabled"),
    JobKind("notifications.tell", "apps.notifications.after_commit.send_deferred_messages", tries=8, keep_done=DAY),
    *(
        JobKind(
            name,
            "apps.notifications.services.sending.send_delivery",
            on_dead="apps.notifications.services.sending.fail_delivery_of_dead_job",
            tries=TRIES,
            keep_done=2 * DAY,
        )
        for name in (
            "notifications.send_telegram_notification",
            "notifications.send_sms_notification",
            "notifications.send_email_notification",
            "notifications.send_push_notification",
        )
    ),
    JobKind(
        "notifications.sms_status",
        "apps.notifications.services.sms_statuses.save_sms_status",
        tries=5,
        keep_done=2 * DAY,
        keep_dead=7 * DAY,
    ),
    JobKind(
        "notifications.send_digests",
        "apps.notifications.services.digests.send_digests",
        keep_done=DAY,
        every=5 * MINUTE,
        offset=30 * SECOND,
    ),
]
