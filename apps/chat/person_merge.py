"""What a merge of doubles does with messages and conversations."""

from uuid import UUID

from django.db.models import Q

from apps.chat.models import Block, ChatKind, ChatRoom
from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("chat.Message", "author", "messages"),
    Moves("chat.Reaction", "user"),
    Moves("chat.ReadPosition", "user"),
    Moves("chat.Block", "blocker"),
    Moves("chat.Block", "blocked"),
    Stays("chat.ChatRoom", "person other", "moved by `after_merge`, but a second one with the same person stays"),
    Stays("chat.Message", "deleted_by", STAFF_ACT),
]


def before_merge(merge: PersonMerge) -> None:
    """Remove blocks between the two: nobody blocks themselves."""
    Block.objects.filter(blocker__in=merge.ids, blocked__in=merge.ids).delete()


def after_merge(merge: PersonMerge) -> None:
    """Move the conversations of the duplicate, unless the kept pupil has one with the same person or office."""
    keep, duplicate = merge.keep.pk, merge.duplicate.pk
    for room in ChatRoom.objects.filter(Q(person=duplicate) | Q(other=duplicate)).order_by("id"):
        column, partner = ("person", room.other_id) if room.person_id == duplicate else ("other", room.person_id)
        if partner == keep or _has_conversation(keep, partner, room):
            continue
        ChatRoom.objects.filter(pk=room.pk).update(**{column: keep})


def _has_conversation(keep: UUID, partner: UUID | None, room: ChatRoom) -> bool:
    if room.kind == ChatKind.OFFICE:
        return ChatRoom.objects.filter(kind=ChatKind.OFFICE, person=keep, branch=room.branch_id).exists()
    pair = Q(person=keep, other=partner) | Q(person=partner, other=keep)
    return ChatRoom.objects.filter(pair, kind=ChatKind.DIRECT).exists()
