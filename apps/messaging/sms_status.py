"""What became of each SMS: from the row before the request to Eskiz's last word, always forward.

A callback is a hint that anybody could send who knows its address: it only makes us ask Eskiz. Without one Eskiz is
asked after 2 minutes, then 10 minutes, an hour and six hours later; then the SMS is `unknown`, unless a late callback
helps.
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
STATE_ORDER = {
    SmsState.HANDING_OVER: 0,
    SmsState.MAYBE: 1,
    SmsState.WAITING: 2,
    SmsState.ACCEPTED: 3,
    SmsState.UNKNOWN: 4,
    SmsState.DELIVERED: 5,
    SmsState.FAILED: 5,
}
FINAL_WORDS = {
    "DELIVERED": (SmsState.DELIVERED, ""),
    "DELIVRD": (SmsState.DELIVERED, ""),
    "UNDELIV": (SmsState.FAILED, "undelivered"),
    "UNDELIVERABLE": (SmsState.FAILED, "undelivered"),
    "UNDELIVERED": (SmsState.FAILED, "undelivered"),
    "EXPIRED": (SmsState.FAILED, "expired"),
    "REJECTD": (SmsState.FAILED, "rejected"),
    "REJECTED": (SmsState.FAILED, "rejected"),
    "DELETED": (SmsState.FAILED, "deleted"),
}
"""Words after which nothing more comes, and why it failed; any other word means that it is under way."""
ACCEPTED_WORDS = ("ACCEPTED", "PARTDELIVERED", "ENROUTE")
FOLLOWER_STATES = {SmsState.DELIVERED: "delivered", SmsState.FAILED: "failed"}
ID = re.compile(r"[A-Za-z0-9-]{1,64}")
WORD = re.compile(r"[A-Za-z_]{1,30}")


@dataclass(frozen=True)
class SmsCallback:
    """What a callback says, as far as it can be read: Eskiz's id, our `user_sms_id`, the status."""

    request_id: str
    reference: str
    word: str

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "SmsCallback":
        """From the fields of a body; "" for what is missing or is no such thing."""

        def text(name: str, form: re.Pattern[str]) -> str:
            value = fields.get(name)
            value = str(value) if isinstance(value, str | int) else ""
            return value if form.fullmatch(value) else ""

        return cls(text("request_id", ID), text("user_sms_id", ID), text("status", WORD))


def create_sms(*, number: str, parts: int, follow: str, key: str) -> tuple[SmsMessage, bool]:
    """The row of an SMS that is about to be handed over, and whether it is new: an earlier one may have the key.

    Its first question to Eskiz is enqueued with it, so that a crash from here on is looked into.
    """
    with unit_of_work():
        if key:
            row, is_new = SmsMessage.objects.get_or_create(
                key=key, defaults={"number": number, "parts": parts, "follow": follow}
            )
        else:
            row, is_new = SmsMessage.objects.create(number=number, parts=parts, follow=follow), True
        if is_new:
            _enqueue_check(row, step=0)
    return row, is_new


def get_earlier_sms_id(row: SmsMessage) -> str:
    """The id of an SMS that was handed over before; Refused when it was refused, Unsure when nobody knows."""
    if row.provider_id:
        return row.provider_id
    if row.state == SmsState.FAILED:
        raise MessageRefused("Eskiz did not take this SMS before")
    record_unanswered(row)
    raise DeliveryUnknown("an earlier try ended without an answer: the SMS may have gone out")


def record_accepted(row: SmsMessage, provider_id: str) -> None:
    """Eskiz took it, and named it so."""
    SmsMessage.objects.filter(pk=row.pk, provider_id="", final_at__isnull=True).update(
        provider_id=provider_id, state=SmsState.WAITING, word="waiting", updated_at=timezone.now()
    )


def record_unanswered(row: SmsMessage) -> None:
    """No answer came: it may have gone out."""
    begun = SmsMessage.objects.filter(pk=row.pk, state=SmsState.HANDING_OVER)
    begun.update(state=SmsState.MAYBE, updated_at=timezone.now())


def record_refused(row: SmsMessage) -> None:
    """Eskiz did not take it."""
    now = timezone.now()
    SmsMessage.objects.filter(pk=row.pk, state__in=[SmsState.HANDING_OVER, SmsState.MAYBE]).update(
        state=SmsState.FAILED, word="refused", final_at=now, updated_at=now
    )


