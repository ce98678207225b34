"""Job kind of the nightly backup, for a centre without a timer of its own (BACKUP_NIGHTLY)."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

NIGHTLY = "backups.nightly"

JOB_KINDS = [
    JobKind(
        name=NIGHTLY,
        handler="apps.backups.services.run_nightly_backup",
        backoff=timedelta(minutes=10),
        limit=timedelta(hours=8),
    )
]

PERIODIC = [PeriodicJob(name=NIGHTLY, kind=NIGHTLY, every=timedelta(days=1), offset=timedelta(hours=21))]
"""At 02:00 in Tashkent."""
