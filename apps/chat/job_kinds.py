"""Job kinds of this app."""

from apps.core.durations import HOUR, MINUTE
from apps.jobs.kinds import JobKind

DELIVER, DELIVER_DUE = "chat.deliver", "chat.deliver_due"
REMOVE_VOICE_NOTES = "chat.remove_voice_notes"

JOB_KINDS = [
    JobKind(DELIVER, "apps.chat.services.delivery.run_deliver", tries=8, keep_done=HOUR),
    JobKind(DELIVER_DUE, "apps.chat.services.delivery.run_deliver_due", keep_done=HOUR, every=5 * MINUTE),
    JobKind(REMOVE_VOICE_NOTES, "apps.chat.services.retention.run_remove_voice_notes", keep_done=HOUR, every=HOUR),
]
