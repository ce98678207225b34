"""Password resets and changes."""

from datetime import timedelta

from django.utils import timezone

from apps.accounts import passwords, queries
from apps.accounts.models import Channel, EndReason, PasswordResetToken, Session, User
from apps.accounts.services import codes
from apps.accounts.services.account_messages import PASSWORD_CHANGED, PASSWORD_RESET, enqueue_account_message
from apps.accounts.services.registration import CodeSent
from apps.accounts.services.sessions import SignInResult, end_sessions, open_session
from apps.accounts.services.verification import BOTH_OR_NEITHER, check_password, mark_verified
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log


def request_reset(*, login: str, channel: str | None, locale: str, client: str | None) -> CodeSent:
    """Send a code (and by e-mail or Telegram a link) for a new password to a verified address of this login.

    It also sets the first password of a user whom the office created; using it then verifies their address. `channel`
    chooses between the verified addresses; by default the given one, else the first. The answer and the work are the
    same when no user has the login, the user is deactivated, or no such address is verified: so the code is valid as
    long as one of the wanted channel, whichever channel carries it.
    """
    codes.enforce_client_limit(client)
    normalized = queries.normalize_login(login)[: codes.ADDRESS_LENGTH]
    wanted_channel = channel or _guess_channel(normalized)
    codes.enforce_address_limit("reset", normalized)
    with unit_of_work():
        user = queries.find_user_by_login(normalized)
        contact = _choose_contact(user, wanted_channel, free=channel in (None, Channel.TELEGRAM))
        lifetime = codes.CODE_LIFETIME[wanted_channel]
        _send_reset(user, normalized, *contact, lifetime=lifetime, locale=locale)
    return CodeSent(channel=wanted_channel, expires_in=int(lifetime.total_seconds()))


def resend_undelivered_telegram_resets(*, user: User) -> None:
    """Send open resets that did not arrive by Telegram to the next verified address, with new codes.

    Call it in the unit of work in which Telegram stopped working; without another address nothing is sent.
    """
    open_requests = PasswordResetToken.objects.filter(user=user, used_at=None, expires_at__gt=timezone.now())
    for typed in list(open_requests.filter(channel=Channel.TELEGRAM).values_list("address", flat=True)):
        channel, address = _choose_contact(user, _guess_channel(typed), free=True)
        _send_reset(user, typed, channel, address, lifetime=codes.CODE_LIFETIME[channel], locale=user.locale)


def confirm_reset(
    *, token: str | None, login: str | None, code: str | None, password: str, client: str | None = None
) -> None:
    """Set a new password by a link's token, or by login and code; all sessions end, and the user is told.

    Raise Invalid on `password` before anything is used up; on `token` or `code` for a wrong, used or expired one. Raise
    TooMany for a client with too many tries.
    """
    codes.enforce_client_limit(client, "tries")
    if bool(token) == bool(login and code):
        raise Invalid(fields=BOTH_OR_NEITHER)
    encoded = passwords.hash_new_password(password)
    with unit_of_work():
        request = _consume(token=token, login=login or "", code=code or "")
        if request is not None and request.user is not None and request.user.is_active:
            PasswordResetToken.objects.filter(user=request.user, used_at=None).update(expires_at=timezone.now())
            mark_verified(request.user, request.channel)
            _save_password(request.user, encoded, action="accounts.reset_password")
            return
    raise codes.wrong_code_error(by_link=bool(token))


def change_password(*, session: Session, current: str, password: str, device: str, address: str | None) -> SignInResult:
    """Change the password of a user who knows the current one. All sessions end; this device gets new tokens.

    Raise Invalid on `current_password`, or on `password` when the password rules refuse it; TooMany after five wrong
    ones.
    """
    user = session.user
    check_password(user, current, field="current_password")
    encoded = passwords.hash_new_password(password, user=user)
    with unit_of_work():
        _save_password(user, encoded, action="accounts.change_password")
        user.refresh_from_db()
        return open_session(user=user, device=device, address=address)


def replace_password(*, user: User, password: str) -> None:
    """Change the password of a user whose current password was just checked; all sessions end, and they are told.

    Raise Invalid on `password` when the password rules refuse it.
    """
    encoded = passwords.hash_new_password(password, user=user)
    with unit_of_work():
        _save_password(user, encoded, action="accounts.change_password")


def _send_reset(user: User | None, typed: str, channel: str, address: str, *, lifetime: timedelta, locale: str) -> None:
    """Create and send a request for this login; without an address it is expired at once."""
    earlier, live = PasswordResetToken.objects.filter(address=typed), bool(address)
    code = codes.create_code_request(earlier, channel=channel, address=typed, user=user, usable=live, lifetime=lifetime)
    locale = user.locale if user else locale
    enqueue_account_message(PASSWORD_RESET, channel, address, locale=locale, lifetime=lifetime, **vars(code))


def _consume(*, token: str | None, login: str, code: str) -> PasswordResetToken | None:
    if token:
        return codes.consume_link_token(PasswordResetToken.objects.all(), token)
    normalized = queries.normalize_login(login)[: codes.ADDRESS_LENGTH]
    return codes.consume_code(PasswordResetToken.objects.filter(address=normalized), code)


def _guess_channel(login: str) -> str:
    return Channel.EMAIL.value if "@" in login else Channel.SMS.value


def _choose_contact(user: User | None, channel: str, *, free: bool) -> tuple[str, str]:
    """Return channel and verified address; an empty address when there is none. `free`: any channel will do."""
    contacts = codes.get_verified_contacts(user) if user is not None and user.is_active else {}
    if channel in contacts or not free:
        return channel, contacts.get(channel, "")
    return next(iter(contacts.items()), (channel, ""))


def _save_password(user: User, encoded: str, *, action: str) -> None:
    """Store the password's hash, end all sessions, and tell the user by their first verified address."""
    User.objects.filter(pk=user.pk).update(password=encoded, updated_at=timezone.now())
    end_sessions(user=user, reason=EndReason.PASSWORD_CHANGED, actor=user)
    write_audit_log(user, action, user)
    for channel, address in list(codes.get_verified_contacts(user).items())[:1]:
        enqueue_account_message(PASSWORD_CHANGED, channel, address, locale=user.locale)
