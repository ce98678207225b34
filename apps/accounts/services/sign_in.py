"""Sign-in by password: rate limits, known devices, and the second factor."""

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from django.db.models import F
from django.utils import timezone

from apps.accounts import passwords, queries, rate_limits, tokens
from apps.accounts.models import KnownDevice, MfaTicket, User
from apps.accounts.services import activity, mfa, refusals
from apps.accounts.services.sessions import SignInResult, login_failed_error, open_session
from apps.core.errors import ErrorCode, NotAuthenticated
from apps.core.uow import unit_of_work

log = structlog.get_logger(__name__)

TICKET_LIFETIME = timedelta(minutes=5)
TICKET_TRIES = 5
MAX_KNOWN_DEVICES = 20


@dataclass(frozen=True)
class MfaChallenge:
    """The password was correct; the ticket and a code of the second factor sign in within `expires_in` seconds."""

    mfa_ticket: str
    expires_in: int


def login(
    *, login: str, password: str, device: str, address: str | None, device_token: str = ""
) -> SignInResult | MfaChallenge:
    """Sign in by e-mail or phone; `device_token` is what an earlier sign-in gave this device.

    Raise NotAuthenticated (`login_failed`) for an unknown login, a wrong password and a deactivated user: one answer,
    and about the same time. Raise TooMany after too many wrong ones (`rate_limits`); Unavailable when too many sign in
    at once (`passwords`).
    """
    user = authenticate_by_password(
        login=login, password=password, address=address, device_token=device_token, device=device
    )
    if user is None:
        raise login_failed_error()
    if mfa.is_enabled(user):
        return _create_mfa_challenge(user, device=device, address=address)
    return open_session_on_device(user, device=device, address=address, device_token=device_token)


def authenticate_by_password(
    *, login: str, password: str, address: str | None, device_token: str = "", device: str = ""
) -> User | None:
    """Return the active user with this login and password, else None. All sign-ins check passwords here.

    It does not check the second factor: see `mfa.is_enabled`.
    """
    folded = queries.normalize_login(login)
    with passwords.hold_hashing_slot():
        user = queries.find_user_by_login(folded)
        known_device = _find_known_device(user, device_token)
        rate_limits.enforce_login_limit(login=folded, address=address, device=known_device)
        correct = passwords.is_correct_password(user, password)
    if not correct or user is None or not user.is_active:
        log.info("sign-in refused", user_id=str(user.pk) if user else None, address=address)
        if user is not None:
            activity.log_activity(user, "sign_in.refused", address=address)
        refusals.audit_refused_sign_in(user=user, device=device[: activity.DEVICE_LENGTH])
        return None
    rate_limits.uncount_login_try(login=folded, address=address, device=known_device)
    return user


def login_with_second_factor(*, ticket: str, code: str, address: str | None, device_token: str = "") -> SignInResult:
    """Complete a sign-in with the ticket of `login` and a code of the second factor, or a recovery code.

    Raise NotAuthenticated: `token_invalid` when the ticket is unknown, used, expired, or had TICKET_TRIES wrong codes;
    `login_failed` for a wrong code. Raise TooMany when the user had too many wrong codes.
    """
    digest, now = tokens.hash_token(ticket), timezone.now()
    open_tickets = MfaTicket.objects.filter(used_at=None, expires_at__gt=now, tries__lt=TICKET_TRIES)
    if not open_tickets.filter(token_sha256=digest).update(tries=F("tries") + 1):
        raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    mfa_ticket = MfaTicket.objects.select_related("user__own_role").get(token_sha256=digest)
    user, device = mfa_ticket.user, mfa_ticket.device
    mfa.enforce_code_limit(user)
    with unit_of_work():
        correct = mfa.consume_code(user=user, code=code, address=address)
        if correct:
            signed_in = open_session_on_device(user, device=device, address=address, device_token=device_token)
            if not MfaTicket.objects.filter(pk=mfa_ticket.pk, used_at__isnull=True).update(used_at=now):
                raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    if not correct:
        activity.log_activity(user, "second_factor.refused", address=address, device=device)
        refusals.audit_refused_sign_in(user=user, device=device, reason="second_factor")
        raise login_failed_error()
    mfa.uncount_code_try(user)
    return signed_in


def _create_mfa_challenge(user: User, *, device: str, address: str | None) -> MfaChallenge:
    ticket, digest = tokens.generate_token_and_hash()
    ends = timezone.now() + TICKET_LIFETIME
    device = device[: activity.DEVICE_LENGTH]
    MfaTicket.objects.create(user=user, token_sha256=digest, device=device, address=address, expires_at=ends)
    return MfaChallenge(mfa_ticket=ticket, expires_in=int(TICKET_LIFETIME.total_seconds()))


def open_session_on_device(user: User, *, device: str, address: str | None, device_token: str) -> SignInResult:
    """Open a session and remember the device. The caller has checked who signs in."""
    with unit_of_work():
        signed_in = open_session(user=user, device=device, address=address)
        return replace(signed_in, device=remember_device(user, device_token))


def _find_known_device(user: User | None, device_token: str) -> str | None:
    """Return the device token's hash when this user signed in on it before; one query for every user."""
    if not device_token:
        return None
    device = KnownDevice.objects.filter(token_sha256=tokens.hash_token(device_token)).first()
    return device.token_sha256 if device and user and device.user_id == user.pk else None


def remember_device(user: User, device_token: str) -> str:
    """Return the token by which this device is known from now on: its own, or a new one. Call it in a unit of work."""
    now = timezone.now()
    if KnownDevice.objects.filter(user=user, token_sha256=tokens.hash_token(device_token)).update(last_used_at=now):
        return device_token
    token, digest = tokens.generate_token_and_hash()
    KnownDevice.objects.create(user=user, token_sha256=digest, last_used_at=now)
    newest = KnownDevice.objects.filter(user=user).order_by("-last_used_at", "-pk").values("pk")[:MAX_KNOWN_DEVICES]
    KnownDevice.objects.filter(user=user).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return token
