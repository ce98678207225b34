"""Sending one delivery: the jobs `notifications.send_telegram_notification`, `…_sms_…`, `…_email_…`, `…_push_…`.

Three steps. The row is taken in hand, and account, wishes, hours and budget are looked at once more; then the provider
is asked, outside of any transaction; then it is written what came of it. A worker that dies after the first step leaves
`handed_at` on a queued row: a Telegram message, an e-mail or a push is sent again, and may then come twice (a push in
the place of the first one), unless there is a reason against it by then. An SMS is handed over under the same key, of
which one goes out at most; one that was not begun is looked at as if for the first time, and is not paid twice.

Looked at once more are the account, the time, what was read, the person's own words, their address and quiet hours, and
the budget. Why the person was told is not: a guardian whose link ended since still gets what was made before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, StaleClaim
from apps.messaging import sms, sms_size, smtp, telegram
from apps.messaging.errors import Blocked, Busy, Gone, NotSent, Refused, Unsure
from apps.notifications import composing, push, types, wishes
from apps.notifications.addresses import Address, address_of
from apps.notifications.channels import Channel
from apps.notifications.models import NotificationLog, State
from apps.notifications.reasons import SKIPPED, Reason
from apps.notifications.services import budget, deliveries
from apps.notifications.services.statuses import key_of
from apps.notifications.types import Urgency
from apps.settings.queries import system

WAITED = timedelta(minutes=1)
"""Who read in the app what waited longer than this for its time needs no message of it."""


@dataclass(frozen=True)
class Letter:
    """What a worker has in hand: the row and the number of this try, and what goes where."""

    row: NotificationLog
    to: str = field(repr=False)
    title: str = field(repr=False)
    text: str = field(repr=False)


def send_telegram(job: ClaimedJob) -> None:
    """Handler: send the delivery `object_id` by the bot."""
    _send(job, Channel.TELEGRAM)


def send_sms(job: ClaimedJob) -> None:
    """Handler: send the delivery `object_id` as an SMS."""
    _send(job, Channel.SMS)


def send_email(job: ClaimedJob) -> None:
    """Handler: send the delivery `object_id` as an e-mail."""
    _send(job, Channel.EMAIL)


def send_push(job: ClaimedJob) -> None:
    """Handler: send the delivery `object_id` to the person's browsers."""
    _send(job, Channel.PUSH)


def died(job: ClaimedJob, reason: str) -> None:
    """A job's end without success, in the transaction that records it: the delivery has failed."""
    row = _waiting(job)
    if row is not None:
        kept = Reason.UNREACHABLE if row.handed_at is None else Reason.BROKEN
        _end(row, Reason.UNSURE if row.handed_at and row.channel == Channel.SMS else kept)


def _send(job: ClaimedJob, channel: Channel) -> None:
    letter = _take_in_hand(job, channel)
    if letter is None:
        return
    try:
        provider_id = SENDERS[channel](letter)
    except (NotSent, Busy):
        _let_go(letter)
        raise
    except Blocked:
        _failed(letter, Reason.BLOCKED)
    except Gone:
        _failed(letter, Reason.GONE)
    except Unsure:
        _failed(letter, Reason.UNSURE)
    except Refused:
        _failed(letter, Reason.REFUSED)
    else:
        _went(letter, str(provider_id or ""))


def _take_in_hand(job: ClaimedJob, channel: Channel) -> Letter | None:
    """The letter to hand over now; None when there is nothing to do, or not yet, and the row says why."""
    with unit_of_work():
        if not jobs.hold(job):
            raise StaleClaim(f"{job.kind} {job.id} claim {job.attempt}")
        row, now = _waiting(job), timezone.now()
        if row is None or row.channel != channel:
            return None
        address = address_of(row.user, channel)
        is_paid = row.handed_at is not None and channel == Channel.SMS
        if is_paid and sms.is_begun(key_of(row)):
            return Letter(row, address.to, *composing.message(row))
        if reason := _why_not(row, address, now):
            if is_paid:
                _take_back(row)
            _end(row, Reason.UNSURE if row.handed_at else reason)
            return None
        due = _due(row, now)
        if due > now:
            if is_paid:
                _take_back(row)
            jobs.complete(job)
            row.due_at, row.updated_at = due, now
            row.save(update_fields=["due_at", "updated_at"])
            deliveries.enqueue(row)
            return None
        return Letter(row, address.to, *composing.message(row)) if is_paid else _letter(row, address, now)


def _take_back(row: NotificationLog) -> None:
    """Its worker was killed before the SMS was begun: it has certainly not gone out, and the money comes back."""
    if row.handed_at is not None:
        budget.give_back(cost=row.cost, parts=row.parts, taken_at=row.handed_at)
    row.handed_at, row.parts, row.cost = None, 0, 0
    row.save(update_fields=["handed_at", "parts", "cost"])


def _letter(row: NotificationLog, address: Address, now: datetime) -> Letter | None:
    """The row with this try written on it; None, and skipped, when the month's SMS are used up."""
    title, text = composing.message(row)
    row.parts = row.cost = 0
    if row.channel == Channel.SMS:
        row.parts = sms_size.size(sms.plain(text)).parts
        row.cost = row.parts * system().sms_part_price
        if not budget.take(cost=row.cost, parts=row.parts, now=now):
            row.parts = row.cost = 0
            _end(row, Reason.BUDGET)
            return None
    row.handed_at, row.tries, row.address, row.language = now, row.tries + 1, address.shown, row.user.locale
    row.updated_at = now
    row.save(update_fields=["parts", "cost", "handed_at", "tries", "address", "language", "updated_at"])
    return Letter(row=row, to=address.to, title=title, text=text)


