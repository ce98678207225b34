"""The second factor: one-time codes of an authenticator application (`apps.accounts.totp`) and recovery codes."""

import base64
import io
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits, totp
from apps.accounts.models import EndReason, RecoveryCode, Session, TotpDevice, User
from apps.accounts.services import activity, refusals, sessions
from apps.accounts.services.verification import check_password
from apps.accounts.tokens import hash_token
from apps.core import sealing
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

RECOVERY_CODES = 10
RECOVERY_LETTERS = 25
RECOVERY_GROUP = 5
STEP_UP_LIFETIME = timedelta(minutes=10)
RATE_LIMIT_NAME = "second-factor"
MAX_TRIES, TRY_SECONDS = 5, 300
MAX_TRIES_A_DAY, DAY_SECONDS = 50, 86_400
SEAL_PURPOSE = "accounts.totp"
CODE_WRONG = _("This code is wrong or was already used.")


@dataclass(frozen=True)
class MfaSetup:
    """The secret for an authenticator application, as text, as an address and as the QR code (SVG) of that address."""

    secret: str
    uri: str
    qr: str


@dataclass(frozen=True)
class MfaState:
    """Whether a second factor is on, and how many recovery codes are not used yet."""

    enabled: bool
    recovery_codes_left: int


def is_enabled(user: User) -> bool:
    """Return whether the user has a second factor."""
    return TotpDevice.objects.filter(user=user, confirmed_at__isnull=False).exists()


def get_state(user: User) -> MfaState:
    """Return the state of the user's second factor."""
    codes = RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
    return MfaState(enabled=is_enabled(user), recovery_codes_left=codes)


def consume_sign_in_code(*, user: User, code: str, address: str | None) -> bool:
    """Return whether a user with a correct password may sign in with this code; without a second factor any code does.

    Staff without one may not, where the centre requires it: they set it up by the API first. The audit log records each
    refusal.
    """
    if not is_enabled(user):
        missing = get_system_settings().mfa_required_for_staff and user.is_staff_member
        if missing:
            refusals.audit_refused_sign_in(user=user, reason="no_second_factor")
        return not missing
    enforce_code_limit(user)
    if not consume_code(user=user, code=code, address=address):
        activity.log_activity(user, "second_factor.refused", address=address)
        refusals.audit_refused_sign_in(user=user, reason="second_factor")
        return False
    uncount_code_try(user)
    return True


def start_setup(*, user: User, password: str) -> MfaSetup:
    """Return a new secret; it takes effect with `confirm_setup`, and until then the setup can be started again.

    Raise Invalid on `password` when it is wrong; Conflict when a second factor is on already.
    """
    check_password(user, password, field="password")
    secret = totp.generate_secret()
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if is_enabled(user):
            raise Conflict(_("A second factor is already set up."))
        sealed = sealing.seal(secret, purpose=SEAL_PURPOSE, row_id=user.pk)
        TotpDevice.objects.update_or_create(user=user, defaults={"sealed_secret": sealed, "last_step": 0})
    account, issuer = user.email or user.phone or user.full_name, get_system_settings().centre_name
    uri = totp.build_otpauth_uri(secret, account=account, issuer=issuer)
    drawn = io.BytesIO()
    segno.make(uri, micro=False, error="m").save(drawn, kind="svg", scale=6, border=2)
    return MfaSetup(secret=totp.encode_secret(secret), uri=uri, qr=drawn.getvalue().decode())


def confirm_setup(*, user: User, session: Session, code: str) -> list[str]:
    """Enable the second factor with a first code; return the recovery codes, which are shown only once.

    All other sessions of the user end. Raise Invalid on `code` when it is wrong; Conflict when no setup was started.
    """
    enforce_code_limit(user)
    codes = [_new_recovery_code() for _number in range(RECOVERY_CODES)]
    with unit_of_work():
        device = TotpDevice.objects.select_for_update().filter(user=user).first()
        if device is None or device.confirmed_at is not None:
            raise Conflict(_("Start the setup of a second factor first."))
        if not _consume_totp_code(device, code):
            raise Invalid.field("code", CODE_WRONG)
        now = timezone.now()
        TotpDevice.objects.filter(pk=device.pk).update(confirmed_at=now, updated_at=now)
        Session.objects.filter(pk=session.pk).update(step_up_at=now, updated_at=now)
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_sha256=_recovery_hash(code)) for code in codes)
        sessions.end_other_sessions(kept_session=session, reason=EndReason.FACTOR_CHANGED)
        write_audit_log(user, "accounts.second_factor_on", user)
        activity.log_activity(user, "second_factor.on", address=session.address, device=session.device)
    uncount_code_try(user)
    return codes


def disable_second_factor(*, user: User, session: Session, password: str, code: str) -> None:
    """Disable the second factor. Raise Invalid on `password` or `code` when it is wrong; Conflict when it is not on."""
    if not is_enabled(user):
        raise Conflict(_("There is no second factor."))
    check_password(user, password, field="password")
    enforce_code_limit(user)
    with unit_of_work():
        if not consume_code(user=user, code=code, address=session.address):
            raise Invalid.field("code", CODE_WRONG)
        _delete_second_factor(user, actor=user)
        sessions.end_other_sessions(kept_session=session, reason=EndReason.FACTOR_CHANGED)
    uncount_code_try(user)


