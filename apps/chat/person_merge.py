"""What a merge of doubles does with messages and conversations."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.chat.models import Block, ChatKind, ChatRoom, Message
from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("chat.Message", "author", "messages"),
    Moves("chat.Reaction", "user"),
    Moves("chat.ReadPosition", "user"),
    Moves("chat.Block", "blocker"),
    Moves("chat.Block", "blocked"),
    Stays(
        "chat.ChatRoom", "person other", "moved by `after_merge`; a second one with the same person can be read only"
    ),
    Stays("chat.Message", "deleted_by", STAFF_ACT),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock the messages that move, then the conversations of both, each by id: whoever writes in them holds them before
    people, and does so before the merge or sees it.
    """
    either, moved = ChatRoom.objects.filter(_names(*merge.ids)), ChatRoom.objects.filter(_names(merge.duplicate.pk))
    messages = Q(author=merge.duplicate) | Q(room__in=moved.values("pk"), number__isnull=True)
    for rows in (Message.objects.filter(messages), either):
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))


def before_merge(merge: PersonMerge) -> None:
    """Remove blocks between the two: nobody blocks themselves."""
    Block.objects.filter(blocker__in=merge.ids, blocked__in=merge.ids).delete()


def after_merge(merge: PersonMerge) -> None:
    """Move the conversations of the duplicate to the kept pupil; what the two wrote to each other stays.

    Where the kept pupil has one with the same person or office, that one goes on, and the duplicate's is only read from
    now on: numbers of messages never change, since events, marks and clients name them. What waits in it goes along.
    """
    keep, duplicate = merge.keep.pk, merge.duplicate.pk
    for room in ChatRoom.objects.filter(_names(duplicate)).order_by("id"):
        column, partner = ("person", room.other_id) if room.person_id == duplicate else ("other", room.person_id)
        if partner == keep:
            continue
        moved: dict[str, Any] = {column: keep, "updated_at": timezone.now()}
        if room.continued_in_id is None and (kept := _find_conversation(keep, partner, room)) is not None:
            moved["continued_in"] = kept
            waiting = Message.objects.filter(room=room, number__isnull=True)
            waiting.update(room=kept, reply_to=None, updated_at=timezone.now())
        ChatRoom.objects.filter(pk=room.pk).update(**moved)


def _names(*people: UUID) -> Q:
    return Q(person__in=people) | Q(other__in=people)


def _find_conversation(keep: UUID, partner: UUID | None, room: ChatRoom) -> ChatRoom | None:
    rows = ChatRoom.objects.filter(kind=room.kind, continued_in__isnull=True)
    if room.kind == ChatKind.OFFICE:
        return rows.filter(person=keep, branch=room.branch_id).first()
    return rows.filter(Q(person=keep, other=partner) | Q(person=partner, other=keep)).first()
