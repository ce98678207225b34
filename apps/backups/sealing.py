"""Encryption in the age format (age-encryption.org/v1), piece by piece: `age -d -i key` opens all that is made here.

The platform needs public keys only. With a passphrase instead, a key of the place's own is made once and lies beside
the backups as `key.age`, sealed by the passphrase: `age -d -i key.age` asks for it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyrage

from apps.backups.errors import DamagedBackup, WrongKey

Identity = pyrage.x25519.Identity
KEY_PREFIX = "AGE-SECRET-KEY-1"


class ByteSource(Protocol):
    """Where bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


class ByteTarget(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> Any:
        """Take all of them."""


@dataclass(frozen=True)
class ContentHash:
    """What went through: its length and hash."""

    size: int
    sha256: str


class HashingStream:
    """Passes on what is read or written, counts and hashes it, and keeps the error that stopped it."""

    def __init__(self, source: ByteSource | None = None, target: ByteTarget | None = None) -> None:
        self._source, self._target = source, target
        self._digest = hashlib.sha256()
        self.size = 0
        self.error: BaseException | None = None

    @property
    def weighed(self) -> ContentHash:
        """So far."""
        return ContentHash(self.size, self._digest.hexdigest())

    def read(self, size: int = -1) -> bytes:
        """From the source."""
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
        """To the target, if there is one."""
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
        """Nothing is held back here."""


class ChunkReader:
    """Byte strings one after the other, read like a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


class Sealer:
    """Seals for fixed recipients; `mark` tells those of one set of recipients from another's."""

    def __init__(self, recipients: Sequence[str]) -> None:
        self.names = sorted(recipients)
        self.mark = hashlib.sha256(",".join(self.names).encode()).hexdigest()[:8]
        self._recipients = [pyrage.x25519.Recipient.from_str(name) for name in self.names]

    def seal(self, source: ByteSource, target: ByteTarget) -> tuple[ContentHash, ContentHash]:
        """Read the source to its end and write it sealed; what it weighs plain, and sealed. Errors of either end come
        out as they are.
        """
        plain, sealed = HashingStream(source), HashingStream(target=target)
        try:
            pyrage.encrypt_io(plain, sealed, self._recipients)
        except (pyrage.EncryptError, OSError) as error:
            raise plain.error or sealed.error or error from None
        return plain.weighed, sealed.weighed


def unseal_stream(
    source: ByteSource, target: ByteTarget | None, identities: Sequence[Any]
) -> tuple[ContentHash, ContentHash]:
    """Open what was sealed and write it to the target, if any; what it weighs plain, and sealed.

    Raises WrongKey, and Damaged when it is cut or changed: what was written by then is good as far as it goes, but not
    whole.
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
    return plain.weighed, sealed.weighed


def read_identities(text: str, *, called: str) -> list[Any]:
    """The keys in the text of a key file (as `age-keygen` or `manage.py backup --new-key` write it); WrongKey."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        found = [Identity.from_str(line) for line in lines]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise WrongKey(f"{called} holds no age key ({KEY_PREFIX}…).")
    return found


def seal_identity(identity: Any, passphrase: str) -> bytes:
    """A key, sealed by a passphrase."""
    sealed: bytes = pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    return sealed


def unseal_identity(sealed: bytes, passphrase: str, *, called: str) -> list[Any]:
    """The key that a passphrase opens; WrongKey."""
    try:
        text = pyrage.passphrase.decrypt(sealed, passphrase).decode("ascii")
    except (pyrage.DecryptError, UnicodeDecodeError):
        raise WrongKey(f"The passphrase does not open {called}, or that file is damaged.") from None
    return read_identities(text, called=called)


def is_public_key(text: str) -> bool:
    """Whether it is a public key of age."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True
