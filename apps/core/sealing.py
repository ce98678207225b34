"""Keys derived from SECRET_KEY, and encryption of secrets with them.

After a key rotation, data sealed with a key in SECRET_KEY_FALLBACKS stays readable; new data uses SECRET_KEY. Data
sealed with a key that was removed from that list is unreadable.
"""

import os
from contextlib import suppress
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12


class UnsealError(Exception):
    """The secret was sealed with an unknown key, for another purpose, or for another row."""


@cache
def derive_key(purpose: str, secret_key: str) -> bytes:
    """Return 32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"talim.{purpose}".encode()).derive(secret_key.encode())


def derive_keys(purpose: str) -> list[bytes]:
    """Return the keys of one purpose: first from SECRET_KEY, for all new data, then from the fallbacks."""
    return [derive_key(purpose, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def seal(secret: bytes, *, purpose: str, row_id: UUID) -> bytes:
    """Encrypt with AES-256-GCM; return the nonce and the ciphertext. They open only for the same purpose and row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(derive_keys(purpose)[0]).encrypt(nonce, secret, row_id.bytes)


def unseal(sealed: bytes, *, purpose: str, row_id: UUID, newest_key_only: bool = False) -> bytes:
    """Return the secret that was given to `seal`, by SECRET_KEY or a fallback; with `newest_key_only` only by
    SECRET_KEY. Raise UnsealError.
    """
    for key in derive_keys(purpose)[: 1 if newest_key_only else None]:
        with suppress(InvalidTag, ValueError):
            return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row_id.bytes)
    raise UnsealError(str(row_id))


def can_unseal(sealed: bytes, *, purpose: str, row_id: UUID, newest_key_only: bool = False) -> bool:
    """Return whether `unseal` opens it."""
    try:
        unseal(sealed, purpose=purpose, row_id=row_id, newest_key_only=newest_key_only)
    except UnsealError:
        return False
    return True
