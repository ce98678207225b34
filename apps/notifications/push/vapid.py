"""The centre's key pair, by which push services know who sends (RFC 8292)."""

from base64 import b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

HOLDS = timedelta(hours=12)
"""How long a signature is good; push services take at most a day."""


def is_set_up() -> bool:
    """Whether the centre has a key, so that browsers can ask for messages."""
    return bool(settings.ENV.vapid_private_key)


def public_key() -> str:
    """What a browser subscribes with (`applicationServerKey`), in base64url; "" where the centre has no key."""
    return _public(settings.ENV.vapid_private_key) if is_set_up() else ""


def new_key() -> str:
    """A new private key, as VAPID_PRIVATE_KEY takes it."""
    return encoded(ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big"))


def authorization(origin: str, now: datetime) -> str:
    """The value of the header Authorization for requests to this origin (`https://host`)."""
    env = settings.ENV
    claims = {
        "aud": origin,
        "exp": int((now + HOLDS).timestamp()),
        "sub": env.vapid_subject or env.frontend_url,
    }
    signed = jwt.encode(claims, _private(env.vapid_private_key), algorithm="ES256")
    return f"vapid t={signed}, k={public_key()}"


def encoded(raw: bytes) -> str:
    """Base64url without padding, as everything of Web Push is written."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of such a text; ValueError when it is none."""
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@cache
def _private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(key), "big"), ec.SECP256R1())


@cache
def _public(key: str) -> str:
    return encoded(_private(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
