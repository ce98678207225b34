"""What can go wrong with a backup, in words for whoever keeps the server."""


class BackupError(Exception):
    """A backup or a restore that cannot be, or not go on: what happened, and what to do about it."""


class NewerFormat(BackupError):
    """A set that a newer release made, in a format that this one does not know."""


class WrongKey(BackupError):
    """The key or the passphrase does not open what it should."""


class DamagedBackup(BackupError):
    """Something in a backup is missing, cut or changed."""
