"""Remove old messages, and voice notes of deleted ones."""

from datetime import datetime

from django.db.models import F, Min, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from apps.chat.models import ChatRoom, Message
from apps.chat.reportable_messages import MESSAGE
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.moderation.evidence import find_evidence


def remove_old_messages(*, before: datetime, limit: int) -> int:
    """Remove messages that readers got before a moment, or were written before and are deleted or hidden, at most
    `limit`; return how many. Nobody has them unread any more.

    Messages are locked before rooms, as when one is sent.
    """
    with unit_of_work():
        over = Q(sent_at__lt=before) | Q(deleted_at__isnull=False) | Q(hidden_at__isnull=False)
        old = Message.objects.filter(over, Q(sent_at__lt=before) | Q(sent_at__isnull=True), created_at__lt=before)
        oldest = old.order_by("created_at").values_list("pk", "room")[:limit]
        rows = dict(oldest)
        ids = list(Message.objects.select_for_update().filter(pk__in=rows).order_by("pk").values_list("pk", flat=True))
        Message.objects.filter(pk__in=ids).delete()
        for room in ChatRoom.objects.select_for_update(no_key=True).filter(pk__in=set(rows.values())).order_by("pk"):
            _set_removed_number(room)
        return len(ids)


def run_remove_voice_notes(job: ClaimedJob) -> None:
    """Job handler: give up the voice notes of deleted messages that no case needs by now."""
    with unit_of_work():
        kept = Message.objects.filter(deleted_at__isnull=False, voice__isnull=False)
        ids = list(kept.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        over = set(ids) - find_evidence(MESSAGE, ids)
        Message.objects.filter(pk__in=over).update(voice=None, updated_at=timezone.now())


def _set_removed_number(room: ChatRoom) -> None:
    """Set up to which number all messages of a room, which is locked, are gone."""
    first = room.messages.aggregate(first=Min("number"))["first"]
    removed = F("last_number") if first is None else Value(first - 1)
    rooms = ChatRoom.objects.filter(pk=room.pk)
    rooms.update(removed_number=Greatest("removed_number", removed), updated_at=timezone.now())
