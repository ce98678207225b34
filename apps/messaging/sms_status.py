"""Track each SMS from the row before the request to Eskiz's final report; its state only moves forward.

A callback is only a hint, as anybody who knows its address could send it: Eskiz is then asked. Without one, Eskiz is
asked after 2 minutes, 10 minutes, one hour and six hours; then the SMS is `unknown` unless a late callback comes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging import eskiz
from apps.messaging.errors import DeliveryUnknown, MessageRefused, NotSent
from apps.messaging.models import FINAL_SMS, SmsMessage, SmsState

log = structlog.get_logger(__name__)

CONFIRM_JOB = "messaging.confirm_sms"
CHECK_DELAYS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
MAX_RECHECKS, RECHECK_DELAY = 3, timedelta(minutes=1)
STATE_ORDER = {state: order for order, state in enumerate(SmsState)} | dict.fromkeys(FINAL_SMS, 5)
"""How far a state is: by its place in `SmsState`; all final states are equally far. A state never goes back."""
FINAL_WORDS = {
    **dict.fromkeys(("DELIVERED", "DELIVRD"), (SmsState.DELIVERED, "")),
    **dict.fromkeys(("UNDELIV", "UNDELIVERABLE", "UNDELIVERED"), (SmsState.FAILED, "undelivered")),
    "EXPIRED": (SmsState.FAILED, "expired"),
    **dict.fromkeys(("REJECTD", "REJECTED"), (SmsState.FAILED, "rejected")),
    "DELETED": (SmsState.FAILED, "deleted"),
}
"""Final status words and the reason of failures; all other words mean that the SMS is under way."""
ACCEPTED_WORDS = ("ACCEPTED", "PARTDELIVERED", "ENROUTE")
FOLLOWER_STATES = {SmsState.DELIVERED: "delivered", SmsState.FAILED: "failed"}
ID = re.compile(r"[A-Za-z0-9-]{1,64}")
WORD = re.compile(r"[A-Za-z_]{1,30}")


@dataclass(frozen=True)
class SmsCallback:
    """The readable part of a callback: Eskiz's id, our `user_sms_id`, the status word."""

    request_id: str
    reference: str
    word: str

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "SmsCallback":
        """Read the fields of a body; "" for missing or malformed ones."""

        def text(name: str, form: re.Pattern[str]) -> str:
            value = fields.get(name)
            value = str(value) if isinstance(value, str | int) else ""
            return value if form.fullmatch(value) else ""

        return cls(text("request_id", ID), text("user_sms_id", ID), text("status", WORD))


def get_or_create_sms(*, number: str, parts: int, follow: str, key: str) -> tuple[SmsMessage, bool]:
    """Return the row of an SMS to be sent, and whether it is new: an earlier one may have the key.

    The first status check is enqueued with it, so that a crash is noticed.
    """
    values = {"number": number, "parts": parts, "follow": follow}
    with unit_of_work():
        if key:
            row, is_new = SmsMessage.objects.get_or_create(key=key, defaults=values)
        else:
            row, is_new = SmsMessage.objects.create(**values), True
        if is_new:
            _enqueue_check(row, step=0)
    return row, is_new


def get_sent_sms_id_or_record_unanswered(row: SmsMessage) -> str:
    """Return the id of an SMS that was sent before. Raise MessageRefused when it was refused, DeliveryUnknown without a
    result.
    """
    if row.provider_id:
        return row.provider_id
    if row.state == SmsState.FAILED:
        raise MessageRefused("Eskiz did not take this SMS before")
    record_unanswered(row)
    raise DeliveryUnknown("an earlier try ended without an answer: the SMS may have gone out")


def record_accepted(row: SmsMessage, provider_id: str) -> None:
    """Record that Eskiz accepted the SMS, with its id."""
    unknown = SmsMessage.objects.filter(pk=row.pk, provider_id="", final_at__isnull=True)
    unknown.update(provider_id=provider_id, state=SmsState.WAITING, word="waiting", updated_at=timezone.now())


def record_unanswered(row: SmsMessage) -> None:
    """Record that no answer came: the SMS may have been sent."""
    begun = SmsMessage.objects.filter(pk=row.pk, state=SmsState.HANDING_OVER)
    begun.update(state=SmsState.MAYBE, updated_at=timezone.now())


def record_refused(row: SmsMessage) -> None:
    """Record that Eskiz refused the SMS."""
    now = timezone.now()
    begun = SmsMessage.objects.filter(pk=row.pk, state__in=[SmsState.HANDING_OVER, SmsState.MAYBE])
    begun.update(state=SmsState.FAILED, word="refused", final_at=now, updated_at=now)


def delete_unsent_sms(row: SmsMessage) -> None:
    """Delete the row of an SMS that was certainly not sent."""
    SmsMessage.objects.filter(pk=row.pk, provider_id="").delete()


