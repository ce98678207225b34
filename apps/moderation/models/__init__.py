"""Models of moderation."""

from apps.moderation.models.cases import (
    REASON,
    CaseAction,
    CaseDecision,
    DecisionAppeal,
    ModerationCase,
    ReportReason,
    TextReport,
)
from apps.moderation.models.rules import BlockedWord, Sanction, SanctionKind, WordEffect, Writer, WrittenText

__all__ = [
    "REASON", "BlockedWord", "CaseAction", "CaseDecision", "DecisionAppeal", "ModerationCase", "ReportReason",
    "Sanction", "SanctionKind", "TextReport", "WordEffect", "Writer",
    "WrittenText",
]  # fmt: skip
