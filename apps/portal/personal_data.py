"""Where the portal stores personal data."""

from django.utils import timezone

from apps.core.personal_data import Erasure, PersonalData, Traces
from apps.portal.models import TelegramTalk

PERSONAL_DATA = [
    PersonalData("portal.ExportRequest", "person", Erasure.DELETE, export=("id", "created_at", "state", "expires_at")),
    PersonalData("portal.ExportRequest", "requested_by", Erasure.KEEP, own=False),
    PersonalData("portal.ErasureRequest", "person", Erasure.KEEP, export=("id", "created_at", "state"), own=False),
    PersonalData("portal.ErasureRequest", "requested_by", Erasure.KEEP, export=("id", "created_at"), own=False),
    PersonalData("portal.ErasureRequest", "decided_by", Erasure.KEEP, own=False),
    PersonalData("portal.TelegramTalk", "link__user", Erasure.DELETE, export=("child", "step"), loose=("data",)),
    PersonalData("portal.TelegramTalk", "child", Erasure.DELETE, own=False),
]


def forget(traces: Traces) -> None:
    """Clear questions about the user in chats of others."""
    talks = TelegramTalk.objects.filter(data__student=str(traces.person))
    talks.update(step="", data={}, expires_at=None, updated_at=timezone.now())
