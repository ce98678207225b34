"""Personal data of moderation: what a person wrote and reported goes; what moderators decided stays without names."""

from apps.core.personal_data import DELETE, KEEP, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.moderation.models import CaseDecision, DecisionAppeal, TextReport
from apps.moderation.queries import filter_cases_for_author, filter_decisions_for_author

PERSONAL_DATA = [
    PersonalData(
        "moderation.ModerationCase",
        "author",
        KEEP,
        "id opened_at place_title words",
        empty={"author": None, "words": ""},
        for_reader=filter_cases_for_author,
    ),
    PersonalData("moderation.TextReport", "author", DELETE, "id created_at reason words"),
    PersonalData(
        "moderation.CaseDecision",
        "person",
        KEEP,
        "id created_at action days reason words withdrawn_at",
        empty={"person": None, "reason": "", "words": ""},
        for_reader=filter_decisions_for_author,
    ),
    PersonalData(
        "moderation.CaseDecision", "moderator", KEEP, "id created_at action", empty={"moderator": None}, own=False
    ),
    PersonalData(
        "moderation.DecisionAppeal", "decision__person", DELETE, "id created_at text is_granted answer answered_at"
    ),
    PersonalData(
        "moderation.DecisionAppeal", "answered_by", KEEP, "id created_at", empty={"answered_by": None}, own=False
    ),
    PersonalData("moderation.Sanction", "person", DELETE, "id created_at kind until lifted_at"),
    PersonalData("moderation.Sanction", "lifted_by", KEEP, "id created_at", empty={"lifted_by": None}, own=False),
    PersonalData("moderation.Writer", "person", DELETE, "id created_at texts"),
    PersonalData("moderation.WrittenText", "author", DELETE, "id created_at area"),
]

IMPERSONAL = [NonPersonalModel("moderation.BlockedWord")]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person's name from what others reported, decided and answered."""
    identifiers.scrub_column(TextReport.objects.all(), "words")
    identifiers.scrub_column(CaseDecision.objects.all(), "reason")
    for column in ("text", "answer"):
        identifiers.scrub_column(DecisionAppeal.objects.all(), column)
