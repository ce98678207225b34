"""How long rows of this app are kept; jobs themselves by their kind's `keep_done` and `keep_dead`."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("jobs.PeriodicSlot", "created_at", timedelta(days=400)),
    RetentionRule("jobs.ProcessBeat", "seen_at", timedelta(days=1)),
]

KEPT = {
    "jobs.Job": "by its kind's `keep_done` and `keep_dead`; what waits is never deleted",
}
