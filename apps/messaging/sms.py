"""Send SMS by Eskiz, or write them to OUTBOX_ROOT without ESKIZ_EMAIL; at most SMS_PER_DAY a day (UTC).

A fifth of the day's SMS is reserved for SMS without `follow`, which are codes: announcements then lock no user out.
"""

from datetime import UTC, date, timedelta

import structlog
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from apps.jobs.kinds import get_job_kind
from apps.messaging import eskiz, outbox, sms_checks, sms_status
from apps.messaging.errors import AccountProblem, DeliveryUnknown, MessageRefused, NotSent, ProviderBusy
from apps.messaging.models import SmsDay, SmsMessage

log = structlog.get_logger(__name__)

PUNCTUATION = str.maketrans(
    dict.fromkeys("\u02bb\u02bc\u02b9\u2018\u2019\u201b\u2032`\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | {"\u2026": "...", "\u00d7": "x", "\u200b": "", "\u00ad": ""}
)


def simplify_punctuation(text: str) -> str:
    """Return the text with ASCII apostrophes, quotation marks, dashes and spaces.

    One such character would reduce an Uzbek text from 160 to 70 characters a part. Letters are not changed.
    """
    return text.translate(PUNCTUATION)


def send_sms(*, to: str, text: str, follow: str = "", key: str = "") -> str:
    """Send one SMS to a number in E.164; return the provider's id, "" when it was written to OUTBOX_ROOT.

    Call it outside of a unit of work: it stores the state before and after the request. A job of the kind `follow` gets
    each change: `object_id` is the provider's id, the payload has `state` (sent, delivered, failed), `reason`, `parts`,
    `price` in tiyin or null, and `key`. Only one SMS is sent for each `key`; after a crash the id of the first is
    returned.

    Raise NotSent when it was certainly not sent and may be retried; MessageRefused when it will not be sent;
    DeliveryUnknown without a clear answer; ProviderBusy when the day's share of followed SMS is used up; UnknownJobKind
    when no app declares `follow`.
    """
    text = simplify_punctuation(text)
    if follow:
        get_job_kind(follow)
    if key and (earlier := SmsMessage.objects.filter(key=key).first()):
        return sms_status.get_sent_sms_id_or_record_unanswered(earlier)
    parts = sms_checks.check_sms_and_count_parts(to=to, text=text)
    day = timezone.now().date()
    _reserve_daily_sms(day, followed=bool(follow))
    try:
        return _hand_over(to=to, text=text, parts=parts, follow=follow, key=key)
    except NotSent:
        SmsDay.objects.filter(day=day).update(sent=F("sent") - 1, updated_at=timezone.now())
        raise


def count_notifications_left_today() -> int:
    """Return how many SMS of notifications may still be sent today (UTC); later ones wait for the next day."""
    sent = SmsDay.objects.filter(day=timezone.now().date()).values_list("sent", flat=True).first() or 0
    return max(0, _get_notification_limit() - sent)


def has_sms_for_key(key: str) -> bool:
    """Return whether an SMS of this key was created."""
    return SmsMessage.objects.filter(key=key).exists()


def _reserve_daily_sms(day: date, *, followed: bool) -> None:
    """Take one of the day's SMS_PER_DAY. Raise AccountProblem when none is left; ProviderBusy until the next day when
    the four fifths of followed SMS are used up.
    """
    limit = _get_notification_limit() if followed else settings.ENV.sms_per_day
    SmsDay.objects.bulk_create([SmsDay(day=day)], ignore_conflicts=True)
    if not SmsDay.objects.filter(day=day, sent__lt=limit).update(sent=F("sent") + 1, updated_at=timezone.now()):
        if followed:
            log.warning("the day's SMS of notifications are used up", sms_per_day=settings.ENV.sms_per_day)
            reason = "the day's SMS of notifications are used up; see SMS_PER_DAY"
            raise ProviderBusy(reason, after=_get_time_until_tomorrow())
        log.error("the day's SMS are used up", sms_per_day=limit)
        raise AccountProblem("the day's SMS are used up; see SMS_PER_DAY")


def _get_notification_limit() -> int:
    """Return how many SMS of a day notifications may use: the last fifth is for codes."""
    return settings.ENV.sms_per_day - settings.ENV.sms_per_day // 5


def _get_time_until_tomorrow() -> timedelta:
    now = timezone.now().astimezone(UTC)
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - now


def _hand_over(*, to: str, text: str, parts: int, follow: str, key: str) -> str:
    if not settings.ENV.eskiz_email:
        outbox.write_sms_file(to=to, text=text)
        log.warning("no ESKIZ_EMAIL: the SMS was written into OUTBOX_ROOT")
        return ""
    row, is_new = sms_status.get_or_create_sms(
        number=sms_checks.mask_phone_number(to), parts=parts, follow=follow, key=key
    )
    if not is_new:
        return sms_status.get_sent_sms_id_or_record_unanswered(row)
    try:
        provider_id = eskiz.send_sms(to=to, text=text, reference=str(row.pk))
    except NotSent:
        sms_status.delete_unsent_sms(row)
        raise
    except DeliveryUnknown:
        sms_status.record_unanswered(row)
        raise
    except MessageRefused:
        sms_status.record_refused(row)
        raise
    sms_status.record_accepted(row, provider_id)
    return provider_id
