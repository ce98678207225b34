"""A text to an address: enqueued inside the caller's transaction, sent by a worker.

Address and text lie encrypted in the job's row until it ends. An e-mail is tried five times over twenty minutes, as
servers that know nobody take it at the second try; a message by Telegram five times and not before Telegram wants it;
an SMS is tried again, within four minutes, only when it has certainly not gone out, as Eskiz
cannot tell a repeat from a new one. An SMS goes by the name of its job: none is sent again when its worker dies.

What will not go out, or may have gone out and cannot be asked for, is over: its job is done, with the reason. It is not
among the dead ones, which wait for a person: a mistyped address would be there every day, and hide them.
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


def send_email(*, to: str, subject: str, text: str, until: datetime | None = None) -> None:
    """Enqueue an e-mail in plain text; call it inside a unit of work. After `until` it is not sent any more.

    An empty `to` enqueues a job that sends nothing: who asked cannot tell by the time it took whether there was
    anybody to write to.
    """
    message = {"to": to, "subject": " ".join(subject.split()), "text": text}
    _enqueue("messaging.send_email", message, until)


def send_sms(*, to: str, text: str, until: datetime | None = None) -> None:
    """Enqueue an SMS to a number in E.164; otherwise as `send_email`.

    Typographic apostrophes and dashes become ASCII (`sms.simplify_punctuation`).
    """
    _enqueue("messaging.send_sms", {"to": to, "text": sms.simplify_punctuation(text)}, until)


def send_telegram(
    *, to: str, text: str, until: datetime | None = None, buttons: ButtonRows = (), message_id: int = 0
) -> None:
    """Enqueue a message to a private chat, named by its id; otherwise as `send_email`. With `message_id` it takes the
    place of what that message of the bot says.

    When the person blocked the bot, a job `accounts.telegram_blocked` takes its place, with the chat's id as secret.
    """
    message = {"to": to, "text": text} | ({"buttons": serialize_buttons(buttons)} if buttons else {})
    _enqueue("messaging.send_telegram", message | ({"message_id": str(message_id)} if message_id else {}), until)


def _enqueue(kind: str, message: dict[str, Any], until: datetime | None) -> None:
    payload = {"until": until.isoformat()} if until else {}
    enqueue(kind=kind, payload=payload, secret=orjson.dumps(message), priority=URGENT if until else 0)


def deliver_email(job: ClaimedJob) -> None:
    """Handler: send the e-mail by SMTP, or write it under OUTBOX_ROOT when there is no EMAIL_HOST."""
    _deliver(job, lambda message: smtp.send_by_smtp(**message))


def deliver_sms(job: ClaimedJob) -> None:
    """Handler: send the SMS by Eskiz, or write it under OUTBOX_ROOT when there is no ESKIZ_EMAIL."""
    _deliver(job, lambda message: sms.send_sms(**message, key=str(job.id)))


def deliver_telegram(job: ClaimedJob) -> None:
    """Handler: send the message by the bot; nobody is written to again who blocked it."""

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
