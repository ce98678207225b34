"""Job kinds of this app."""

from functools import partial

from apps.core.durations import DAY, HOUR, MINUTE, SECOND
from apps.jobs.kinds import JobKind

message_kind = partial(JobKind, keep_done=2 * DAY, keep_dead=2 * DAY)
"""Jobs of messages are kept for so long; they hold no text or address and cannot be sent again."""

JOB_KINDS = [
    message_kind("messaging.send_email", "apps.messaging.services.deliver_email", tries=5, backoff=15 * SECOND),
    message_kind("messaging.send_sms", "apps.messaging.services.deliver_sms", tries=4, backoff=10 * SECOND),
    message_kind("messaging.send_telegram", "apps.messaging.services.deliver_telegram", tries=5),
    JobKind(
        "messaging.confirm_sms",
        "apps.messaging.sms_status.refresh_sms_status",
        tries=5,
        backoff=15 * SECOND,
        keep_done=2 * DAY,
    ),
    JobKind(
        "messaging.check_sms_balance",
        "apps.messaging.sms_balance.check_sms_balance",
        backoff=MINUTE,
        keep_done=2 * DAY,
        every=6 * HOUR,
    ),
    JobKind("messaging.empty_outbox", "apps.messaging.outbox.delete_old_outbox_files", every=DAY, offset=22 * HOUR),
]
