"""Texts that a case may still need: what their authors delete meanwhile is kept for it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.moderation.models import CaseDecision, ModerationCase
from apps.moderation.services.appeals import APPEAL_TIME


def find_evidence(kind: str, text_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these texts have a case that is open, that may still be appealed, or whose appeal waits."""
    recent = Q(created_at__gte=timezone.now() - APPEAL_TIME, appeal__isnull=True)
    waits = Q(appeal__isnull=False, appeal__answered_at__isnull=True)
    decisions = CaseDecision.objects.filter(recent | waits, case=OuterRef("pk")).exclude(action="dismiss")
    cases = ModerationCase.objects.filter(Q(is_open=True) | Exists(decisions), kind=kind, object_id__in=text_ids)
    return set(cases.values_list("object_id", flat=True))
