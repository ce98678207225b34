"""Payme's two merchants ("cash desks" in Payme's cabinet), and which of them sent a request.

The one-time merchant takes one payment in full, named by its reference. The cumulative merchant takes any amount onto a
pupil's balance, named by the pupil's number. Both call one address and are told apart by their keys.
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
    """One Payme merchant: `field` is the sub-field of `account` that names what is paid, `keys` are its valid
    passwords.
    """

    name: str
    field: str
    merchant_id: str
    keys: tuple[str, ...]

    @property
    def is_on(self) -> bool:
        """Whether the merchant is configured."""
        return bool(self.merchant_id and self.keys)


def get_one_time_merchant() -> Merchant:
    """Return the merchant for payments."""
    env = settings.ENV
    keys = _list_keys(env.payme_key, env.payme_key_old, env.payme_test_key)
    return Merchant(name=ONE_TIME, field="payment", merchant_id=env.payme_merchant_id, keys=keys)


def get_cumulative_merchant() -> Merchant:
    """Return the merchant for balances."""
    env = settings.ENV
    keys = _list_keys(env.payme_cumulative_key, env.payme_cumulative_key_old, env.payme_cumulative_test_key)
    return Merchant(name=CUMULATIVE, field="student", merchant_id=env.payme_cumulative_merchant_id, keys=keys)


def authenticate_merchant(authorization: str) -> Merchant | None:
    """Return the merchant whose login and key the Basic header carries, else None; compares in constant time."""
    given_digest = _digest(_decode_credentials(authorization))
    matched: Merchant | None = None
    for merchant in (get_one_time_merchant(), get_cumulative_merchant()):
        for key in merchant.keys:
            if hmac.compare_digest(given_digest, _digest(f"{settings.ENV.payme_login}:{key}".encode())):
                matched = merchant
    return matched


def is_allowed_address(address: str | None) -> bool:
    """Return whether requests from this address are accepted: all, unless PAYME_ADDRESSES lists some."""
    allowed = settings.ENV.payme_addresses
    if not allowed:
        return True
    if address is None:
        return False
    client = ip_address(address)
    client = getattr(client, "ipv4_mapped", None) or client
    return any(client in ip_network(network) for network in allowed)


def _list_keys(key: str, old: str, test: str) -> tuple[str, ...]:
    """Return the non-empty keys; the sandbox key is valid in test mode only."""
    return tuple(candidate for candidate in (key, old, test if settings.ENV.payme_test_mode else "") if candidate)


def _decode_credentials(authorization: str) -> bytes:
    """Return the decoded pair of a Basic header; empty for any other header."""
    scheme, _space, pair = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(pair.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _digest(credentials: bytes) -> bytes:
    """Return a digest of fixed length, so that the comparison does not reveal the key's length."""
    return hashlib.sha256(credentials).digest()
