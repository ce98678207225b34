"""Send e-mails, SMS and Telegram messages: enqueued in the caller's transaction, sent by a worker.

Address and text are encrypted in the job's row until it ends. E-mails are tried five times in twenty minutes, because
of greylisting; the job id is in their Message-ID. Telegram messages are tried five times, not before Telegram allows
it. An SMS is retried, within four minutes, only when it was certainly not sent, as Eskiz cannot recognize a repeat; the
job id is its key.

A message that cannot be sent, or may have been sent, ends its job as refused, not dead: dead jobs wait for staff, and
mistyped addresses would fill that list.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import structlog
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.services import complete_as_refused, complete_job, enqueue
from apps.messaging import sms, smtp, telegram
from apps.messaging.errors import AccountProblem, MessageRefused, RecipientBlocked
from apps.messaging.telegram.buttons import ButtonRows, deserialize_buttons, serialize_buttons

log = structlog.get_logger(__name__)

URGENT = 10


def enqueue_email(*, to: str, subject: str, text: str, until: datetime | None = None) -> None:
    """Enqueue a plain-text e-mail, in a unit of work. It is not sent after `until`.

    An empty `to` enqueues a job that sends nothing, so that timing does not reveal whether there is a recipient.
    """
    message = {"to": to, "subject": " ".join(subject.split()), "text": text}
    _enqueue("messaging.send_email", message, until)


def enqueue_sms(*, to: str, text: str, until: datetime | None = None) -> None:
    """Enqueue an SMS to a number in E.164; otherwise like `enqueue_email`.

    Typographic apostrophes and dashes become ASCII (`sms.simplify_punctuation`).
    """
    _enqueue("messaging.send_sms", {"to": to, "text": sms.simplify_punctuation(text)}, until)


def enqueue_telegram(
    *, to: str, text: str, until: datetime | None = None, buttons: ButtonRows = (), message_id: int = 0
) -> None:
    """Enqueue a message to a private chat, by its id; otherwise like `enqueue_email`. With `message_id` it replaces
    that message of the bot.

    When the user blocked the bot, a job `accounts.telegram_blocked` is enqueued, with the chat id as secret.
    """
    message = {"to": to, "text": text} | ({"buttons": serialize_buttons(buttons)} if buttons else {})
    _enqueue("messaging.send_telegram", message | ({"message_id": str(message_id)} if message_id else {}), until)


def _enqueue(kind: str, message: dict[str, Any], until: datetime | None) -> None:
    payload = {"until": until.isoformat()} if until else {}
    enqueue(kind=kind, payload=payload, secret=orjson.dumps(message), priority=URGENT if until else 0)


def deliver_email(job: ClaimedJob) -> None:
    """Job handler: send the e-mail by SMTP, or write it to OUTBOX_ROOT without EMAIL_HOST."""
    _deliver(job, lambda message: smtp.send_by_smtp(**message, key=str(job.id)))


def deliver_sms(job: ClaimedJob) -> None:
    """Job handler: send the SMS by Eskiz, or write it to OUTBOX_ROOT without ESKIZ_EMAIL."""
    _deliver(job, lambda message: sms.send_sms(**message, key=str(job.id)))


def deliver_telegram(job: ClaimedJob) -> None:
    """Job handler: send the message by the bot. A user who blocked the bot is not written to again."""

    def send(message: dict[str, Any]) -> None:
        message = message | {"buttons": deserialize_buttons(message.get("buttons", []))}
        try:
            (telegram.edit_message if "message_id" in message else telegram.send_message)(**message)
        except RecipientBlocked:
            with unit_of_work():
                complete_job(job)
                enqueue(kind="accounts.telegram_blocked", secret=message["to"].encode(), priority=URGENT)

    _deliver(job, send)


def _deliver(job: ClaimedJob, send: Callable[[dict[str, Any]], object]) -> None:
    message: dict[str, Any] = orjson.loads(job.secret or b"{}")
    if not message.get("to"):
        return
    until = job.payload.get("until")
    if until and datetime.fromisoformat(until) <= timezone.now():
        log.warning("message not sent: it came too late", kind=job.kind)
        return
    try:
        send(message)
    except AccountProblem:
        raise
    except MessageRefused as error:
        with unit_of_work():
            complete_as_refused(job, reason=str(error))
