"""What a merge of doubles does with messages to families and requests about personal data."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode
from apps.core.person_merge import STAFF_ACT, MergeConflict, Moves, PersonMerge, Stays
from apps.portal.models import OPEN, ErasureRequest

PERSON_MERGE: list[Moves | Stays] = [
    Moves("portal.FamilyMessage", "student", "messages"),
    Moves("portal.FamilyAnswer", "author"),
    Moves("portal.TelegramTalk", "child"),
    Stays("portal.FamilyMessage", "author", STAFF_ACT),
    Stays("portal.ExportRequest", "person requested_by", "the file is of the account as it was"),
    Stays("portal.ErasureRequest", "person requested_by decided_by", "an open one is a conflict; others are the past"),
]


def list_merge_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    """While the erasure of one of the two is asked for, nothing moves."""
    if not ErasureRequest.objects.filter(person__in=merge.ids, state__in=OPEN).exists():
        return []
    detail = _("An erasure is asked for one of them: decide on it first.")
    return [MergeConflict(ErrorCode.MERGE_ERASURE_OPEN, "duplicate", detail)]