SENDERS: dict[str, Callable[[Letter], object]] = {
    Channel.TELEGRAM: lambda letter: telegram.send(to=letter.to, text=letter.text),
    Channel.SMS: lambda letter: sms.send(
        to=letter.to, text=letter.text, follow="notifications.sms_status", key=key_of(letter.row)
    ),
    Channel.EMAIL: lambda letter: smtp.send(to=letter.to, subject=letter.title, text=letter.text),
    Channel.PUSH: lambda letter: push.send(letter.row, title=letter.title, text=letter.text),
}
"""Each asks its provider and answers with its id of the message, if it gives one."""


def _waiting(job: ClaimedJob) -> NotificationLog | None:
    """The job's row while it waits to be sent, held until the commit."""
    rows = NotificationLog.objects.select_for_update(of=("self",)).select_related("user", "notification")
    return rows.filter(pk=job.object_id, state=State.QUEUED).first()


def _why_not(row: NotificationLog, address: Address, now: datetime) -> Reason | None:
    """Why it is not sent after all."""
    if not row.user.is_active or row.user.erased_at is not None:
        return Reason.INACTIVE
    if now >= row.worth_until:
        return Reason.TOO_LATE
    if row.notification.read_at is not None and row.due_at - row.created_at > WAITED:
        return Reason.READ
    declared = types.all_types().get(row.type)
    if declared is not None and wishes.is_muted(row.user, declared, row.channel):
        return Reason.MUTED
    return address.reason


def _due(row: NotificationLog, now: datetime) -> datetime:
    """Now, or when it may go: not in quiet hours, however late the worker comes."""
    declared = types.all_types().get(row.type)
    if declared is not None and declared.urgency == Urgency.NOW:
        return max(now, row.due_at)
    return wishes.hours_of(row.user).awake(max(now, row.due_at))


def _went(letter: Letter, provider_id: str) -> None:
    _write(letter, state=State.SENT, reason="", sent_at=timezone.now(), provider_id=provider_id[:64])


def _failed(letter: Letter, reason: Reason) -> None:
    """The provider will not take it. Money goes back unless it may have gone out."""
    with unit_of_work():
        if reason == Reason.UNSURE:
            _write(letter, state=State.FAILED, reason=reason)
        elif row := _write(letter, state=State.FAILED, reason=reason, parts=0, cost=0):
            _give_back(letter)
            if reason == Reason.BLOCKED:
                jobs.enqueue(kind="accounts.telegram_blocked", secret=letter.to.encode(), priority=10)
            _fall_back(row)


def _let_go(letter: Letter) -> None:
    """It has certainly not gone out and waits again, as its job does."""
    with unit_of_work():
        if _write(letter, handed_at=None, parts=0, cost=0):
            _give_back(letter)


def _write(letter: Letter, **values: Any) -> NotificationLog | None:
    """Write what came of this try, and on what the row carried; None when another try has begun since, or the row is
    gone. A worker that comes back late may still say what became of a try that was given up as unsure.
    """
    mine = Q(state=State.QUEUED) | Q(state=State.FAILED, reason=Reason.UNSURE)
    with unit_of_work():
        rows = NotificationLog.objects.select_for_update(of=("self",)).select_related("user", "notification")
        row = rows.filter(mine, pk=letter.row.pk, tries=letter.row.tries).first()
        if row is None:
            return None
        values["updated_at"] = timezone.now()
        NotificationLog.objects.filter(pk=row.pk).update(**values)
        if "state" in values:
            told = {name: values[name] for name in ("state", "reason", "sent_at", "updated_at") if name in values}
            NotificationLog.objects.filter(in_digest=row, state=State.QUEUED).update(**told, tries=F("tries") + 1)
        return row


def _end(row: NotificationLog, reason: Reason) -> None:
    """It will not be sent, or not again: skipped or failed, with what it carried; sent if some device has it."""
    state, now = State.SKIPPED if reason in SKIPPED else State.FAILED, timezone.now()
    told: dict[str, Any] = {"state": state, "reason": reason, "updated_at": now}
    if row.taken_by:
        told |= {"state": State.SENT, "reason": "", "sent_at": now}
    NotificationLog.objects.filter(Q(pk=row.pk) | Q(in_digest=row, state=State.QUEUED)).update(**told)
    if reason in (Reason.NO_ADDRESS, Reason.NOT_SET_UP):
        _fall_back(row)


def _fall_back(row: NotificationLog) -> None:
    """An SMS instead, for the row or for each that it carried, where one may take its place."""
    carried = NotificationLog.objects.filter(in_digest=row).select_related("user", "notification").order_by("id")
    for one in (row, *carried):
        deliveries.fall_back(one, now=timezone.now())


def _give_back(letter: Letter) -> None:
    row = letter.row
    if row.cost and row.handed_at:
        budget.give_back(cost=row.cost, parts=row.parts, taken_at=row.handed_at)
