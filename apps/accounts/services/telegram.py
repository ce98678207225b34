"""Links to Telegram chats: created by a single-use link that the user opens, ended by the user or the office.

A linked chat is a verified address, like a verified e-mail or phone: so creating a link needs the password.
"""

from dataclasses import dataclass
from datetime import timedelta

import orjson
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
from apps.accounts import rate_limits, tokens
from apps.accounts.models import Channel, PasswordResetToken, TelegramLink, TelegramStart, User
from apps.accounts.services import codes, password_resets
from apps.accounts.services.users import clean_user_values, update_user_columns
from apps.accounts.services.verification import check_password, mark_verified
from apps.core.errors import Conflict, Invalid
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.messaging import telegram
from apps.messaging.services import enqueue_telegram
from apps.messaging.telegram import Button
from apps.messaging.telegram.buttons import ButtonRows
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

START_LINK_LIFETIME = timedelta(minutes=15)
LINKS_PER_HOUR = 10
REPLY_LIFETIME = timedelta(minutes=10)
LINKED = _("Linked with the account of {name} at {centre}. Codes for a new password can come here. To end it: /stop")
NOT_LINKED = _("This link was used or has expired. Ask for a new one in your profile at {centre}.")
HOW_TO_LINK = _("To get messages of {centre} here, ask for the link to Telegram in your profile and open it.")
ALREADY_LINKED = _("This chat is linked with the account of {name} at {centre}. To end it: /stop")
ENDED = _("{centre} no longer writes here.")
SHARE_NUMBER = _("Please share your phone number with {centre}, to prove that it is yours.")
SHARE_BUTTON = _("Share my number")
NUMBER_VERIFIED = _("Thank you, {name}. Your number is verified.")
NOT_OWN_NUMBER = _("This is not your own contact. Press the button “Share my number”.")
OTHER_NUMBER = _("{centre} has another number for you. Ask the office to correct it.")


@dataclass(frozen=True)
class TelegramStartLink:
    """A single-use link to the bot, valid for so many seconds."""

    url: str
    expires_in: int


def create_start_link(*, user: User, password: str) -> TelegramStartLink:
    """Create a single-use link to the bot; an older one of the user ends.

    Raise Conflict where the centre has no bot; Invalid on `password`; TooMany.
    """
    if not telegram.is_configured():
        raise Conflict(_("Telegram is not set up here."))
    check_password(user, password, field="password")
    rate_limits.enforce_limit("telegram:link", str(user.pk), times=LINKS_PER_HOUR, seconds=3600)
    token, digest = tokens.generate_token_and_hash()
    with unit_of_work():
        values = {"token_sha256": digest, "expires_at": timezone.now() + START_LINK_LIFETIME}
        TelegramStart.objects.update_or_create(user=user, defaults=values)
    return TelegramStartLink(url=telegram.build_start_link(token), expires_in=int(START_LINK_LIFETIME.total_seconds()))


def unlink_telegram(*, user: User, actor: User) -> None:
    """End the user's link and what it opened; nothing when there is none."""
    with unit_of_work():
        TelegramStart.objects.filter(user=user).delete()
        deleted, _rows = TelegramLink.objects.filter(user=user).delete()
        if deleted:
            _close_resets(user)
            write_audit_log(actor, "accounts.unlink_telegram", user)


def handle_start_command(*, chat_id: int, token: str, language: str) -> None:
    """Handle `/start`: with the token of an open link, link the chat; without one, say with whom it is linked. A
    blocked chat is unblocked. A stranger's chat without a token is the bot's to answer.
    """
    with unit_of_work():
        _lock_chat(chat_id)
        link = _find_link(chat_id)
        if token:
            _link_chat(chat_id, language, token, former=link)
        elif link is not None:
            TelegramLink.objects.filter(pk=link.pk).update(blocked_at=None, updated_at=timezone.now())
            _reply(chat_id, language, ALREADY_LINKED, user=link.user)


def handle_stop_command(*, chat_id: int, language: str) -> None:
    """Handle `/stop`: end the chat's link; nothing in a chat without one."""
    with unit_of_work():
        _lock_chat(chat_id)
        link = _find_link(chat_id)
        if link is not None:
            unlink_telegram(user=link.user, actor=link.user)
            _reply(chat_id, language, ENDED, user=link.user)


def handle_shared_contact(*, chat_id: int, phone: str) -> None:
    """Handle a contact that the user of the chat shared: their own number, as Telegram knows it, verifies the phone of
    the account, or becomes its phone when there is none. `phone` is "" for the contact of another person.
    """
    with unit_of_work():
        _lock_chat(chat_id)
        link = _find_link(chat_id)
        if link is None or not link.user.is_active:
            return
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=link.user_id)
        if not phone:
            _reply(chat_id, user.locale, NOT_OWN_NUMBER, user=user, buttons=_build_share_button(user))
            return
        verified = _verify_shared_phone(user, phone)
        _reply(chat_id, user.locale, NUMBER_VERIFIED if verified else OTHER_NUMBER, user=user)


