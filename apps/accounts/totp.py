"""One-time codes from a shared secret and the clock (RFC 6238, based on RFC 4226).

SHA-1, six digits, steps of 30 seconds: every authenticator application supports them.
"""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
DRIFT_STEPS = 1


def generate_secret() -> bytes:
    """Return 160 random bits, the length that RFC 4226 (section 4, R6) recommends."""
    return secrets.token_bytes(SECRET_BYTES)


def get_step(seconds: float) -> int:
    """Return the number of the step at this Unix time."""
    return int(seconds) // STEP_SECONDS


def compute_code(secret: bytes, step: int, *, digits: int = DIGITS, algorithm: str = "sha1") -> str:
    """Return the code of a step: dynamic truncation of HMAC(secret, step), RFC 4226 section 5.3."""
    mac = hmac.digest(secret, struct.pack(">Q", step), algorithm)
    offset = mac[-1] & 0x0F
    (number,) = struct.unpack(">I", mac[offset : offset + 4])
    return str((number & 0x7FFFFFFF) % 10**digits).zfill(digits)


def find_matching_step(secret: bytes, code: str, *, now: float, after: int) -> int | None:
    """Return the step of this code: the current one or one next to it, and later than step `after`; else None.

    `after` is the step of the last accepted code, so that no code works twice (RFC 6238, section 5.2).
    """
    present = get_step(now)
    steps = range(max(after + 1, present - DRIFT_STEPS), present + DRIFT_STEPS + 1)
    matching = [step for step in steps if hmac.compare_digest(compute_code(secret, step).encode(), code.encode())]
    return matching[0] if matching else None


def encode_secret(secret: bytes) -> str:
    """Return the secret for typing: base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def build_otpauth_uri(secret: bytes, *, account: str, issuer: str) -> str:
    """Return the address for a QR code (Google's "Key URI Format")."""
    label = quote(f"{issuer}:{account}")
    parameters = {"secret": encode_secret(secret), "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{label}?{urlencode(parameters, quote_via=quote)}"
