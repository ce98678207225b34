"""How long rows of leads are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("leads.MetaArrival", "created_at", 180 * DAY),
    RetentionRule("leads.TelegramStranger", "wrote_at", 30 * DAY),
]

KEPT = {
    "who asked for lessons, and what became of it; erased with the person": "leads.Lead leads.LeadPhone",
    "calls and notes, kept forever; goes with its lead": "leads.LeadEntry",
    "contracts are documents of the centre": "leads.LeadContract",
    "arranged by the office; a few for each branch": "leads.LeadStage leads.LeadForm leads.LeadCost",
}
