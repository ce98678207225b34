"""Streaming encryption in the age format (age-encryption.org/v1): `age -d -i key` opens every file.

The platform needs only public keys. With a passphrase instead, the location gets its own key once, stored beside the
backups as `key.age` and encrypted with the passphrase: `age -d -i key.age` asks for it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import pyrage

from apps.backups.errors import DamagedBackup, WrongKey

Identity = pyrage.x25519.Identity
KEY_PREFIX = "AGE-SECRET-KEY-1"


class ByteSource(Protocol):
    """Where bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


class ByteTarget(Protocol):
    """Where bytes are written to."""

    def write(self, data: bytes, /) -> Any:
        """Write all of them."""


@dataclass(frozen=True)
class ContentHash:
    """Length and hash of a stream."""

    size: int
    sha256: str


class HashingStream:
    """Passes on bytes that are read or written, counts and hashes them, and keeps the error that stopped it."""

    def __init__(self, source: ByteSource | None = None, target: ByteTarget | None = None) -> None:
        self._source, self._target = source, target
        self._digest = hashlib.sha256()
        self.size = 0
        self.error: BaseException | None = None

    @property
    def result(self) -> ContentHash:
        """Return length and hash so far."""
        return ContentHash(self.size, self._digest.hexdigest())

    def read(self, size: int = -1) -> bytes:
        """Read from the source."""
        assert self._source is not None
        try:
            data = self._source.read(size)
        except BaseException as error:
            self.error = error
            raise
        self._digest.update(data)
        self.size += len(data)
        return data

    def write(self, data: bytes) -> int:
        """Write to the target, if there is one."""
        try:
            if self._target is not None:
                self._target.write(data)
        except BaseException as error:
            self.error = error
            raise
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""


class ChunkReader:
    """Reads byte strings one after the other, like a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes."""
        self._left = self._left or next(filter(None, self._pieces), b"")
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


class Sealer:
    """Encrypts for fixed recipients; `recipients_hash` identifies this set of recipients."""

    def __init__(self, recipients: Sequence[str]) -> None:
        self.names = sorted(recipients)
        self.recipients_hash = hashlib.sha256(",".join(self.names).encode()).hexdigest()[:8]
        self._recipients = [pyrage.x25519.Recipient.from_str(name) for name in self.names]

    def seal(self, source: ByteSource, target: ByteTarget) -> tuple[ContentHash, ContentHash]:
        """Read the source to its end and write it encrypted; return size and hash of both sides. Errors of source and
        target are raised unchanged.
        """
        plain, sealed = HashingStream(source), HashingStream(target=target)
        try:
            pyrage.encrypt_io(plain, sealed, self._recipients)
        except (pyrage.EncryptError, OSError) as error:
            raise plain.error or sealed.error or error from None
        return plain.result, sealed.result


def unseal_stream(
    source: ByteSource, target: ByteTarget | None, identities: Sequence[Any]
) -> tuple[ContentHash, ContentHash]:
    """Decrypt the source into the target, if any; return size and hash of the plain and the encrypted side.

    Raise WrongKey; DamagedBackup when it is truncated or changed. What was written before the error is valid but
    incomplete.
    """
    sealed, plain = HashingStream(source), HashingStream(target=target)
    try:
        pyrage.decrypt_io(sealed, plain, list(identities))
    except (pyrage.DecryptError, OSError) as error:
        if cause := sealed.error or plain.error:
            raise cause from None
        if "No matching keys" in str(error):
            raise WrongKey("The key is not the one that this backup was made for.") from None
        raise DamagedBackup("it is cut or was changed") from None
    while sealed.read(65536):
        raise DamagedBackup("something stands behind its end")
    return plain.result, sealed.result


def parse_identities(text: str, *, source_name: str) -> list[Any]:
    """Return the keys in the text of a key file (of `age-keygen` or `manage.py backup --new-key`). Raise WrongKey."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    with suppress(pyrage.IdentityError):
        if identities := [Identity.from_str(line) for line in lines]:
            return identities
    raise WrongKey(f"{source_name} holds no age key ({KEY_PREFIX}…).")


def seal_identity(identity: Any, passphrase: str) -> bytes:
    """Return a key, encrypted with a passphrase."""
    sealed: bytes = pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    return sealed


def unseal_identity(sealed: bytes, passphrase: str, *, source_name: str) -> list[Any]:
    """Return the key that a passphrase decrypts. Raise WrongKey."""
    try:
        text = pyrage.passphrase.decrypt(sealed, passphrase).decode("ascii")
    except (pyrage.DecryptError, UnicodeDecodeError):
        raise WrongKey(f"The passphrase does not open {source_name}, or that file is damaged.") from None
    return parse_identities(text, source_name=source_name)


def is_public_key(text: str) -> bool:
    """Return whether the text is a public key of age."""
    with suppress(pyrage.RecipientError):
        return bool(pyrage.x25519.Recipient.from_str(text))
    return False
