"""How long rows of moderation are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.moderation.services.retention import delete_old_cases

RETENTION = [
    RetentionRule("moderation.WrittenText", "created_at", 8 * DAY),
    RetentionRule("moderation.ModerationCase", "opened_at", 3 * 365 * DAY, by=delete_old_cases),
]

KEPT = {
    "goes with its case": "moderation.TextReport moderation.CaseDecision moderation.DecisionAppeal moderation.Sanction",
    "one row for each person who writes": "moderation.Writer",
    "the list of the centre": "moderation.BlockedWord",
}