def mark_chat_blocked(*, chat_id: int) -> None:
    """Record that the user blocked the bot: nothing is sent to this chat, and open password resets go to another
    verified address.
    """
    with unit_of_work():
        _lock_chat(chat_id)
        link = TelegramLink.objects.filter(chat_id=chat_id, blocked_at__isnull=True).first()
        if link is None:
            return
        link.blocked_at = timezone.now()
        link.save(update_fields=["blocked_at", "updated_at"])
        password_resets.resend_undelivered_telegram_resets(
            user=User.objects.select_related("telegram_link").get(pk=link.user_id)
        )


def mark_chat_unblocked(*, chat_id: int) -> None:
    """Record that the user started the bot again."""
    with unit_of_work():
        _lock_chat(chat_id)
        TelegramLink.objects.filter(chat_id=chat_id).update(blocked_at=None, updated_at=timezone.now())


def handle_chat_blocked(job: ClaimedJob) -> None:
    """Handler: `mark_chat_blocked` for the chat in the job's secret."""
    with unit_of_work():
        jobs.complete_job(job)
        mark_chat_blocked(chat_id=int(job.secret or b"0"))


def handle_chat_moved(job: ClaimedJob) -> None:
    """Handler: the chat `old` has the id `new` now; nothing when that chat is linked already."""
    with unit_of_work():
        jobs.complete_job(job)
        ids: dict[str, int] = orjson.loads(job.secret or b"{}")
        if not ids or _find_link(ids["new"]) is not None:
            return
        _lock_chat(ids["old"])
        TelegramLink.objects.filter(chat_id=ids["old"]).update(chat_id=ids["new"], updated_at=timezone.now())


def _find_link(chat_id: int) -> TelegramLink | None:
    return TelegramLink.objects.select_related("user").filter(chat_id=chat_id).first()


def _link_chat(chat_id: int, language: str, token: str, *, former: TelegramLink | None) -> None:
    """Link this chat by the token; its former user is told."""
    now = timezone.now()
    digest = tokens.hash_token(token)
    start = TelegramStart.objects.select_for_update().filter(token_sha256=digest, expires_at__gt=now).first()
    active = User.objects.select_for_update(no_key=True).filter(is_active=True)
    user = active.filter(pk=start.user_id).first() if start is not None else None
    if user is None:
        _reply(chat_id, language, NOT_LINKED)
        return
    TelegramStart.objects.filter(user=user).delete()
    if former is not None and former.user_id != user.pk:
        unlink_telegram(user=former.user, actor=user)
        _notify_security(former.user, "telegram_moved")
    values = {"chat_id": chat_id, "linked_at": now, "blocked_at": None}
    TelegramLink.objects.update_or_create(user=user, defaults=values)
    _close_resets(user)
    write_audit_log(user, "accounts.link_telegram", user)
    _notify_security(user, "telegram_linked")
    _reply(chat_id, language, LINKED, user=user)
    if user.phone_verified_at is None and (user.phone or user.email_verified_at is None):
        _reply(chat_id, language, SHARE_NUMBER, user=user, buttons=_build_share_button(user))


def _verify_shared_phone(user: User, phone: str) -> bool:
    """Verify the user's phone by the number that Telegram sent; False when it is another one."""
    try:
        number = clean_user_values({"phone": f"+{phone.lstrip('+')}"})["phone"]
    except Invalid:
        return False
    if not user.phone and not User.objects.filter(phone=number).exists():
        update_user_columns(user=user, values={"phone": number}, actor=user, action="accounts.change_phone")
    if user.phone != number:
        return False
    mark_verified(user, Channel.SMS)
    return True


def _build_share_button(user: User) -> ButtonRows:
    with override(user.locale):
        return [[Button(str(SHARE_BUTTON), contact=True)]]


def _reply(
    chat_id: int, language: str, text: StrOrPromise, *, user: User | None = None, buttons: ButtonRows = ()
) -> None:
    """Answer in the chat, in the user's language, else in that of their Telegram."""
    language = language if language in LANGUAGES else settings.LANGUAGE_CODE
    with override(user.locale if user else language):
        answer = str(text).format(centre=get_system_settings().centre_name, name=user.first_name if user else "")
    enqueue_telegram(to=str(chat_id), text=answer, until=timezone.now() + REPLY_LIFETIME, buttons=buttons)


def _notify_security(user: User, what: str) -> None:
    jobs.enqueue(kind="notifications.security_notice", object_id=user.pk, payload={"what": what})


def _close_resets(user: User) -> None:
    """Close password resets that went to a chat which is unlinked now."""
    codes.close_code_requests(PasswordResetToken.objects.filter(user=user, channel=Channel.TELEGRAM))


def _lock_chat(chat_id: int) -> None:
    """Lock the chat until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"telegram:{chat_id}"])
