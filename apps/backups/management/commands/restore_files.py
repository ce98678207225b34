"""`manage.py restore_files FROM`: restore files that the store lost; the database does not change."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.backups import integrity, sets
from apps.backups.errors import BackupError
from apps.backups.file_copies import BackupFile, FileRestorer
from apps.backups.location_addresses import open_backup_location
from apps.backups.management.commands.backup import add_key_arguments, load_named_identities
from apps.backups.progress import ProgressReporter, format_size
from apps.core.errors import DomainError
from apps.core.models import StoredFile


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = (
        "Bring back the stored files that rows name and the store has not, or has otherwise (docs/backup.md). The "
        "centre may run meanwhile: files that are right are kept, and what was deleted on purpose stays away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", metavar="FROM", help="a folder or s3://bucket/prefix")
        parser.add_argument("--set", default="", help="its name; without it the latest")
        add_key_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            left_out = self._bring(options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"The file store does not answer: {error.detail}. Start again when it does.") from error
        except OSError as error:
            raise CommandError(f"{error}. Mend that, and start again.") from error
        for line in left_out:
            self.stderr.write(f"LEFT OUT {line}")
        if left_out:
            raise CommandError(f"{len(left_out)} files are damaged in that backup too. Try an older one: --set NAME")

    def _bring(self, options: dict[str, Any]) -> list[str]:
        place, left_out = open_backup_location(options["place"]), list[str]()
        identities = load_named_identities(place, options)
        if not identities:
            raise CommandError("Opening a backup needs its private key: --identity FILE, or --passphrase-file FILE.")
        backup_set = sets.select_set(place, options["set"])
        reporter = ProgressReporter(self.stdout.write)
        restorer = FileRestorer(place, identities, default_storage, reporter, left_out.append)
        files = filter_still_referenced_files(integrity.read_file_list(place, backup_set, identities))
        count, _bytes, already_there = restorer.restore(files)
        counts = f"{count - already_there} files brought back, {already_there} were there"
        reporter.report(f"{backup_set.name}, {format_size(backup_set.size)}: {counts}")
        return left_out


def filter_still_referenced_files(entries: Iterable[BackupFile]) -> Iterator[BackupFile]:
    """Yield files that a row names now with this content, asked just before each, so that an erased person's recording
    is not restored.
    """
    for entry in entries:
        if StoredFile.objects.filter(path=entry.path, sha256=entry.sha256).exists():
            yield entry
