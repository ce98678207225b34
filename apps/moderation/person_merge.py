"""What a merge of doubles does with moderation."""

from django.db.models import F

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.events.publishing import recheck_sockets
from apps.moderation.models import Writer
from apps.moderation.services.writing import lock_writer

PERSON_MERGE: list[Moves | Stays] = [
    Moves("moderation.ModerationCase", "author"),
    Moves("moderation.TextReport", "author"),
    Moves("moderation.CaseDecision", "person"),
    Moves("moderation.Sanction", "person"),
    Moves("moderation.Writer", "person"),
    Moves("moderation.WrittenText", "author"),
    Stays("moderation.CaseDecision", "moderator", STAFF_ACT),
    Stays("moderation.DecisionAppeal", "answered_by", STAFF_ACT),
    Stays("moderation.Sanction", "lifted_by", STAFF_ACT),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Have texts of both wait, in the order of their ids: what they write now stands, or is refused afterwards."""
    for person in sorted((merge.keep, merge.duplicate), key=lambda person: person.pk):
        lock_writer(person)


def after_merge(merge: PersonMerge) -> None:
    """Add up the texts of both, and have open sockets checked: what was imposed on either holds for the kept one."""
    left = Writer.objects.filter(person=merge.duplicate).values_list("texts", flat=True).first()
    if left:
        Writer.objects.filter(person=merge.keep).update(texts=F("texts") + left)
        Writer.objects.filter(person=merge.duplicate).update(texts=0)
    recheck_sockets(user_id=merge.keep.pk)
