"""Models of leads."""

from apps.leads.models.arranging import LeadCost, LeadForm, LeadStage
from apps.leads.models.leads import (
    NAME,
    NOTE,
    OPEN_LEADS,
    CallResult,
    EntryKind,
    Lead,
    LeadContract,
    LeadEntry,
    LeadPhone,
    LossReason,
)
from apps.leads.models.meta import MetaArrival
from apps.leads.models.sources import LeadSource
from apps.leads.models.telegram import TelegramStranger

__all__ = [
    "NAME",
    "NOTE",
    "OPEN_LEADS",
    "CallResult",
    "EntryKind",
    "Lead",
    "LeadContract",
    "LeadCost",
    "LeadEntry",
    "LeadForm",
    "LeadPhone",
    "LeadSource",
    "LeadStage",
    "LossReason",
    "MetaArrival",
    "TelegramStranger",
]
