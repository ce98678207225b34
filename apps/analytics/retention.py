"""How long rows of analytics are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("analytics.FactsProof", "created_at", 400 * DAY),
    RetentionRule("analytics.FactsBuild", "finished_at", 400 * DAY),
    RetentionRule("analytics.RiskModel", "created_at", 400 * DAY),
    RetentionRule("analytics.RiskAction", "created_at", 2 * 365 * DAY),
    RetentionRule("analytics.Report", "created_at", 180 * DAY),
    RetentionRule("analytics.Activity", "created_at", setting="activity_keep_days"),
    RetentionRule("analytics.ReportCardBatch", "created_at", 5 * 365 * DAY),
    RetentionRule("analytics.ReportCard", "created_at", 5 * 365 * DAY),
]

KEPT = {
    "figures of the past stay when their raw rows go": ("analytics.GroupDay analytics.CourseDay analytics.BranchDay"),
    "figures of the past; goes with the person": "analytics.PersonDay",
    "the next run of the job takes it up": "analytics.RowChange analytics.StaleDay",
    "each night's job deletes who is no longer at risk": "analytics.PupilRisk",
    "one row": "analytics.FactsState",
    "stays until its owner deletes it or is erased": (
        "analytics.ReportSchedule analytics.ReportReceiver analytics.OwnFigure"
    ),
}
