"""One-time codes of authenticator applications (RFC 6238), by pyotp: SHA-1, six digits, steps of 30 seconds."""

import base64
import secrets

import pyotp
from pyotp.utils import strings_equal

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
DRIFT_STEPS = 1


def generate_secret() -> bytes:
    """Return 160 random bits, the length that RFC 4226 (section 4, R6) recommends."""
    return secrets.token_bytes(SECRET_BYTES)


def get_time_step(unix_seconds: float) -> int:
    """Return the number of the step at this Unix time."""
    return int(unix_seconds) // STEP_SECONDS


def compute_code(secret: bytes, step: int) -> str:
    """Return the code of a step."""
    return _get_totp(secret).generate_otp(step)


def find_matching_step(secret: bytes, code: str, *, now: float, after: int) -> int | None:
    """Return the step of this code: the current one or one next to it, and later than step `after`; else None.

    `after` is the step of the last accepted code, so that no code works twice (RFC 6238, section 5.2); pyotp's own
    `verify` does not say which step matched.
    """
    present = get_time_step(now)
    steps = range(max(after + 1, present - DRIFT_STEPS), present + DRIFT_STEPS + 1)
    return next((step for step in steps if strings_equal(compute_code(secret, step), code)), None)


def encode_secret(secret: bytes) -> str:
    """Return the secret for typing: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def build_otpauth_uri(secret: bytes, *, account: str, issuer: str) -> str:
    """Return the address for a QR code (Google's "Key URI Format")."""
    return _get_totp(secret).provisioning_uri(name=account, issuer_name=issuer)


def _get_totp(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(encode_secret(secret), digits=DIGITS, interval=STEP_SECONDS)
