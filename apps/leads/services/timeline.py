"""The timeline of a lead: entries are added, never changed."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.leads.events import hint_leads_changed
from apps.leads.models import EntryKind, Lead, LeadEntry


def build_entry(
    lead: Lead,
    kind: EntryKind,
    *,
    author: User | None,
    text: str = "",
    outcome: str = "",
    at: datetime | None = None,
    **data: Any,
) -> LeadEntry:
    """Return an unsaved entry; `data` is what changed, JSON-safe."""
    return LeadEntry(
        lead=lead, kind=kind, author=author, text=text, outcome=outcome, at=at or timezone.now(), data=data
    )


def add_entry(lead: Lead, kind: EntryKind, *, author: User | None, **fields: Any) -> LeadEntry:
    """Add an entry, in the open unit of work, and tell open pages that the lead has changed."""
    entry = build_entry(lead, kind, author=author, **fields)
    entry.save(force_insert=True)
    hint_leads_changed(lead.branch_id, lead.pk)
    return entry
