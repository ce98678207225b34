"""The chat with the centre's bot: linked by a one-time link that its owner opens, ended by them or by the office.

A linked chat is a proved way to the person, as a proved e-mail or phone is: so a link asks for the password.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
from apps.accounts import throttle, tokens
from apps.accounts.models import Channel, PasswordResetToken, TelegramLink, TelegramStart, User
from apps.accounts.services import codes, resets
from apps.accounts.services.verification import check_password
from apps.core.errors import Conflict, TooMany
from apps.core.localized import LANGUAGES
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging import telegram
from apps.messaging.services import is_new_update, send_telegram
from apps.settings.queries import system
from apps.settings.services import audit

LIFE = timedelta(minutes=15)
LINKS_OF_ONE = (10, 3600)
COMMANDS_OF_ONE_CHAT = (20, 3600)
REPLY_HOLDS = timedelta(minutes=10)
LINKED = _("Linked with the account of {name} at {centre}. Codes for a new password can come here. To end it: /stop")
NOT_LINKED = _("This link was used or has expired. Ask for a new one in your profile at {centre}.")
HOW_TO = _("To get messages of {centre} here, ask for the link to Telegram in your profile and open it.")
LINKED_ALREADY = _("This chat is linked with the account of {name} at {centre}. To end it: /stop")
ENDED = _("{centre} will not write here any more.")


@dataclass(frozen=True)
class StartLink:
    """A link to the bot that works once, for so many seconds."""

    url: str
    expires_in: int


def start_link(*, user: User, password: str) -> StartLink:
    """A new one-time link to the bot; an older one of the person's ends.

    Conflict where the centre has no bot; Invalid on `password`; TooMany.
    """
    if not telegram.is_set_up():
        raise Conflict(_("Telegram is not set up here."))
    check_password(user, password, field="password")
    times, seconds = LINKS_OF_ONE
    throttle.limit("telegram:link", str(user.pk), times=times, seconds=seconds)
    token, digest = tokens.new_secret()
    with unit_of_work():
        TelegramStart.objects.update_or_create(
            user=user, defaults={"token_sha256": digest, "expires_at": timezone.now() + LIFE}
        )
    return StartLink(url=telegram.start_link(token), expires_in=int(LIFE.total_seconds()))


def unlink(*, user: User, actor: User) -> None:
    """End the person's link and what it opened; nothing when there is none."""
    with unit_of_work():
        TelegramStart.objects.filter(user=user).delete()
        deleted, _rows = TelegramLink.objects.filter(user=user).delete()
        if deleted:
            _close_resets(user)
            audit(actor=actor, action="accounts.unlink_telegram", obj=user)


def receive(body: bytes) -> None:
    """What came to the webhook: `/start` links or explains, `/stop` ends; a repeat and everything else does nothing."""
    command = telegram.command_in(body)
    if command is None or command.name not in ("start", "stop"):
        return
    try:
        times, seconds = COMMANDS_OF_ONE_CHAT
        throttle.limit("telegram:chat", str(command.chat_id), times=times, seconds=seconds)
    except TooMany:
        return
    with unit_of_work():
        _lock(command.chat_id)
        if is_new_update(command.update_id):
            _obey(command)


def chat_blocked(job: ClaimedJob) -> None:
    """Handler: nothing is sent to this chat any more; open ways to a new password go by another proved address."""
    with unit_of_work():
        jobs.complete(job)
        chat_id = int(job.secret or b"0")
        _lock(chat_id)
        link = TelegramLink.objects.filter(chat_id=chat_id).first()
        if link is None:
            return
        link.blocked_at = timezone.now()
        link.save(update_fields=["blocked_at", "updated_at"])
        resets.send_otherwise(user=User.objects.select_related("telegram_link").get(pk=link.user_id))


def _obey(command: telegram.Command) -> None:
    link = TelegramLink.objects.select_related("user").filter(chat_id=command.chat_id).first()
    if command.name == "stop":
        if link is not None:
            unlink(user=link.user, actor=link.user)
            _reply(command, ENDED, user=link.user)
    elif command.argument:
        _link(command, former=link)
    elif link is not None:
        TelegramLink.objects.filter(pk=link.pk).update(blocked_at=None, updated_at=timezone.now())
        _reply(command, LINKED_ALREADY, user=link.user)
    else:
        _reply(command, HOW_TO)


def _link(command: telegram.Command, *, former: TelegramLink | None) -> None:
    """Link this chat by the token; whoever had it before is told."""
    now = timezone.now()
    digest = codes.token_hash(command.argument)
    start = TelegramStart.objects.select_for_update().filter(token_sha256=digest, expires_at__gt=now).first()
    active = User.objects.select_for_update(no_key=True).filter(is_active=True)
    user = active.filter(pk=start.user_id).first() if start is not None else None
    if user is None:
        _reply(command, NOT_LINKED)
        return
    TelegramStart.objects.filter(user=user).delete()
    if former is not None and former.user_id != user.pk:
        unlink(user=former.user, actor=user)
        _tell(former.user, "telegram_moved")
    TelegramLink.objects.update_or_create(
        user=user, defaults={"chat_id": command.chat_id, "linked_at": now, "blocked_at": None}
    )
    _close_resets(user)
    audit(actor=user, action="accounts.link_telegram", obj=user)
    _tell(user, "telegram_linked")
    _reply(command, LINKED, user=user)


def _reply(command: telegram.Command, text: StrOrPromise, *, user: User | None = None) -> None:
    """Answer in the chat, in the person's language, else in that of their Telegram."""
    asked = command.language if command.language in LANGUAGES else settings.LANGUAGE_CODE
    with override(user.locale if user else asked):
        said = str(text).format(centre=system().centre_name, name=user.first_name if user else "")
    send_telegram(to=str(command.chat_id), text=said, until=timezone.now() + REPLY_HOLDS)


def _tell(user: User, what: str) -> None:
    jobs.enqueue(kind="notifications.security_notice", object_id=user.pk, payload={"what": what})


def _close_resets(user: User) -> None:
    """What went to a chat that is not the person's any more opens nothing."""
    codes.close(PasswordResetToken.objects.filter(user=user, channel=Channel.TELEGRAM))


def _lock(chat_id: int) -> None:
    """One at a time for a chat, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"telegram:{chat_id}"])
