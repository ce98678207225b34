"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR
from apps.forums.services.drafts import TELL
from apps.jobs.kinds import JobKind

OPEN_MISSING = "forums.open_missing"
PROVE_COUNTERS = "forums.prove_counters"

JOB_KINDS = [
    JobKind(TELL, "apps.forums.services.telling.tell_of_text", keep_done=DAY),
    JobKind(OPEN_MISSING, "apps.forums.services.forums.open_missing_forums", keep_done=HOUR, every=HOUR),
    JobKind(PROVE_COUNTERS, "apps.forums.services.counting.prove_counters", limit=HOUR, every=DAY, offset=21 * HOUR),
]
