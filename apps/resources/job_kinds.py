"""Job kinds of this app."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

JOB_KINDS = [
    JobKind(
        name="resources.empty_library",
        handler="apps.resources.services.library.clean_library",
        limit=timedelta(hours=1),
    )
]

PERIODIC = [
    PeriodicJob(
        name="resources.empty_library",
        kind="resources.empty_library",
        every=timedelta(days=1),
        offset=timedelta(hours=21),
    )
]
