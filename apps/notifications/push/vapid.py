"""The centre's key pair, by which push services identify the sender (RFC 8292)."""

from base64 import b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

SIGNATURE_LIFETIME = timedelta(hours=12)
"""Push services accept at most a day."""


def is_set_up() -> bool:
    """Return whether the centre has a key, so that browsers can subscribe."""
    return bool(settings.ENV.vapid_private_key)


def get_public_key() -> str:
    """Return the public key for browsers (`applicationServerKey`) in base64url; "" without a key."""
    return _derive_public_key(settings.ENV.vapid_private_key) if is_set_up() else ""


def generate_private_key() -> str:
    """Return a new private key for VAPID_PRIVATE_KEY."""
    return encode_base64url(ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big"))


def build_authorization(origin: str, now: datetime) -> str:
    """Return the header Authorization for requests to this origin (`https://host`)."""
    env = settings.ENV
    expiry = int((now + SIGNATURE_LIFETIME).timestamp())
    claims = {"aud": origin, "exp": expiry, "sub": env.vapid_subject or env.frontend_url}
    signed = jwt.encode(claims, _load_private_key(env.vapid_private_key), algorithm="ES256")
    return f"vapid t={signed}, k={get_public_key()}"


def encode_base64url(raw: bytes) -> str:
    """Encode as base64url without padding, as Web Push requires."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """Decode base64url without padding. Raise ValueError."""
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@cache
def _load_private_key(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decode_base64url(key), "big"), ec.SECP256R1())


@cache
def _derive_public_key(key: str) -> str:
    public = _load_private_key(key).public_key()
    return encode_base64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
