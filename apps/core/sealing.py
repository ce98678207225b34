"""Keys derived from SECRET_KEY, and secrets encrypted with them at rest.

A rotated key stays readable: what was sealed or signed with a key in SECRET_KEY_FALLBACKS opens as before, and
everything new is made with SECRET_KEY. Once a key is taken off that list, what it made is unreadable.
"""

import os
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12


class UnsealError(Exception):
    """The secret was sealed with a key that we no longer have, for another purpose, or for another row."""


@cache
def derive_key(purpose: str, secret_key: str) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"talim.{purpose}".encode()).derive(secret_key.encode())


def derive_keys(purpose: str) -> list[bytes]:
    """The keys of one purpose: first that of SECRET_KEY, which makes everything new, then those of the fallbacks."""
    return [derive_key(purpose, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def seal(secret: bytes, *, purpose: str, row_id: UUID) -> bytes:
    """AES-256-GCM: nonce followed by the sealed bytes; opens only for the same purpose and row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(derive_keys(purpose)[0]).encrypt(nonce, secret, row_id.bytes)


def unseal(sealed: bytes, *, purpose: str, row_id: UUID) -> bytes:
    """The secret that `seal` was given; raises Unreadable."""
    return _decrypt(sealed, derive_keys(purpose), row_id)


def can_unseal(sealed: bytes, *, purpose: str, row_id: UUID, newest: bool = False) -> bool:
    """Whether SECRET_KEY or a fallback opens it, or SECRET_KEY itself (`newest`), which alone is left one day."""
    try:
        _decrypt(sealed, derive_keys(purpose)[: 1 if newest else None], row_id)
    except UnsealError:
        return False
    return True


def _decrypt(sealed: bytes, by: list[bytes], row_id: UUID) -> bytes:
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    for key in by:
        try:
            return AESGCM(key).decrypt(nonce, body, row_id.bytes)
        except (InvalidTag, ValueError):
            continue
    raise UnsealError(str(row_id))
