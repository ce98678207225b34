"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

COUNT_PROGRESS = "learning.count_progress"
CHECK_PROGRESS = "learning.check_progress"
END_EXPIRED = "learning.end_expired"
SYNC_GROUP_ACCESS = "learning.sync_group_access"

JOB_KINDS = [
    JobKind(COUNT_PROGRESS, "apps.learning.services.progress.count_progress_of_course", keep_done=DAY),
    JobKind(CHECK_PROGRESS, "apps.learning.services.progress.check_progress", limit=HOUR, every=DAY, offset=22 * HOUR),
    JobKind(
        END_EXPIRED, "apps.learning.services.enrollments.end_expired_enrollments", keep_done=HOUR, every=5 * MINUTE
    ),
    JobKind(
        SYNC_GROUP_ACCESS, "apps.learning.services.group_access.sync_group_access", keep_done=HOUR, every=5 * MINUTE
    ),
]
"""The percent of enrolments is counted after each publishing, and proven against the lessons at 03:00 in Tashkent."""
