"""Retention of this app; jobs are kept by `keep_done` and `keep_dead` of their kind."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("jobs.PeriodicSlot", "created_at", 400 * DAY),
    RetentionRule("jobs.ProcessBeat", "seen_at", DAY),
]

KEPT = {"by its kind's `keep_done` and `keep_dead`; what waits is never deleted": "jobs.Job"}
