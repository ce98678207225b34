"""Message encryption for Web Push (RFC 8291 over RFC 8188): one record that only the browser's key can decrypt."""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PUBLIC_BYTES, AUTH_BYTES, SALT_BYTES = 65, 16, 16
RECORD_BYTES = 4096
"""The largest body that every push service accepts."""
LAST_RECORD = b"\x02"


def check_browser_key(name: str, key: bytes) -> None:
    """Raise ValueError unless the key is a valid `p256dh` (a point of P-256) or `auth` (16 bytes)."""
    if name == "auth" and len(key) != AUTH_BYTES:
        raise ValueError("auth has 16 bytes")
    if name == "p256dh":
        _load_public_key(key)


def encrypt_message(
    plaintext: bytes,
    *,
    browser_public_key: bytes,
    browser_auth: bytes,
    salt: bytes | None = None,
    our_key_pair: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Return the body of a request with `Content-Encoding: aes128gcm`. `salt` and `our_key_pair` are new for each
    message.

    Raise ValueError for invalid keys, and for more than one record.
    """
    check_browser_key("auth", browser_auth)
    browser_key = _load_public_key(browser_public_key)
    salt, our_key_pair = salt or os.urandom(SALT_BYTES), our_key_pair or ec.generate_private_key(ec.SECP256R1())
    own_public = our_key_pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = our_key_pair.exchange(ec.ECDH(), browser_key)
    secret = _derive_key(
        shared, salt=browser_auth, info=b"WebPush: info\x00" + browser_public_key + own_public, length=32
    )
    key = _derive_key(secret, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derive_key(secret, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    head = salt + struct.pack("!IB", RECORD_BYTES, len(own_public)) + own_public
    body = head + AESGCM(key).encrypt(nonce, plaintext + LAST_RECORD, None)
    if len(body) > RECORD_BYTES:
        raise ValueError("longer than one record")
    return body


def _load_public_key(public: bytes) -> ec.EllipticCurvePublicKey:
    """Uncompressed point, as browsers send it."""
    if len(public) != PUBLIC_BYTES:
        raise ValueError("a point of P-256 has 65 bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


def _derive_key(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
