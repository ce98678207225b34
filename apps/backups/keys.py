"""Keys of backups: public keys of recipients, or the key of a location behind a passphrase."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from apps.backups import sealing, sets
from apps.backups.errors import BackupError, WrongKey
from apps.backups.locations import BackupLocation
from apps.backups.sealing import Identity, Sealer

NO_KEY = (
    "Backups are sealed, and there is no key yet. Make one with `manage.py backup --new-key talim-backup.key`, put its "
    "public half into BACKUP_RECIPIENT and keep the file somewhere else than on this server. Or set BACKUP_PASSPHRASE."
)
LOST_KEY = (
    "There is no {key} in {place} any more, and {name} there was made for a key that is not named here: with a new one "
    "it could never be opened. Bring the copy of {key} back. Where those backups were made for public keys "
    "(`recipients` in their set.json), run `manage.py backup` once with --recipient for each of them and "
    "--passphrase-file; else name another place."
)


def create_sealer(place: BackupLocation, *, recipients: Sequence[str], passphrase: str) -> Sealer:
    """Return a sealer for the public keys, and for the location's own key when there is a passphrase. Raise BackupError
    without either.

    The passphrase must decrypt the existing key: a mistyped one would make backups that cannot be opened.
    """
    public_keys = list(recipients)
    if passphrase:
        identities = _get_or_create_location_key(place, passphrase, others=recipients)
        public_keys += [str(identity.to_public()) for identity in identities]
    if not public_keys:
        raise BackupError(NO_KEY)
    return Sealer(public_keys)


def load_identities(place: BackupLocation, *, files: Sequence[str], passphrase: str) -> list[Any]:
    """Return the given private keys: from files, and the one that the passphrase decrypts; may be empty. Raise
    WrongKey.
    """
    identities = []
    for file in files:
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BackupError(f"The key file {file} cannot be read: {error}") from error
        identities += sealing.parse_identities(text, source_name=file)
    if passphrase:
        if (sealed := _read_sealed_key(place)) is None:
            text = f"{place.display_name} has no key of its own, so a passphrase opens nothing there. Give --identity."
            raise WrongKey(text)
        identities += sealing.unseal_identity(sealed, passphrase, source_name=sets.KEY)
    return identities


def create_key_file(file: str) -> str:
    """Write a new private key into a new file that only its owner may read; return the public key."""
    identity = Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = f"{file} cannot be made: {error.strerror}."
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT):
            message += (
                " Name a folder that this account may write to: /var/lib/talim under systemd, /data in a container."
            )
        raise BackupError(message) from error
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(f"# public key: {public}\n{identity}\n")
    return public


def _get_or_create_location_key(place: BackupLocation, passphrase: str, *, others: Sequence[str]) -> list[Any]:
    """Return the location's key, which the first backup creates. Raise BackupError when it existed and is
    missing now.
    """
    if (sealed := _read_sealed_key(place)) is None:
        if unreadable := [set_ for set_ in sets.list_complete_sets(place) if not set(set_.recipients) <= set(others)]:
            raise BackupError(LOST_KEY.format(place=place.display_name, key=sets.KEY, name=unreadable[-1].name))
        identity = Identity.generate()
        with place.open_writer(sets.KEY) as target:
            target.write(sealing.seal_identity(identity, passphrase))
        return [identity]
    return sealing.unseal_identity(sealed, passphrase, source_name=f"{place.display_name}/{sets.KEY}")


def _read_sealed_key(place: BackupLocation) -> bytes | None:
    if place.size(sets.KEY) is None:
        return None
    with place.open_reader(sets.KEY) as source:
        return source.read(65536)
