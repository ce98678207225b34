"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR
from apps.jobs.kinds import JobKind

JOB_KINDS = [JobKind("jobs.clean_up", "apps.jobs.clean_up.run_clean_up", limit=2 * HOUR, every=DAY, offset=22 * HOUR)]
