"""Where the portal stores personal data."""

from django.utils import timezone

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.portal.family_messages import filter_answers_of_archive, filter_letters_of_archive
from apps.portal.models import FamilyAnswer, FamilyMessage, TelegramTalk

PERSONAL_DATA = [
    PersonalData("portal.ExportRequest", "person", DELETE, "id created_at state expires_at"),
    PersonalData("portal.ExportRequest", "requested_by", KEEP, own=False),
    PersonalData(
        "portal.ErasureRequest", "person", KEEP, "id created_at state reason", own=False, empty={"reason": ""}
    ),
    PersonalData("portal.ErasureRequest", "requested_by", KEEP, "id created_at", own=False),
    PersonalData("portal.ErasureRequest", "decided_by", KEEP, own=False),
    PersonalData(
        "portal.FamilyMessage", "student", DELETE, "created_at title text", for_reader=filter_letters_of_archive
    ),
    PersonalData("portal.FamilyMessage", "author", KEEP, "created_at student title", own=False, loose="title text"),
    PersonalData("portal.FamilyAnswer", "author", DELETE, "created_at message text"),
    PersonalData(
        "portal.FamilyAnswer",
        "message__student",
        DELETE,
        "created_at message text",
        for_reader=filter_answers_of_archive,
    ),
    PersonalData("portal.TelegramTalk", "link__user", DELETE, "child step", loose="data"),
    PersonalData("portal.TelegramTalk", "child", DELETE, own=False),
]

IMPERSONAL = [NonPersonalModel("portal.FamilyTemplate", "title text")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Clear questions about the user in chats of others, and the name in messages to other families."""
    talks = TelegramTalk.objects.filter(data__student=str(identifiers.person))
    talks.update(step="", data={}, expires_at=None, updated_at=timezone.now())
    for column in ("title", "text"):
        identifiers.scrub_column(FamilyMessage.objects.all(), column)
    identifiers.scrub_column(FamilyAnswer.objects.all(), "text")
