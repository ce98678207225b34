"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR
from apps.jobs.kinds import JobKind

COUNT_PROGRESS = "learning.count_progress"
CHECK_PROGRESS = "learning.check_progress"

JOB_KINDS = [
    JobKind(COUNT_PROGRESS, "apps.learning.services.progress.count_progress_of_course", keep_done=DAY),
    JobKind(CHECK_PROGRESS, "apps.learning.services.progress.check_progress", limit=HOUR, every=DAY, offset=22 * HOUR),
]
"""The percent of enrolments is counted after each publishing, and proven against the lessons at 03:00 in Tashkent."""
