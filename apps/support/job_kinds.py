"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind
from apps.support.services.telling import SEND

RING_ALARMS = "support.ring_alarms"
CLOSE_RESOLVED = "support.close_resolved"
FETCH_MAIL = "support.fetch_mail"

JOB_KINDS = [
    JobKind(SEND, "apps.support.services.outgoing.send_mail", tries=6, keep_done=DAY),
    JobKind(RING_ALARMS, "apps.support.services.clocks.ring_alarms", keep_done=HOUR, every=5 * MINUTE),
    JobKind(CLOSE_RESOLVED, "apps.support.services.closing.close_resolved", keep_done=DAY, every=HOUR),
    JobKind(FETCH_MAIL, "apps.support.services.mailbox.fetch_mail", tries=1, keep_done=HOUR, every=2 * MINUTE),
]