def remove_second_factor(*, user: User, actor: User | None) -> None:
    """Remove the lost second factor of a user, with its recovery codes, and end all their sessions."""
    with unit_of_work():
        if _delete_second_factor(user, actor=actor):
            sessions.end_sessions(user=user, reason=EndReason.FACTOR_CHANGED, actor=actor)


def step_up(*, user: User, session: Session, code: str, password: str) -> datetime:
    """Confirm the user's identity again: with a code, or without a second factor with the password.

    Return until when operations with step-up are open (STEP_UP_LIFETIME). Raise Invalid on the field that is missing or
    wrong.
    """
    check_code_or_password(user=user, code=code, password=password, address=session.address, device=session.device)
    now = timezone.now()
    with unit_of_work():
        Session.objects.filter(pk=session.pk).update(step_up_at=now, updated_at=now)
        activity.log_activity(user, "step_up", address=session.address, device=session.device)
    return now + STEP_UP_LIFETIME


def check_code_or_password(*, user: User, code: str, password: str, address: str | None, device: str = "") -> None:
    """Check what `step_up` asks for, once. Raise Invalid on the field that is missing or wrong."""
    if not is_enabled(user):
        check_password(user, password, field="password")
        return
    enforce_code_limit(user)
    if not consume_code(user=user, code=code, address=address):
        activity.log_activity(user, "step_up.refused", address=address, device=device)
        raise Invalid.field("code", CODE_WRONG)
    uncount_code_try(user)


def is_stepped_up(session: Session) -> bool:
    """Return whether this session had a step-up within STEP_UP_LIFETIME."""
    return session.step_up_at is not None and session.step_up_at > timezone.now() - STEP_UP_LIFETIME


def consume_code(*, user: User, code: str, address: str | None) -> bool:
    """Use up a one-time code or a recovery code; return whether it was correct. Each works once, also in parallel.

    Call `enforce_code_limit` before, and `uncount_code_try` when it was correct.
    """
    with unit_of_work():
        device = TotpDevice.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
        if device is None:
            return False
        if _looks_like_totp(code):
            return _consume_totp_code(device, code)
        now = timezone.now()
        fresh = RecoveryCode.objects.filter(user=user, code_sha256=_recovery_hash(code), used_at__isnull=True)
        if not fresh.update(used_at=now, updated_at=now):
            return False
        write_audit_log(user, "accounts.recovery_code_used", user)
        activity.log_activity(user, "recovery_code.used", address=address)
        return True


def enforce_code_limit(user: User) -> None:
    """Count a try of a code by this user; raise TooMany above MAX_TRIES in TRY_SECONDS or MAX_TRIES_A_DAY a day."""
    rate_limits.enforce_limit(RATE_LIMIT_NAME, str(user.pk), times=MAX_TRIES, seconds=TRY_SECONDS)
    rate_limits.enforce_limit(f"{RATE_LIMIT_NAME}-a-day", str(user.pk), times=MAX_TRIES_A_DAY, seconds=DAY_SECONDS)


def uncount_code_try(user: User) -> None:
    """Take the try back: the code was correct."""
    rate_limits.uncount_try(RATE_LIMIT_NAME, str(user.pk))
    rate_limits.uncount_try(f"{RATE_LIMIT_NAME}-a-day", str(user.pk))


def _consume_totp_code(device: TotpDevice, code: str) -> bool:
    """Return whether the code is of an unused step, and use the step up; the device's row is locked.

    The secret is sealed anew each time, so that it moves to a rotated key.
    """
    try:
        secret = sealing.unseal(bytes(device.sealed_secret), purpose=SEAL_PURPOSE, row_id=device.user_id)
    except sealing.UnsealError:
        log.error("a second factor was sealed with a key that is no longer there", user_id=str(device.user_id))
        return False
    digits = code.replace(" ", "")
    step = totp.find_matching_step(secret, digits, now=timezone.now().timestamp(), after=device.last_step)
    if step is None:
        return False
    sealed = sealing.seal(secret, purpose=SEAL_PURPOSE, row_id=device.user_id)
    TotpDevice.objects.filter(pk=device.pk).update(last_step=step, sealed_secret=sealed, updated_at=timezone.now())
    return True


def _delete_second_factor(user: User, *, actor: User | None) -> bool:
    RecoveryCode.objects.filter(user=user).delete()
    removed, _each = TotpDevice.objects.filter(user=user).delete()
    if removed:
        write_audit_log(actor, "accounts.second_factor_off", user)
        activity.log_activity(user, "second_factor.off")
    return bool(removed)


def _looks_like_totp(code: str) -> bool:
    digits = code.replace(" ", "")
    return len(digits) == totp.DIGITS and digits.isascii() and digits.isdecimal()


def _new_recovery_code() -> str:
    """Return 125 random bits as five groups of five characters: long enough for a plain hash."""
    text = base64.b32encode(secrets.token_bytes(16)).decode().lower()[:RECOVERY_LETTERS]
    return "-".join(text[start : start + RECOVERY_GROUP] for start in range(0, RECOVERY_LETTERS, RECOVERY_GROUP))


def _recovery_hash(code: str) -> str:
    return hash_token("".join(character for character in code.lower() if character.isalnum()))
