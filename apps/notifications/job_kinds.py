"""Work of this app that runs as jobs."""

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(name="notifications.security_notice", handler="apps.notifications.services.security_notice"),
]
