"""`manage.py backup_check [PLACE]`: whether the backups there are whole; ends with 1 when one is not."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.backups import integrity, sets
from apps.backups.errors import BackupError
from apps.backups.locations import BackupLocation, open_location
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
            wrong = self._check(to, options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if wrong:
            raise CommandError(f"{wrong} problems")

    def _check(self, to: str, options: dict[str, Any]) -> int:
        place, teller = open_location(to), ProgressReporter(self.stdout.write)
        identities = load_named_identities(place, options)
        if options["set_aside"] and not identities:
            raise CommandError("Which files are damaged is seen with the key: --identity FILE, or --passphrase-file.")
        wrong = 0
        for name in sets.list_unfinished_sets(place):
            self.stdout.write(f"{name}: never finished, the next backup removes it")
        chosen = sets.list_complete_sets(place, teller) if options["all"] else [sets.select_set(place, options["set"])]
        for one in chosen:
            found = list(integrity.find_problems(place, one, identities=identities, teller=teller))
            for problem in found:
                self.stdout.write(f"{one.name}: {problem}")
            wrong += len(found)
            self._set_aside(place, {problem.object for problem in found if problem.object}, options["set_aside"])
            depth = "opened and whole" if identities else "whole, not opened: no key was given"
            self.stdout.write(
                f"{one.name}: {format_size(one.size)}, {one.files} files, {one.missing} missing at its time; "
                + (f"{len(found)} problems" if found else depth)
            )
        return wrong

    def _set_aside(self, place: BackupLocation, damaged: set[str], wished: bool) -> None:
        there = [name for name in sorted(damaged) if place.size(name) is not None]
        if wished:
            for name in there:
                place.set_aside(name)
                self.stdout.write(f"{name}: set aside. The next backup copies it anew, if the store has it still")
        elif there:
            self.stdout.write(
                f"{len(there)} damaged files stay where they are, so no backup copies them anew. Look at the disk, "
                "then run this with --set-aside."
            )
