"""Messages about accounts, in the user's language: e-mails, also used for Telegram, and SMS of one part.

The texts name no user: the reader of a mistyped address may be a stranger. Tokens are behind the # of a link, which
browsers do not send to servers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from apps.accounts.models import Channel
from apps.accounts.services.codes import CODE_LIFETIME
from apps.messaging.services import enqueue_email, enqueue_sms, enqueue_telegram
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class MessageTexts:
    """The texts of a message: of the SMS, and subject and body of the e-mail.

    `page`: where its link leads. `expires`: whether it is sent only within the lifetime of a code.
    """

    sms: StrOrPromise
    subject: StrOrPromise
    body: StrOrPromise
    page: str = "password-reset"
    expires: bool = True


VERIFICATION = MessageTexts(
    _("{centre}: your code is {code}. Do not share it."),
    _("Your code for {centre}: {code}"),
    _(
        "Your code is {code}. It is valid for {minutes} minutes.\n\n"
        "Or open this link:\n{link}\n\n"
        "If you did not ask for it, another person may have mistyped their address: you need to do nothing."
    ),
    page="verify-email",
)
"""The code, and by e-mail the link, that verify an address."""
PASSWORD_RESET = MessageTexts(
    _("{centre}: code for a new password {code}. Do not share it."),
    _("A new password for {centre}"),
    _(
        "Your code for a new password is {code}. It is valid for {minutes} minutes.\n\n"
        "Or open this link:\n{link}\n\n"
        "If you did not ask for it, your password stays as it is: you need to do nothing."
    ),
)
"""The code, and by e-mail and Telegram the link, for a new password."""
ACCOUNT_EXISTS = MessageTexts(
    _("{centre}: you already have an account. Sign in or ask for a new password."),
    _("You already have an account at {centre}"),
    _(
        "This address was used to register, but it already has an account. If it was you, sign in, "
        "or ask for a new password here:\n{link}\n\n"
        "If it was not you, you need to do nothing."
    ),
)
"""To an address that has an account when it is used to register again."""
PASSWORD_CHANGED = MessageTexts(
    _("{centre}: your password was changed. Not you? Ask for a new one at once."),
    _("Your password at {centre} was changed"),
    _(
        "Your password was changed just now, and all your devices were signed out.\n\n"
        "If it was not you, ask for a new password at once:\n{link}"
    ),
    expires=False,
)
"""After each change of a password."""
ADDRESS_CHANGED = MessageTexts(
    _("{centre}: your phone was changed. Did you not ask? Tell the centre."),
    _("Your e-mail at {centre} was changed"),
    _(
        "The centre changed the e-mail of your account just now, and all your devices were signed out.\n\n"
        "If you did not ask for it, tell the centre at once."
    ),
    expires=False,
)
"""To the old address after it was changed."""
INVITATION = MessageTexts(
    _("{centre} invites you. Enter {code} at {page}"),
    _("{centre} invites you"),
    _("You are invited to join {centre}. Open this link within {days} days:\n{link}"),
    page="invitation",
)
"""An invitation: by e-mail a link, by SMS a code and the address of the page."""


@dataclass(frozen=True)
class AccountMessage:
    """A message in the user's language. An SMS has no subject; Telegram shows it as the first line."""

    subject: str
    text: str


def enqueue_account_message(
    texts: MessageTexts,
    channel: str,
    address: str,
    *,
    locale: str,
    expires_at: datetime | None = None,
    lifetime: timedelta | None = None,
    **placeholders: Any,
) -> None:
    """Enqueue a message by this channel; for an empty address a job that sends nothing. It is not sent after
    `expires_at`.

    `lifetime` of its code: without it, that of the channel. `placeholders`: see `build_message`.
    """
    lifetime = lifetime or CODE_LIFETIME[channel]
    if expires_at is None and texts.expires:
        expires_at = timezone.now() + lifetime
    message = build_message(texts, channel, locale=locale, lifetime=lifetime, **placeholders)
    if channel == Channel.EMAIL:
        enqueue_email(to=address, subject=message.subject, text=message.text, until=expires_at)
    elif channel == Channel.TELEGRAM:
        enqueue_telegram(to=address, text=f"{message.subject}\n\n{message.text}".strip(), until=expires_at)
    else:
        enqueue_sms(to=address, text=message.text, until=expires_at)


def build_message(
    texts: MessageTexts,
    channel: str,
    *,
    locale: str,
    lifetime: timedelta,
    code: str = "",
    token: str = "",
    days: int = 0,
) -> AccountMessage:
    """Return the message for this channel. `code` and `token`: what the user types, and what the link carries."""
    page = f"{settings.ENV.frontend_url.rstrip('/')}/{texts.page}"
    places = {
        "centre": get_system_settings().centre_name,
        "code": code,
        "minutes": int(lifetime.total_seconds()) // 60,
        "days": days,
        "link": f"{page}#token={token}" if token else page,
        "page": page.partition("://")[2],
    }
    with override(locale):
        if channel == Channel.SMS:
            return AccountMessage(subject="", text=str(texts.sms).format(**places))
        return AccountMessage(str(texts.subject).format(**places), str(texts.body).format(**places) + "\n")
