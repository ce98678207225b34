"""Send one delivery: the jobs `notifications.send_telegram_notification`, `…_sms_…`, `…_email_…`, `…_push_…`.

Three steps. (1) Lock the row and check account, lifetime, read state, preferences, address, quiet hours and budget
again. (2) Call the provider, outside any transaction. (3) Save the result.

A worker that dies after step 1 leaves `handed_at` on a queued row. A Telegram message, e-mail or push is then sent
again and may come twice; both e-mails have one Message-ID. An SMS is sent under the same key, so at most one goes out
and it is paid once. The reason for the notification is not checked again: a guardian whose link has ended still gets
messages made before.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging import sms, sms_size, smtp, telegram
from apps.messaging.errors import DeliveryUnknown, DevicesGone, MessageRefused, NotSent, ProviderBusy, RecipientBlocked
from apps.notifications import composition, preferences, push, types
from apps.notifications.addresses import ContactAddress, get_contact_address
from apps.notifications.channels import Channel
from apps.notifications.models import DeliveryState, NotificationLog
from apps.notifications.reasons import NO_ADDRESS_REASONS, SKIP_REASONS, DeliveryReason
from apps.notifications.services import deliveries, sms_budget
from apps.notifications.services.sms_statuses import build_sms_key
from apps.notifications.types import Urgency
from apps.settings.queries import get_system_settings

FAILURE_REASONS: dict[type[MessageRefused], DeliveryReason] = {
    RecipientBlocked: DeliveryReason.BLOCKED,
    DevicesGone: DeliveryReason.GONE,
    DeliveryUnknown: DeliveryReason.UNSURE,
}
READ_IN_APP_GRACE = timedelta(minutes=1)
"""A message that waited longer than this is not sent when it was read in the app."""


@dataclass(frozen=True)
class OutgoingMessage:
    """A message that a worker is sending: its row with the number of this attempt, address, title and text."""

    row: NotificationLog
    to: str = field(repr=False)
    title: str = field(repr=False)
    text: str = field(repr=False)


def send_delivery(job: ClaimedJob) -> None:
    """Handler: send the delivery `object_id` on its channel."""
    letter = _prepare_message(job)
    if letter is None:
        return
    try:
        provider_id = SENDERS[letter.row.channel](letter)
    except (NotSent, ProviderBusy):
        _release_for_retry(letter)
        raise
    except MessageRefused as error:
        _mark_failed(letter, FAILURE_REASONS.get(type(error), DeliveryReason.REFUSED))
    else:
        sent = {"state": DeliveryState.SENT, "reason": "", "sent_at": timezone.now()}
        _save_result(letter, **sent, provider_id=str(provider_id or "")[:64])


def fail_delivery_of_dead_job(job: ClaimedJob, reason: str) -> None:
    """Mark the delivery of a dead job as failed, in the transaction that records the job."""
    row = _lock_queued_delivery(job)
    if row is not None:
        final = DeliveryReason.UNREACHABLE if row.handed_at is None else DeliveryReason.BROKEN
        _close_delivery(row, DeliveryReason.UNSURE if row.handed_at and row.channel == Channel.SMS else final)


def _prepare_message(job: ClaimedJob) -> OutgoingMessage | None:
    """Return the message to send now; None when there is nothing to send yet, and the row says why."""
    with unit_of_work():
        jobs.lock_claim(job)
        row, now = _lock_queued_delivery(job), timezone.now()
        if row is None:
            return None
        address = get_contact_address(row.user, row.channel, row.type)
        is_sms_charged = row.handed_at is not None and row.channel == Channel.SMS
        if is_sms_charged and sms.has_sms_for_key(build_sms_key(row)):
            return OutgoingMessage(row, address.to, *composition.compose_message(row))
        if reason := _find_skip_reason(row, address, now):
            if is_sms_charged:
                _refund_unsent_sms(row)
            _close_delivery(row, DeliveryReason.UNSURE if row.handed_at else reason)
            return None
        if (due := _next_send_time(row, now)) > now:
            if is_sms_charged:
                _refund_unsent_sms(row)
            jobs.complete_job(job)
            row.due_at, row.updated_at = due, now
            row.save(update_fields=["due_at", "updated_at"])
            deliveries.enqueue_delivery(row)
            return None
        if is_sms_charged:
            return OutgoingMessage(row, address.to, *composition.compose_message(row))
        return _start_attempt(row, address, now)


def _refund_unsent_sms(row: NotificationLog) -> None:
    """Return the cost of an SMS whose worker died before sending: it was certainly not sent."""
    if row.handed_at is not None:
        sms_budget.release_sms_budget(cost=row.cost, parts=row.parts, charged_at=row.handed_at)
    row.handed_at, row.parts, row.cost = None, 0, 0
    row.save(update_fields=["handed_at", "parts", "cost"])


def _start_attempt(row: NotificationLog, address: ContactAddress, now: datetime) -> OutgoingMessage | None:
    """Return the message with this attempt saved on its row; None, and skipped, when the SMS budget is used up."""
    title, text = composition.compose_message(row)
    row.parts = row.cost = 0
    if row.channel == Channel.SMS:
        row.parts = sms_size.measure_sms(sms.simplify_punctuation(text)).parts
        row.cost = row.parts * get_system_settings().sms_part_price
        if not sms_budget.charge_sms_budget(cost=row.cost, parts=row.parts, now=now):
            row.parts = row.cost = 0
            _close_delivery(row, DeliveryReason.BUDGET)
            return None
    row.handed_at, row.tries, row.address, row.language = now, row.tries + 1, address.masked, row.user.locale
    row.updated_at = now
    row.save(update_fields=["parts", "cost", "handed_at", "tries", "address", "language", "updated_at"])
    return OutgoingMessage(row=row, to=address.to, title=title, text=text)


SENDERS: dict[str, Callable[[OutgoingMessage], object]] = {
    Channel.TELEGRAM: lambda letter: telegram.send_message(to=letter.to, text=letter.text),
    Channel.SMS: lambda letter: sms.send_sms(
        to=letter.to, text=letter.text, follow="notifications.sms_status", key=build_sms_key(letter.row)
    ),
    Channel.EMAIL: lambda letter: smtp.send_by_smtp(
        to=letter.to, subject=letter.title, text=letter.text, key=str(letter.row.pk)
    ),
    Channel.PUSH: lambda letter: push.send_push(letter.row, title=letter.title, text=letter.text),
}
"""Each calls its provider and returns the provider's id of the message, if it has one."""


