"""`manage.py backup_check [PLACE]`: check that backups are complete; exits with 1 when one is not."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.backups import integrity, sets
from apps.backups.errors import BackupError
from apps.backups.location_addresses import open_backup_location
from apps.backups.locations import BackupLocation
from apps.backups.management.commands.backup import add_key_arguments, load_named_identities
from apps.backups.progress import ProgressReporter, format_size


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "List the backups at a place and read the latest (or all) again; with the key every part and file is opened."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default="", help="a folder or s3://bucket/prefix (BACKUP_TO)")
        parser.add_argument("--set", default="", help="its name; without it the latest")
        parser.add_argument("--all", action="store_true", help="every set")
        add_key_arguments(parser)
        parser.add_argument(
            "--set-aside",
            action="store_true",
            help="move stored files that are damaged there to damaged/, so that the next backup copies them anew",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        to = options["place"] or settings.ENV.backup_to
        if not to:
            raise CommandError("Name the place of the backups, or set BACKUP_TO.")
        try:
            problem_count = self._check(to, options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if problem_count:
            raise CommandError(f"{problem_count} problems")

    def _check(self, to: str, options: dict[str, Any]) -> int:
        place, reporter = open_backup_location(to), ProgressReporter(self.stdout.write)
        identities = load_named_identities(place, options)
        if options["set_aside"] and not identities:
            raise CommandError("Which files are damaged is seen with the key: --identity FILE, or --passphrase-file.")
        problem_count = 0
        for name in sets.list_unfinished_sets(place):
            self.stdout.write(f"{name}: never finished, the next backup removes it")
        named = [] if options["all"] else [sets.select_set(place, options["set"])]
        backup_sets = named or sets.list_complete_sets(place, reporter)
        for backup_set in backup_sets:
            problems = list(
                integrity.find_backup_set_problems(place, backup_set, identities=identities, reporter=reporter)
            )
            for problem in problems:
                self.stdout.write(f"{backup_set.name}: {problem}")
            problem_count += len(problems)
            self._set_aside(place, {problem.object for problem in problems if problem.object}, options["set_aside"])
            result = "opened and whole" if identities else "whole, not opened: no key was given"
            result = f"{len(problems)} problems" if problems else result
            counts = f"{backup_set.files} files, {backup_set.missing} missing at its time"
            self.stdout.write(f"{backup_set.name}: {format_size(backup_set.size)}, {counts}; {result}")
        return problem_count

    def _set_aside(self, place: BackupLocation, damaged: set[str], set_aside: bool) -> None:
        present = [name for name in sorted(damaged) if place.size(name) is not None]
        if set_aside:
            for name in present:
                place.set_aside(name)
                self.stdout.write(f"{name}: set aside. The next backup copies it anew, if the store has it still")
        elif present:
            stay = f"{len(present)} damaged files stay where they are, so no backup copies them anew."
            self.stdout.write(f"{stay} Look at the disk, then run this with --set-aside.")
