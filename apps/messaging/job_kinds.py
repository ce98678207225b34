"""Job kinds of this app."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

MESSAGE_JOB_AGE = timedelta(days=2)
"""Jobs of messages are kept for so long; they hold no text or address and cannot be sent again."""

JOB_KINDS = [
    JobKind(
        name="messaging.send_email",
        handler="apps.messaging.services.deliver_email",
        tries=5,
        backoff=timedelta(seconds=15),
        keep_done=MESSAGE_JOB_AGE,
        keep_dead=MESSAGE_JOB_AGE,
    ),
    JobKind(
        name="messaging.send_sms",
        handler="apps.messaging.services.deliver_sms",
        tries=4,
        backoff=timedelta(seconds=10),
        keep_done=MESSAGE_JOB_AGE,
        keep_dead=MESSAGE_JOB_AGE,
    ),
    JobKind(
        name="messaging.send_telegram",
        handler="apps.messaging.services.deliver_telegram",
        tries=5,
        keep_done=MESSAGE_JOB_AGE,
        keep_dead=MESSAGE_JOB_AGE,
    ),
    JobKind(
        name="messaging.confirm_sms",
        handler="apps.messaging.sms_status.confirm_sms",
        tries=5,
        backoff=timedelta(seconds=15),
        keep_done=timedelta(days=2),
    ),
    JobKind(
        name="messaging.check_sms_balance",
        handler="apps.messaging.sms_balance.check_sms_balance",
        backoff=timedelta(minutes=1),
        keep_done=timedelta(days=2),
    ),
    JobKind(name="messaging.empty_outbox", handler="apps.messaging.outbox.empty_outbox"),
]

PERIODIC = [
    PeriodicJob(name="messaging.check_sms_balance", kind="messaging.check_sms_balance", every=timedelta(hours=6)),
    PeriodicJob(
        name="messaging.empty_outbox",
        kind="messaging.empty_outbox",
        every=timedelta(days=1),
        offset=timedelta(hours=22),
    ),
]
