"""Job kind of the nightly backup, for a centre without a timer of its own (BACKUP_NIGHTLY)."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

NIGHTLY = "backups.nightly"

JOB_KINDS = [
    JobKind(
        NIGHTLY,
        "apps.backups.services.run_nightly_backup",
        backoff=10 * MINUTE,
        limit=8 * HOUR,
        every=DAY,
        offset=21 * HOUR,
    )
]
"""At 02:00 in Tashkent."""