def receive_status_callback(fields: Mapping[str, Any]) -> bool:
    """Handle a callback: enqueue a status check, once for each new word. Return False for an unknown SMS."""
    callback = SmsCallback.from_fields(fields)
    row = _find_sms(callback)
    if row is None:
        log.warning("eskiz called back about an unknown SMS", provider_id=callback.request_id)
        return False
    with unit_of_work():
        fresh = SmsMessage.objects.filter(pk=row.pk).exclude(state__in=FINAL_SMS).exclude(hint=callback.word)
        if callback.word and fresh.update(hint=callback.word, updated_at=timezone.now()):
            jobs.enqueue(kind=CONFIRM_JOB, object_id=row.pk, payload={"provider_id": callback.request_id})
    return True


def _find_sms(callback: SmsCallback) -> SmsMessage | None:
    by_id = SmsMessage.objects.filter(provider_id=callback.request_id).first() if callback.request_id else None
    if by_id is not None:
        return by_id
    try:
        ours = UUID(callback.reference)
    except ValueError:
        return None
    return SmsMessage.objects.filter(pk=ours, provider_id="").first() if callback.request_id else None


def refresh_sms_status(job: ClaimedJob) -> None:
    """Job handler: fetch the status of the SMS `object_id` from Eskiz and store it, forward only.

    With a `step` it is one of the scheduled checks and enqueues the next one, also when Eskiz is down. Without, it
    comes from a callback, which may give Eskiz's id (`provider_id`) of an SMS that had none. When the callback is ahead
    of Eskiz's own status, Eskiz is asked again a minute later, MAX_RECHECKS times.
    """
    step, callback_id = job.payload.get("step"), job.payload.get("provider_id", "")
    row = SmsMessage.objects.filter(Q(pk=job.object_id) & ~Q(state__in=FINAL_SMS)).first()
    report = None
    if row is not None:
        try:
            report = _fetch_report(row, callback_id)
        except (NotSent, MessageRefused) as error:
            if step is None:
                raise
            log.warning("an SMS could not be asked about", sms=str(row.pk), reason=str(error))
    with unit_of_work():
        jobs.complete_job(job)
        locked = SmsMessage.objects.select_for_update().filter(pk=job.object_id).first()
        if locked is None or locked.state in FINAL_SMS:
            return
        if report is not None:
            _store_report(locked, report, callback_id)
        if locked.state in FINAL_SMS:
            return
        if step is not None:
            _schedule_next_check(locked, step + 1)
        elif report and locked.hint.upper() in FINAL_WORDS and (again := job.payload.get("again", 0)) < MAX_RECHECKS:
            payload, run_at = {"provider_id": callback_id, "again": again + 1}, timezone.now() + RECHECK_DELAY
            jobs.enqueue(kind=CONFIRM_JOB, object_id=locked.pk, payload=payload, run_at=run_at)


def _fetch_report(row: SmsMessage, callback_id: str) -> eskiz.SmsReport | None:
    """Return Eskiz's report. An id from a callback counts only if Eskiz knows that SMS by our `user_sms_id`."""
    if not settings.ENV.eskiz_email:
        return None
    if row.provider_id:
        return eskiz.fetch_sms_status(row.provider_id)
    if callback_id:
        report = eskiz.fetch_sms_status(callback_id)
        return report if report is not None and report.reference == str(row.pk) else None
    return eskiz.fetch_sms_by_reference(str(row.pk), sent_at=row.created_at)


def _store_report(row: SmsMessage, report: eskiz.SmsReport, callback_id: str) -> None:
    """Store the report when it is further than the stored state, and notify the follower."""
    state, reason = _parse_word(report.word)
    if not row.provider_id:
        row.provider_id = report.provider_id or callback_id
    if row.provider_id and STATE_ORDER[SmsState(row.state)] < STATE_ORDER[state]:
        row.state = state
        row.word = report.word
        row.parts = report.parts or row.parts
        if report.price or (report.price is not None and state in FINAL_SMS):
            row.price = report.price
        row.final_at = timezone.now() if state in FINAL_SMS else None
        _notify_follower(row, reason)
    row.save()


def _parse_word(word: str) -> tuple[SmsState, str]:
    word = word.strip().upper()
    if word in FINAL_WORDS:
        return FINAL_WORDS[word]
    return (SmsState.ACCEPTED if word in ACCEPTED_WORDS else SmsState.WAITING), ""


def _notify_follower(row: SmsMessage, reason: str) -> None:
    if not row.follow:
        return
    state = FOLLOWER_STATES.get(SmsState(row.state), "sent")
    payload = {"state": state, "reason": reason, "parts": row.parts, "price": row.price}
    if row.key:
        payload["key"] = row.key
    jobs.enqueue(kind=row.follow, object_id=row.provider_id, payload=payload)


def _schedule_next_check(row: SmsMessage, step: int) -> None:
    """Schedule the next check; after the last one the state is unknown."""
    if step < len(CHECK_DELAYS):
        record_unanswered(row)
        _enqueue_check(row, step=step)
        return
    SmsMessage.objects.filter(pk=row.pk).update(state=SmsState.UNKNOWN, updated_at=timezone.now())
    log.warning("nobody knows what became of an SMS", sms=str(row.pk))


def _enqueue_check(row: SmsMessage, *, step: int) -> None:
    run_at = timezone.now() + CHECK_DELAYS[step]
    jobs.enqueue(kind=CONFIRM_JOB, object_id=row.pk, payload={"step": step}, run_at=run_at)
