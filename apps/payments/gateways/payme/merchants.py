"""Payme's two cash desks, and which of them a request comes from.

The one-time desk takes one payment in one piece, named by its reference; the cumulative desk takes any amount onto a
pupil's balance, named by the pupil's number. Both call the same address and are told apart by their keys.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings

ONE_TIME = "one_time"
CUMULATIVE = "cumulative"


@dataclass(frozen=True)
class Merchant:
    """A cash desk: `field` is the sub-field of `account` that names what is paid, `keys` the passwords that hold."""

    name: str
    field: str
    merchant_id: str
    keys: tuple[str, ...]

    @property
    def is_on(self) -> bool:
        """Whether buyers can be sent to it."""
        return bool(self.merchant_id and self.keys)


def get_one_time_merchant() -> Merchant:
    """The desk for payments."""
    env = settings.ENV
    keys = _list_keys(env.payme_key, env.payme_key_old, env.payme_test_key)
    return Merchant(name=ONE_TIME, field="payment", merchant_id=env.payme_merchant_id, keys=keys)


def get_cumulative_merchant() -> Merchant:
    """The desk for pupils' balances."""
    env = settings.ENV
    keys = _list_keys(env.payme_cumulative_key, env.payme_cumulative_key_old, env.payme_cumulative_test_key)
    return Merchant(name=CUMULATIVE, field="student", merchant_id=env.payme_cumulative_merchant_id, keys=keys)


def authenticate_merchant(authorization: str) -> Merchant | None:
    """The desk whose login and key the header carries; None for everything else, at the same pace."""
    given = _digest(_decode_credentials(authorization))
    found: Merchant | None = None
    for desk in (get_one_time_merchant(), get_cumulative_merchant()):
        for key in desk.keys:
            if hmac.compare_digest(given, _digest(f"{settings.ENV.payme_login}:{key}".encode())):
                found = desk
    return found


def is_allowed_address(address: str | None) -> bool:
    """Whether a request from this address is looked at: from everywhere, unless PAYME_ADDRESSES names some."""
    allowed = settings.ENV.payme_addresses
    if not allowed:
        return True
    if address is None:
        return False
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ip_network(network) for network in allowed)


def _list_keys(key: str, old: str, test: str) -> tuple[str, ...]:
    """An empty key is none: it never lets anybody in. The sandbox's holds in test mode only."""
    return tuple(found for found in (key, old, test if settings.ENV.payme_test_mode else "") if found)


def _decode_credentials(authorization: str) -> bytes:
    """The decoded pair of a Basic header; empty, which is nobody's, for any other."""
    scheme, _space, pair = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(pair.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _digest(credentials: bytes) -> bytes:
    """Of one length for all, so that comparing tells nothing of the key's."""
    return hashlib.sha256(credentials).digest()
