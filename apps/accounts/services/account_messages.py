"""Messages about accounts, in the user's language: e-mails, also used for Telegram, and SMS of one part.

The texts name no user: the reader of a mistyped address may be a stranger. Tokens are behind the # of a link, which
browsers do not send to servers.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import Channel
from apps.accounts.services.codes import CODE_LIFETIME, AccountMessage, VerificationCode
from apps.settings.queries import get_system_settings


def build_verification_message(channel: str, code: VerificationCode, *, locale: str) -> AccountMessage:
    """Return the message with the code, and by e-mail the link, that verify an address."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: your code is {code}. Do not share it."), code=code.code)
        return _build_email(
            _("Your code for {centre}: {code}"),
            _(
                "Your code is {code}. It is valid for {minutes} minutes.\n\n"
                "Or open this link:\n{link}\n\n"
                "If you did not ask for it, another person may have mistyped their address: you need to do nothing."
            ),
            code=code.code,
            minutes=_lifetime_minutes(channel),
            link=_build_link("verify-email", code.token),
        )


def build_password_reset_message(channel: str, code: VerificationCode, *, locale: str) -> AccountMessage:
    """Return the message with the code, and by e-mail and Telegram the link, for a new password."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: code for a new password {code}. Do not share it."), code=code.code)
        return _build_email(
            _("A new password for {centre}"),
            _(
                "Your code for a new password is {code}. It is valid for {minutes} minutes.\n\n"
                "Or open this link:\n{link}\n\n"
                "If you did not ask for it, your password stays as it is: you need to do nothing."
            ),
            code=code.code,
            minutes=_lifetime_minutes(channel),
            link=_build_link("password-reset", code.token),
        )


def build_account_exists_message(channel: str, *, locale: str) -> AccountMessage:
    """Return the message to an address that has an account when it is used to register again."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: you already have an account. Sign in or ask for a new password."))
        return _build_email(
            _("You already have an account at {centre}"),
            _(
                "This address was used to register, but it already has an account. If it was you, sign in, "
                "or ask for a new password here:\n{link}\n\n"
                "If it was not you, you need to do nothing."
            ),
            link=_build_link("password-reset"),
        )


def build_password_changed_message(channel: str, *, locale: str) -> AccountMessage:
    """Return the message after each change of a password."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: your password was changed. Not you? Ask for a new one at once."))
        return _build_email(
            _("Your password at {centre} was changed"),
            _(
                "Your password was changed just now, and all your devices were signed out.\n\n"
                "If it was not you, ask for a new password at once:\n{link}"
            ),
            link=_build_link("password-reset"),
        )


def build_address_changed_message(channel: str, *, locale: str) -> AccountMessage:
    """Return the message to the old address after it was changed."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: your phone was changed. Did you not ask? Tell the centre."))
        return _build_email(
            _("Your e-mail at {centre} was changed"),
            _(
                "The centre changed the e-mail of your account just now, and all your devices were signed out.\n\n"
                "If you did not ask for it, tell the centre at once."
            ),
        )


def build_invitation_message(channel: str, token: str, *, locale: str, days: int) -> AccountMessage:
    """Return the message of an invitation: by e-mail a link, by SMS a code."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre} invites you. Your invitation code: {code}"), code=token)
        return _build_email(
            _("{centre} invites you"),
            _("You are invited to join {centre}. Open this link within {days} days:\n{link}"),
            days=str(days),
            link=_build_link("invitation", token),
        )


def _build_email(subject: str, text: str, **places: str) -> AccountMessage:
    centre = get_system_settings().centre_name
    return AccountMessage(
        subject=subject.format(centre=centre, **places), text=text.format(centre=centre, **places) + "\n"
    )


def _build_sms(text: str, **places: str) -> AccountMessage:
    return AccountMessage(subject="", text=text.format(centre=get_system_settings().centre_name, **places))


def _lifetime_minutes(channel: str) -> str:
    return str(int(CODE_LIFETIME[channel].total_seconds()) // 60)


def _build_link(page: str, token: str = "") -> str:
    base = f"{settings.ENV.frontend_url.rstrip('/')}/{page}"
    return f"{base}#token={token}" if token else base
