"""Keys of segments. Each rendition has a key for every period of 40 segments, derived from the secret of the video.

A period holds at most 4 minutes of media: a segment is at most 6 seconds long. The IV of a segment is its number.
"""

import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.padding import PKCS7

from apps.core.sealing import can_unseal, seal, unseal
from apps.video.models import Video

PURPOSE = "video"
SECRET_BYTES = 32
KEY_BYTES = 16
SEGMENT_MS = 6000
"""How long a segment is at most."""
PERIOD_SEGMENTS = 40
PERIOD_MS = PERIOD_SEGMENTS * SEGMENT_MS


def seal_new_secret(video: Video) -> bytes:
    """Return a new secret for the column `secret` of this video."""
    return seal(os.urandom(SECRET_BYTES), purpose=PURPOSE, row_id=video.pk)


def has_secret(video: Video) -> bool:
    """Return whether the video has a secret that can be opened."""
    return can_unseal(bytes(video.secret), purpose=PURPOSE, row_id=video.pk)


def open_secret(video: Video) -> bytes:
    """Return the secret of a video. Raise UnsealError when SECRET_KEY was changed and the old one is gone."""
    return unseal(bytes(video.secret), purpose=PURPOSE, row_id=video.pk)


def get_period(number: int) -> int:
    """Return the period of the segment with this number; both count from 0."""
    return number // PERIOD_SEGMENTS


def derive_key(secret: bytes, rendition: str, period: int) -> bytes:
    """Return the key of a period, 16 bytes (HKDF-SHA256, RFC 5869)."""
    info = f"talim video {rendition} {period}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def build_iv(number: int) -> bytes:
    """Return the IV of a segment, as EXT-X-KEY says it: its number, 16 bytes big-endian (RFC 8216, 5.2)."""
    return number.to_bytes(KEY_BYTES, "big")


def encrypt_segment(content: bytes, *, secret: bytes, rendition: str, number: int) -> bytes:
    """Return a segment as the store has it: AES-128 in CBC mode, padded (PKCS7)."""
    cipher = Cipher(AES(derive_key(secret, rendition, get_period(number))), CBC(build_iv(number))).encryptor()
    padder = PKCS7(AES.block_size).padder()
    return cipher.update(padder.update(content) + padder.finalize()) + cipher.finalize()


def decrypt_segment(content: bytes, *, secret: bytes, rendition: str, number: int) -> bytes:
    """Return the plain segment of what `encrypt_segment` returned."""
    cipher = Cipher(AES(derive_key(secret, rendition, get_period(number))), CBC(build_iv(number))).decryptor()
    unpadder = PKCS7(AES.block_size).unpadder()
    return unpadder.update(cipher.update(content) + cipher.finalize()) + unpadder.finalize()