def _lock_queued_delivery(job: ClaimedJob) -> NotificationLog | None:
    """Return the job's row while it is queued, locked until the commit."""
    return deliveries.select_deliveries_for_update().filter(pk=job.object_id, state=DeliveryState.QUEUED).first()


def _find_skip_reason(row: NotificationLog, address: ContactAddress, now: datetime) -> DeliveryReason | None:
    """Return why it must not be sent."""
    if not row.user.is_active or row.user.erased_at is not None:
        return DeliveryReason.INACTIVE
    if now >= row.worth_until:
        return DeliveryReason.TOO_LATE
    if row.notification.read_at is not None and row.due_at - row.created_at > READ_IN_APP_GRACE:
        return DeliveryReason.READ
    declared = types.get_notification_types_by_name().get(row.type)
    if declared is not None and preferences.is_type_muted(row.user, declared, row.channel):
        return DeliveryReason.MUTED
    if declared is not None and declared.get_secrets and declared.get_secrets(row.notification.data) is None:
        return DeliveryReason.OVER
    return address.reason


def _next_send_time(row: NotificationLog, now: datetime) -> datetime:
    """Return now, or the end of the quiet hours."""
    declared = types.get_notification_types_by_name().get(row.type)
    if declared is not None and declared.urgency == Urgency.NOW:
        return max(now, row.due_at)
    return preferences.get_quiet_hours_and_digest(row.user).skip_quiet_hours(max(now, row.due_at))


def _mark_failed(letter: OutgoingMessage, reason: DeliveryReason) -> None:
    """The provider refused it. The budget is released unless it may have been sent."""
    with unit_of_work():
        if reason == DeliveryReason.UNSURE:
            _save_result(letter, state=DeliveryState.FAILED, reason=reason)
        elif row := _save_result(letter, state=DeliveryState.FAILED, reason=reason, parts=0, cost=0):
            _release_budget(letter)
            if reason == DeliveryReason.BLOCKED:
                jobs.enqueue(kind="accounts.telegram_blocked", secret=letter.to.encode(), priority=10)
            _create_sms_fallbacks(row)


def _release_for_retry(letter: OutgoingMessage) -> None:
    """It was certainly not sent; row and job wait again."""
    with unit_of_work():
        if _save_result(letter, handed_at=None, parts=0, cost=0):
            _release_budget(letter)


def _save_result(letter: OutgoingMessage, **values: Any) -> NotificationLog | None:
    """Save the result of this attempt, also on the messages in a digest; return None when another attempt has begun or
    the row is gone. A late worker may still save the result of an attempt that was marked unsure.
    """
    open_state = Q(state=DeliveryState.QUEUED) | Q(state=DeliveryState.FAILED, reason=DeliveryReason.UNSURE)
    with unit_of_work():
        row = (
            deliveries.select_deliveries_for_update()
            .filter(open_state, pk=letter.row.pk, tries=letter.row.tries)
            .first()
        )
        if row is None:
            return None
        values["updated_at"] = timezone.now()
        NotificationLog.objects.filter(pk=row.pk).update(**values)
        if "state" in values:
            shared = {name: values[name] for name in ("state", "reason", "sent_at", "updated_at") if name in values}
            carried = NotificationLog.objects.filter(in_digest=row, state=DeliveryState.QUEUED)
            carried.update(**shared, tries=F("tries") + 1)
        return row


def _close_delivery(row: NotificationLog, reason: DeliveryReason) -> None:
    """Mark it as skipped or failed, with the messages in it; as sent when some device has it."""
    state, now = DeliveryState.SKIPPED if reason in SKIP_REASONS else DeliveryState.FAILED, timezone.now()
    values: dict[str, Any] = {"state": state, "reason": reason, "updated_at": now}
    if row.taken_by:
        values |= {"state": DeliveryState.SENT, "reason": "", "sent_at": now}
    NotificationLog.objects.filter(Q(pk=row.pk) | Q(in_digest=row, state=DeliveryState.QUEUED)).update(**values)
    if reason in NO_ADDRESS_REASONS:
        _create_sms_fallbacks(row)


def _create_sms_fallbacks(row: NotificationLog) -> None:
    """Create SMS fallbacks for the row and each message in it, where allowed."""
    carried = NotificationLog.objects.filter(in_digest=row).select_related("user", "notification").order_by("id")
    for delivery in (row, *carried):
        deliveries.create_sms_fallback(delivery, now=timezone.now())


def _release_budget(letter: OutgoingMessage) -> None:
    row = letter.row
    if row.cost and row.handed_at:
        sms_budget.release_sms_budget(cost=row.cost, parts=row.parts, charged_at=row.handed_at)