def delete_unsent(row: SmsMessage) -> None:
    """It has certainly not gone out: there is nothing to tell of."""
    SmsMessage.objects.filter(pk=row.pk, provider_id="").delete()


def receive_callback(fields: Mapping[str, Any]) -> bool:
    """Take a callback: Eskiz is asked about that SMS, once for each new word. What is no SMS of ours (False), or ended,
    is left alone.
    """
    told = SmsCallback.from_fields(fields)
    row = _find_sms(told)
    if row is None:
        log.warning("eskiz called back about an unknown SMS", provider_id=told.request_id)
        return False
    with unit_of_work():
        fresh = SmsMessage.objects.filter(pk=row.pk).exclude(state__in=FINAL_SMS).exclude(hint=told.word)
        if told.word and fresh.update(hint=told.word, updated_at=timezone.now()):
            jobs.enqueue(kind=CONFIRM_JOB, object_id=row.pk, payload={"provider_id": told.request_id})
    return True


def _find_sms(told: SmsCallback) -> SmsMessage | None:
    by_id = SmsMessage.objects.filter(provider_id=told.request_id).first() if told.request_id else None
    if by_id is not None:
        return by_id
    try:
        ours = UUID(told.reference)
    except ValueError:
        return None
    return SmsMessage.objects.filter(pk=ours, provider_id="").first() if told.request_id else None


def confirm_sms(job: ClaimedJob) -> None:
    """Handler: ask Eskiz about the SMS `object_id` and store what it says, forward only.

    With a `step` it is one of the questions at set times and enqueues the next, also when Eskiz cannot be asked now;
    without, a callback is behind it, which may name Eskiz's id (`provider_id`) of an SMS that had none. A callback that
    runs ahead of Eskiz's own word has it asked again, a minute later, `MAX_RECHECKS` times.
    """
    step, told_id = job.payload.get("step"), job.payload.get("provider_id", "")
    row = SmsMessage.objects.filter(Q(pk=job.object_id) & ~Q(state__in=FINAL_SMS)).first()
    report = None
    if row is not None:
        try:
            report = _fetch_report(row, told_id)
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
            _store_report(locked, report, told_id)
            again = job.payload.get("again", 0)
            if (
                step is None
                and again < MAX_RECHECKS
                and locked.state not in FINAL_SMS
                and locked.hint.upper() in FINAL_WORDS
            ):
                payload = {"provider_id": told_id, "again": again + 1}
                jobs.enqueue(
                    kind=CONFIRM_JOB, object_id=locked.pk, payload=payload, run_at=timezone.now() + RECHECK_DELAY
                )
        if step is not None and locked.state not in FINAL_SMS:
            _schedule_next_check(locked, step + 1)


def _fetch_report(row: SmsMessage, told_id: str) -> eskiz.SmsReport | None:
    """Eskiz's word about it. An id that only a callback told counts when Eskiz knows that SMS by our `user_sms_id`."""
    if not settings.ENV.eskiz_email:
        return None
    if row.provider_id:
        return eskiz.fetch_status(row.provider_id)
    if told_id:
        report = eskiz.fetch_status(told_id)
        return report if report is not None and report.reference == str(row.pk) else None
    return eskiz.find_sms(str(row.pk), sent_at=row.created_at)


def _store_report(row: SmsMessage, report: eskiz.SmsReport, told_id: str) -> None:
    """What Eskiz says, when it is further than what we knew; whoever follows the SMS hears of it."""
    state, reason = _parse_word(report.word)
    if not row.provider_id:
        row.provider_id = report.provider_id or told_id
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
    """The next question at its time; after the last one nobody knows. A handing over that never ended is a maybe."""
    if step < len(CHECK_DELAYS):
        record_unanswered(row)
        _enqueue_check(row, step=step)
        return
    SmsMessage.objects.filter(pk=row.pk).update(state=SmsState.UNKNOWN, updated_at=timezone.now())
    log.warning("nobody knows what became of an SMS", sms=str(row.pk))


def _enqueue_check(row: SmsMessage, *, step: int) -> None:
    run_at = timezone.now() + CHECK_DELAYS[step]
    jobs.enqueue(kind=CONFIRM_JOB, object_id=row.pk, payload={"step": step}, run_at=run_at)
