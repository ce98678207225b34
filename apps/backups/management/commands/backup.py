"""`manage.py backup [--to PLACE]`: back up database, roles and files as one encrypted, verified set."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.backups import keys, sealing, services
from apps.backups.errors import BackupError
from apps.backups.locations import BackupLocation
from apps.backups.progress import ProgressReporter, format_size
from apps.backups.pruning import RetentionPolicy

WHERE_THE_KEY_GOES = "Take {} to where this server is not, and keep a second copy: without it nothing opens."


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = (
        "Back the centre up: database with its roles, and every stored file, sealed in the age format (docs/backup.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="a folder or s3://bucket/prefix (BACKUP_TO)")
        parser.add_argument("--keep", default="", help="days, weeks, months that keep a backup: 7,4,12 (BACKUP_KEEP)")
        parser.add_argument("--recipient", action="append", default=[], help="public key age1… (BACKUP_RECIPIENT)")
        parser.add_argument("--passphrase-file", default="", help="a file with the passphrase (BACKUP_PASSPHRASE_FILE)")
        parser.add_argument("--new-key", metavar="FILE", help="make a key: the private half into FILE, and do no more")
        parser.add_argument(
            "--take-over",
            action="store_true",
            help="once, after a move or a restore: the place, with the backups of the database before, is this one's",
        )
        parser.add_argument(
            "--no-record", action="store_true", help="for a trial: it does not count as the last backup"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self.stdout.write(f"BACKUP_RECIPIENT={keys.create_key_file(options['new_key'])}")
                self.stdout.write(WHERE_THE_KEY_GOES.format(options["new_key"]))
                return
            result = services.run_backup(build_backup_request(options), reporter=ProgressReporter(self.stdout.write))
        except BackupError as error:
            raise CommandError(str(error)) from error
        backup_set = result.backup_set
        for line in result.file_report.named:
            self.stderr.write(f"MISSING {line}")
        if result.left_over:
            self.stderr.write(f"NOT REMOVED older backups that outlived their time: {result.left_over}")
        counts = f"{backup_set.files} files, {backup_set.missing} missing"
        self.stdout.write(f"{backup_set.name}: {format_size(backup_set.size)}, {counts}")


def build_backup_request(options: dict[str, Any]) -> services.BackupRequest:
    """Return the request of the environment, changed by the command line. Raise CommandError."""
    default = services.get_default_backup_request()
    try:
        keep = RetentionPolicy.parse(options["keep"]) if options["keep"] else default.keep
    except ValueError:
        raise CommandError("--keep is three numbers: days, weeks, months, as in 7,4,12.") from None
    for option in options["recipient"]:
        if not sealing.is_public_key(option):
            raise CommandError(f"{option} is no public key of age (age1…).")
    has_own_keys = options["recipient"] or options["passphrase_file"]
    return replace(
        default,
        to=options["to"] or default.to,
        keep=keep,
        recipients=tuple(options["recipient"]) if has_own_keys else default.recipients,
        passphrase=read_passphrase_file(options["passphrase_file"]) if has_own_keys else default.passphrase,
        record=not options["no_record"],
        take_over=options["take_over"],
    )


def add_key_arguments(parser: CommandParser) -> None:
    """Add the arguments that `load_named_identities` reads."""
    parser.add_argument("--identity", action="append", default=[], help="a file with the private key")
    parser.add_argument("--passphrase-file", default="", help="a file with the passphrase (BACKUP_PASSPHRASE)")


def load_named_identities(place: BackupLocation, options: dict[str, Any]) -> list[Any]:
    """Return the private keys of `--identity` and `--passphrase-file`, else what the environment's passphrase decrypts;
    may be empty. Raise WrongKey or CommandError.
    """
    # A new machine has a passphrase of its own, which opens nothing: what is named here counts alone.
    named = options["identity"] or options["passphrase_file"]
    secret = read_passphrase_file(options["passphrase_file"]) if named else services.get_default_backup_passphrase()
    return keys.load_identities(place, files=options["identity"], passphrase=secret)


def read_passphrase_file(file: str) -> str:
    """Return the content of the file, "" without one. Raise CommandError."""
    try:
        return Path(file).read_text(encoding="utf-8").strip() if file else ""
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
