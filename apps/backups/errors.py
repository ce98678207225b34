"""Errors of backups, with messages for the person who runs the server."""


class BackupError(Exception):
    """A backup or restore cannot start or continue; the message says what happened and what to do."""


class NewerFormat(BackupError):
    """The set has a format of a newer release."""


class WrongKey(BackupError):
    """The key or passphrase does not decrypt the backup."""


class DamagedBackup(BackupError):
    """Something in a backup is missing, truncated or changed."""
