"""A text to an address: enqueued inside the caller's transaction, sent by a worker.

Address and text lie encrypted in the job's row until it ends. An e-mail is tried three times, a message by Telegram
five times and not before Telegram wants it; an SMS is tried again only when it has certainly not gone out, as Eskiz
cannot tell a repeat from a new one.
"""

import smtplib
from collections.abc import Callable
from datetime import date, datetime

import orjson
import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import complete, enqueue
from apps.messaging import eskiz, outbox, telegram
from apps.messaging.errors import Blocked, NotSent, Refused
from apps.messaging.models import SmsDay, TelegramUpdate

log = structlog.get_logger(__name__)

URGENT = 10
PLAIN = str.maketrans(dict.fromkeys("\u02bb\u02bc\u2018\u2019`´", "'") | {"\u2013": "-", "\u2014": "-", "\u00a0": " "})


def send_email(*, to: str, subject: str, text: str, until: datetime | None = None) -> None:
    """Enqueue an e-mail in plain text; call it inside a unit of work. After `until` it is not sent any more.

    An empty `to` enqueues a job that sends nothing: who asked cannot tell by the time it took whether there was
    anybody to write to.
    """
    message = {"to": to, "subject": " ".join(subject.split()), "text": text}
    _enqueue("messaging.send_email", message, until)


def send_sms(*, to: str, text: str, until: datetime | None = None) -> None:
    """Enqueue an SMS to a number in E.164; otherwise as `send_email`.

    Typographic apostrophes and dashes become ASCII: with them an Uzbek text would have 70 characters a part, not 160.
    """
    _enqueue("messaging.send_sms", {"to": to, "text": text.translate(PLAIN)}, until)


def send_telegram(*, to: str, text: str, until: datetime | None = None) -> None:
    """Enqueue a message to a private chat, named by its id; otherwise as `send_email`.

    When the person blocked the bot, a job `accounts.telegram_blocked` takes its place, with the chat's id as secret.
    """
    _enqueue("messaging.send_telegram", {"to": to, "text": text}, until)


def is_new_update(update_id: int) -> bool:
    """Whether this update of Telegram's is seen for the first time; inside the unit of work that acts on it."""
    _row, created = TelegramUpdate.objects.get_or_create(update_id=update_id)
    return created


def _enqueue(kind: str, message: dict[str, str], until: datetime | None) -> None:
    payload = {"until": until.isoformat()} if until else {}
    enqueue(kind=kind, payload=payload, secret=orjson.dumps(message), priority=URGENT if until else 0)


def deliver_email(job: ClaimedJob) -> None:
    """Handler: send the e-mail by SMTP, or write it under OUTBOX_ROOT when there is no EMAIL_HOST."""
    _deliver(job, _by_smtp)


def deliver_sms(job: ClaimedJob) -> None:
    """Handler: send the SMS by Eskiz, or write it under OUTBOX_ROOT when there is no ESKIZ_EMAIL."""
    _deliver(job, _by_eskiz)


def deliver_telegram(job: ClaimedJob) -> None:
    """Handler: send the message by the bot; nobody is written to again who blocked it."""

    def send(message: dict[str, str]) -> None:
        try:
            telegram.send(**message)
        except Blocked:
            with unit_of_work():
                complete(job)
                enqueue(kind="accounts.telegram_blocked", secret=message["to"].encode(), priority=URGENT)

    _deliver(job, send)


def _deliver(job: ClaimedJob, send: Callable[[dict[str, str]], None]) -> None:
    message: dict[str, str] = orjson.loads(job.secret or b"{}")
    if not message.get("to"):
        return
    until = job.payload.get("until")
    if until and datetime.fromisoformat(until) <= timezone.now():
        log.warning("message not sent: it came too late", kind=job.kind)
        return
    send(message)


def _by_smtp(message: dict[str, str]) -> None:
    if not settings.ENV.email_host:
        outbox.make_folder()
        log.warning("no EMAIL_HOST: the e-mail was written into OUTBOX_ROOT")
    try:
        EmailMessage(message["subject"], message["text"], to=[message["to"]]).send()
    except smtplib.SMTPRecipientsRefused as error:
        code = max((code for code, _text in error.recipients.values()), default=0)
        raise _by_code(code, "the recipient") from None
    except smtplib.SMTPResponseException as error:
        what = "our credentials" if isinstance(error, smtplib.SMTPAuthenticationError) else "the message"
        raise _by_code(error.smtp_code, what) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"the mail server did not take it: {type(error).__name__}") from None


def _by_code(code: int, what: str) -> NotSent | Refused:
    """RFC 5321, 4.2.1: 4yz may pass later, 5yz will not."""
    reason = f"the mail server does not accept {what} ({code})"
    return Refused(reason) if code >= 500 else NotSent(reason)


def _by_eskiz(message: dict[str, str]) -> None:
    day = timezone.now().date()
    _count(day)
    try:
        _hand_over(message)
    except NotSent:
        SmsDay.objects.filter(day=day).update(sent=F("sent") - 1, updated_at=timezone.now())
        raise


def _count(day: date) -> None:
    """Take one of the day's SMS_PER_DAY; Refused when none is left."""
    most = settings.ENV.sms_per_day
    SmsDay.objects.bulk_create([SmsDay(day=day)], ignore_conflicts=True)
    if not SmsDay.objects.filter(day=day, sent__lt=most).update(sent=F("sent") + 1, updated_at=timezone.now()):
        log.error("the day's SMS are used up", sms_per_day=most)
        raise Refused("the day's SMS are used up; see SMS_PER_DAY")


def _hand_over(message: dict[str, str]) -> None:
    if not settings.ENV.eskiz_email:
        outbox.write_sms(**message)
        log.warning("no ESKIZ_EMAIL: the SMS was written into OUTBOX_ROOT")
        return
    eskiz.send(**message)
