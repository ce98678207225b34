"""Job kinds of this app."""

from apps.core.durations import HOUR, MINUTE
from apps.jobs.kinds import JobKind

DELIVER, DELIVER_DUE = "chat.deliver", "chat.deliver_due"

JOB_KINDS = [
    JobKind(DELIVER, "apps.chat.services.delivery.run_deliver", tries=8, keep_done=HOUR),
    JobKind(DELIVER_DUE, "apps.chat.services.delivery.run_deliver_due", keep_done=HOUR, every=5 * MINUTE),
]
