"""What we write to people about their accounts, in their language: e-mails, which Telegram carries too, and SMS that
fit one part.

A text says only what is needed and names nobody: whoever typed an address may not be the one who reads there. Tokens
stand behind the # of a link, which browsers do not send to servers.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import Channel
from apps.accounts.services.codes import CODE_LIFETIME, AccountMessage, VerificationCode
from apps.settings.queries import system


def build_verification_message(channel: str, proof: VerificationCode, *, locale: str) -> AccountMessage:
    """The code, and by e-mail the link, that prove an address."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: your code is {code}. Tell it to nobody."), code=proof.code)
        return _build_email(
            _("Your code for {centre}: {code}"),
            _(
                "Your code is {code}. It holds for {minutes} minutes.\n\nOr open this link:\n{link}\n\n"
                "If you did not ask for it, somebody may have mistyped their address: you need do nothing."
            ),
            code=proof.code,
            minutes=_lifetime_minutes(channel),
            link=_build_link("verify-email", proof.token),
        )


def build_password_reset_message(channel: str, proof: VerificationCode, *, locale: str) -> AccountMessage:
    """The code, and by e-mail and Telegram the link, that lead to a new password."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: code for a new password {code}. Tell it to nobody."), code=proof.code)
        return _build_email(
            _("A new password for {centre}"),
            _(
                "Your code for a new password is {code}. It holds for {minutes} minutes.\n\nOr open this link:\n{link}"
                "\n\nIf you did not ask for it, your password stays as it is: you need do nothing."
            ),
            code=proof.code,
            minutes=_lifetime_minutes(channel),
            link=_build_link("password-reset", proof.token),
        )


def build_account_exists_message(channel: str, *, locale: str) -> AccountMessage:
    """To whoever has an account already when somebody signs up with their address."""
    with override(locale):
        if channel == Channel.SMS:
            return _build_sms(_("{centre}: you have an account already. Sign in or ask for a new password."))
        return _build_email(
            _("You have an account at {centre} already"),
            _(
                "Somebody signed up with this address, which has an account already. If it was you, sign in, or ask "
                "for a new password here:\n{link}\n\nIf it was not you, you need do nothing."
            ),
            link=_build_link("password-reset"),
        )


def build_password_changed_message(channel: str, *, locale: str) -> AccountMessage:
    """After every change of a password."""
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
    """To the old address, after the office changed it, or the person their phone."""
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
    """The offer to join: by e-mail a link, by SMS a code to type."""
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
    centre = system().centre_name
    return AccountMessage(
        subject=subject.format(centre=centre, **places), text=text.format(centre=centre, **places) + "\n"
    )


def _build_sms(text: str, **places: str) -> AccountMessage:
    return AccountMessage(subject="", text=text.format(centre=system().centre_name, **places))


def _lifetime_minutes(channel: str) -> str:
    return str(int(CODE_LIFETIME[channel].total_seconds()) // 60)


def _build_link(page: str, token: str = "") -> str:
    base = f"{settings.ENV.frontend_url.rstrip('/')}/{page}"
    return f"{base}#token={token}" if token else base
