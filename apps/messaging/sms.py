"""An SMS by Eskiz, or as a file under OUTBOX_ROOT when there is no ESKIZ_EMAIL; at most SMS_PER_DAY in a day (UTC).

A fifth of these is kept for SMS that nobody follows: codes, so that no announcement locks anybody out.
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
    """The text with typographic apostrophes, quotation marks, dashes and spaces in ASCII: one of them alone would leave
    an Uzbek text 70 characters a part, not 160. Letters stay: Cyrillic and ğ, ş, ç have no plain twin.
    """
    return text.translate(PUNCTUATION)


def send_sms(*, to: str, text: str, follow: str = "", key: str = "") -> str:
    """Send one SMS to a number in E.164; the provider's id of it, "" when it was written into OUTBOX_ROOT.

    Call it outside of a unit of work: what is known of the SMS is stored before and after the request. A job of the
    kind `follow` hears what becomes of it: `object_id` is the provider's id, the payload `state` (sent, delivered,
    failed), `reason`, `parts`, `price` in tiyin or null, and `key` when there is one. Of one `key` one SMS goes out:
    asked again after a crash, this answers with the first one's id.

    NotSent when it has certainly not gone out and may be tried again; Refused when it will not go out; Unsure when
    nobody knows; Busy until the next day when the day's share of what is followed is used up. UnknownKind when no app
    declares `follow`.
    """
    text = simplify_punctuation(text)
    if follow:
        get_job_kind(follow)
    if key and (earlier := SmsMessage.objects.filter(key=key).first()):
        return sms_status.get_earlier_sms_id(earlier)
    parts = sms_checks.check_sms(to=to, text=text)
    day = timezone.now().date()
    _reserve_daily_sms(day, followed=bool(follow))
    try:
        return _hand_over(to=to, text=text, parts=parts, follow=follow, key=key)
    except NotSent:
        SmsDay.objects.filter(day=day).update(sent=F("sent") - 1, updated_at=timezone.now())
        raise


def has_sms_for_key(key: str) -> bool:
    """Whether an SMS of this key was, or was about to be, handed over to Eskiz."""
    return SmsMessage.objects.filter(key=key).exists()


def _reserve_daily_sms(day: date, *, followed: bool) -> None:
    """Take one of the day's SMS_PER_DAY; Refused when none is left. What is followed has four fifths of them, and is
    Busy until the next day after that.
    """
    most = settings.ENV.sms_per_day
    if followed:
        most -= most // 5
    SmsDay.objects.bulk_create([SmsDay(day=day)], ignore_conflicts=True)
    if not SmsDay.objects.filter(day=day, sent__lt=most).update(sent=F("sent") + 1, updated_at=timezone.now()):
        if followed:
            log.warning("the day's SMS of notifications are used up", sms_per_day=settings.ENV.sms_per_day)
            raise ProviderBusy(
                "the day's SMS of notifications are used up; see SMS_PER_DAY", after=_get_time_until_tomorrow()
            )
        log.error("the day's SMS are used up", sms_per_day=most)
        raise AccountProblem("the day's SMS are used up; see SMS_PER_DAY")


def _get_time_until_tomorrow() -> timedelta:
    now = timezone.now().astimezone(UTC)
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - now


def _hand_over(*, to: str, text: str, parts: int, follow: str, key: str) -> str:
    if not settings.ENV.eskiz_email:
        outbox.write_sms_file(to=to, text=text)
        log.warning("no ESKIZ_EMAIL: the SMS was written into OUTBOX_ROOT")
        return ""
    row, is_new = sms_status.create_sms(number=sms_checks.mask_number(to), parts=parts, follow=follow, key=key)
    if not is_new:
        return sms_status.get_earlier_sms_id(row)
    try:
        provider_id = eskiz.send_sms(to=to, text=text, reference=str(row.pk))
    except NotSent:
        sms_status.delete_unsent(row)
        raise
    except DeliveryUnknown:
        sms_status.record_unanswered(row)
        raise
    except MessageRefused:
        sms_status.record_refused(row)
        raise
    sms_status.record_accepted(row, provider_id)
    return provider_id
