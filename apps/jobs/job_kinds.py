"""Job kinds of this app."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

JOB_KINDS = [JobKind(name="jobs.clean_up", handler="apps.jobs.clean_up.run_clean_up", limit=timedelta(hours=2))]

PERIODIC = [
    PeriodicJob(name="jobs.clean_up", kind="jobs.clean_up", every=timedelta(days=1), offset=timedelta(hours=22))
]
