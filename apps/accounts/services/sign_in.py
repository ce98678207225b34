"""Signing in by password: the brakes, the devices that are known, and the second factor where there is one."""

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from django.db.models import F
from django.utils import timezone

from apps.accounts import passwords, queries, throttle, tokens
from apps.accounts.models import KnownDevice, MfaTicket, User
from apps.accounts.services import activity, mfa, refusals
from apps.accounts.services.sessions import SignedIn, login_failed, open_session
from apps.core.errors import ErrorCode, NotAuthenticated
from apps.core.uow import unit_of_work

log = structlog.get_logger(__name__)

TICKET_LIFE = timedelta(minutes=5)
TICKET_TRIES = 5
DEVICES_KEPT = 20


@dataclass(frozen=True)
class FactorOwed:
    """The password was right; the ticket and a code of the second factor sign in within `expires_in` seconds."""

    mfa_ticket: str
    expires_in: int


def login(
    *, login: str, password: str, device: str, address: str | None, device_token: str = ""
) -> SignedIn | FactorOwed:
    """Sign in by e-mail or phone; `device_token` is what an earlier sign-in gave this device to keep.

    NotAuthenticated (login_failed) for an unknown log-in, a wrong password and a switched-off person: one answer and
    about one time for all. TooMany when too many were wrong lately (`throttle`); Unavailable when too many sign in
    at this moment (`passwords`).
    """
    user = verified_user(login=login, password=password, address=address, device_token=device_token, device=device)
    if user is None:
        raise login_failed()
    if mfa.is_on(user):
        return _owe_factor(user, device=device, address=address)
    return _finish(user, device=device, address=address, device_token=device_token)


def verified_user(
    *, login: str, password: str, address: str | None, device_token: str = "", device: str = ""
) -> User | None:
    """The active person whose log-in and password these are, else None. The one place where sign-ins try a password.

    Who has a second factor is not signed in by this alone: `mfa.is_on`.
    """
    folded = queries.folded_login(login)
    with passwords.place():
        user = queries.user_by_login(folded)
        known = _known(user, device_token)
        throttle.take(login=folded, address=address, device=known)
        right = passwords.fits(user, password)
    if not right or user is None or not user.is_active:
        log.info("sign-in refused", user_id=str(user.pk) if user else None, address=address)
        if user is not None:
            activity.note(user=user, action="sign_in.refused", address=address)
        refusals.sign_in(user=user, device=device[: activity.DEVICE_LENGTH])
        return None
    throttle.give_back(login=folded, address=address, device=known)
    return user


def login_with_factor(*, ticket: str, code: str, address: str | None, device_token: str = "") -> SignedIn:
    """Finish a sign-in: the ticket of `login` and a code of the second factor, or a recovery code.

    NotAuthenticated (token_invalid) when the ticket is unknown, used, too old, or had TICKET_TRIES wrong codes;
    login_failed for a wrong code. TooMany when the person had too many wrong codes lately.
    """
    digest, now = tokens.secret_hash(ticket), timezone.now()
    alive = MfaTicket.objects.filter(
        token_sha256=digest, used_at__isnull=True, expires_at__gt=now, tries__lt=TICKET_TRIES
    )
    if not alive.update(tries=F("tries") + 1):
        raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    owed = MfaTicket.objects.select_related("user__own_role").get(token_sha256=digest)
    mfa.brake(owed.user)
    with unit_of_work():
        right = mfa.spend(user=owed.user, code=code, address=address)
        if right:
            signed_in = _finish(owed.user, device=owed.device, address=address, device_token=device_token)
            if not MfaTicket.objects.filter(pk=owed.pk, used_at__isnull=True).update(used_at=now):
                raise NotAuthenticated(code=ErrorCode.TOKEN_INVALID)
    if not right:
        activity.note(user=owed.user, action="second_factor.refused", address=address, device=owed.device)
        refusals.sign_in(user=owed.user, device=owed.device, reason="second_factor")
        raise login_failed()
    mfa.release(owed.user)
    return signed_in


def _owe_factor(user: User, *, device: str, address: str | None) -> FactorOwed:
    ticket, digest = tokens.new_secret()
    MfaTicket.objects.create(
        user=user,
        token_sha256=digest,
        device=device[: activity.DEVICE_LENGTH],
        address=address,
        expires_at=timezone.now() + TICKET_LIFE,
    )
    return FactorOwed(mfa_ticket=ticket, expires_in=int(TICKET_LIFE.total_seconds()))


def _finish(user: User, *, device: str, address: str | None, device_token: str) -> SignedIn:
    with unit_of_work():
        signed_in = open_session(user=user, device=device, address=address)
        return replace(signed_in, device=_remember(user, device_token))


def _known(user: User | None, device_token: str) -> str | None:
    """The hash of the device's token when this person signed in on it before; one query, whoever the person is."""
    if not device_token:
        return None
    device = KnownDevice.objects.filter(token_sha256=tokens.secret_hash(device_token)).first()
    return device.token_sha256 if device and user and device.user_id == user.pk else None


def _remember(user: User, device_token: str) -> str:
    """The token by which this device is known from now on: the one it has, or a new one."""
    now = timezone.now()
    digest = tokens.secret_hash(device_token)
    if KnownDevice.objects.filter(user=user, token_sha256=digest).update(last_used_at=now):
        return device_token
    token, digest = tokens.new_secret()
    KnownDevice.objects.create(user=user, token_sha256=digest, last_used_at=now)
    newest = KnownDevice.objects.filter(user=user).order_by("-last_used_at", "-pk").values("pk")[:DEVICES_KEPT]
    KnownDevice.objects.filter(user=user).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return token
