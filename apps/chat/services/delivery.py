"""Deliver messages that waited for the message hours: each once, also with two workers and when one is killed.

The number of a message, its event and its notifications are written in one transaction, under the lock of its row.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.utils import timezone

from apps.chat.access import find_decision
from apps.chat.job_kinds import DELIVER
from apps.chat.models import Message
from apps.chat.services.changes import empty_message
from apps.chat.services.numbering import announce, find_wait, take_number
from apps.core.lookups import filter_given
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.jobs.services import enqueue

_log = structlog.get_logger(__name__)

AT_ONCE = 200
CLOCK_MARGIN = timedelta(seconds=0.1)
WAITS = {"number__isnull": True, "deleted_at__isnull": True, "hidden_at__isnull": True}


def deliver_due(*, room_id: UUID | None = None, now: datetime | None = None) -> int:
    """Deliver the messages whose time has come, of all rooms or of one, in the order in which they were written; return
    how many.
    """
    due = Message.objects.filter(waits_until__lte=now or timezone.now(), **WAITS)
    if room_id is not None:
        due = due.filter(room=room_id)
    delivered = 0
    last: UUID | None = None
    while keys := list(filter_given(due, pk__gt=last).order_by("id").values_list("pk", flat=True)[:AT_ONCE]):
        delivered += sum(_deliver_or_log(key) for key in keys)
        last = keys[-1]
    return delivered


def _deliver_or_log(message_id: UUID) -> bool:
    """As `deliver_message`; one that fails is logged and tried again by the next sweep, and keeps back no other."""
    try:
        return deliver_message(message_id)
    except Exception:
        _log.exception("chat_message_not_delivered", message=str(message_id))
        return False


def deliver_message(message_id: UUID) -> bool:
    """Deliver one message that waits; return whether this call did it. One that its author may not write any more, or
    of an author without account, is deleted. Outside the message hours, when a job comes late or a moderator shows it
    then, it waits until they begin.
    """
    with unit_of_work():
        rows = Message.objects.select_for_update(of=("self",)).filter(pk=message_id)
        message = rows.filter(**WAITS).first()
        if message is None:
            return False
        decision = find_decision(message.author, message.room)
        if not (decision.may_write and message.author.is_active):
            empty_message(message, by=None)
            return False
        if decision.waits and (until := find_wait(message.room, timezone.now())):
            message.waits_until = until
            message.save(update_fields=["waits_until", "updated_at"])
            enqueue(kind=DELIVER, object_id=message.room_id, run_at=until, payload={"at": until.isoformat()})
            return False
        message.number, message.sent_at = take_number(message.room), timezone.now()
        message.save(update_fields=["number", "sent_at", "updated_at"])
        announce(message, tells_guardians=decision.tells_guardians)
    return True


def run_deliver(job: ClaimedJob) -> None:
    """Job handler: deliver what is due of one room. Raise PostponeJob before the time of the job by this machine's
    clock: that of the database may be ahead.
    """
    left = datetime.fromisoformat(job.payload["at"]) - timezone.now()
    if left > timedelta(0):
        raise PostponeJob("The message hours have not begun yet.", after=left + CLOCK_MARGIN)
    deliver_due(room_id=UUID(job.object_id))


def run_deliver_due(job: ClaimedJob) -> None:
    """Job handler: deliver what is due and has no job any more."""
    deliver_due()
