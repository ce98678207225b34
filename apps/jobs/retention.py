"""Retention of this app; jobs are kept by `keep_done` and `keep_dead` of their kind."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("jobs.PeriodicSlot", "created_at", timedelta(days=400)),
    RetentionRule("jobs.ProcessBeat", "seen_at", timedelta(days=1)),
]

KEPT = {"jobs.Job": "by its kind's `keep_done` and `keep_dead`; what waits is never deleted"}
