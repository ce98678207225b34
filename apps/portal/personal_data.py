"""Where the portal stores personal data."""

from django.utils import timezone

from apps.core.personal_data import DELETE, KEEP, PersonalData, PersonIdentifiers
from apps.portal.models import TelegramTalk

PERSONAL_DATA = [
    PersonalData("portal.ExportRequest", "person", DELETE, "id created_at state expires_at"),
    PersonalData("portal.ExportRequest", "requested_by", KEEP, own=False),
    PersonalData("portal.ErasureRequest", "person", KEEP, "id created_at state", own=False),
    PersonalData("portal.ErasureRequest", "requested_by", KEEP, "id created_at", own=False),
    PersonalData("portal.ErasureRequest", "decided_by", KEEP, own=False),
    PersonalData("portal.TelegramTalk", "link__user", DELETE, "child step", loose="data"),
    PersonalData("portal.TelegramTalk", "child", DELETE, own=False),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Clear questions about the user in chats of others."""
    talks = TelegramTalk.objects.filter(data__student=str(identifiers.person))
    talks.update(step="", data={}, expires_at=None, updated_at=timezone.now())
