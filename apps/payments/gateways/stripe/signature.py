"""Signature check of Stripe's webhooks (https://docs.stripe.com/webhooks#verify-manually).

Stripe's SDK accepts times in the future and decodes the body before the check; this one does not.
"""

import hashlib
import hmac
from collections.abc import Sequence

TOLERANCE_SECONDS = 300


def is_valid_signature(
    *, header: str, body: bytes, secrets: Sequence[str], now: float, tolerance: int = TOLERANCE_SECONDS
) -> bool:
    """Return whether a `v1` signature in the header signs exactly this body with one of the secrets.

    The signed time must be at most `tolerance` seconds away from `now` (Unix seconds). Without a secret nothing is
    valid.
    """
    time, signatures = _parse_header(header)
    if time is None or abs(now - int(time)) > tolerance:
        return False
    signed = time.encode() + b"." + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode() for secret in secrets if secret]
    matches = [
        hmac.compare_digest(expected_signature, signature)
        for expected_signature in expected
        for signature in signatures
    ]
    return any(matches)


def _parse_header(header: str) -> tuple[str | None, list[bytes]]:
    """Return the signed time (None unless it is there once, in digits) and the `v1` signatures."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _equals, value in pairs if name == "t"]
    signatures = [value.encode() for name, _equals, value in pairs if name == "v1"]
    is_time = len(times) == 1 and times[0].isascii() and times[0].isdigit() and len(times[0]) <= 12
    return (times[0] if is_time else None), signatures
