"""`manage.py backup_check [PLACE]`: whether the backups there are whole; ends with 1 when one is not."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.backups import checking, keys, services, sets
from apps.backups.errors import BackupError
from apps.backups.management.commands.backup import passphrase
from apps.backups.places import place_at
from apps.backups.telling import Teller, size


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "List the backups at a place and read the latest (or all) again; with the key every part and file is opened."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default="", help="a folder or s3://bucket/prefix (BACKUP_TO)")
        parser.add_argument("--set", default="", help="its name; without it the latest")
        parser.add_argument("--all", action="store_true", help="every set")
        parser.add_argument("--identity", action="append", default=[], help="a file with the private key")
        parser.add_argument("--passphrase-file", default="", help="a file with the passphrase")

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
        place, teller = place_at(to), Teller(self.stdout.write)
        # A new machine has a passphrase of its own, which opens nothing: what is named here counts alone.
        named = options["identity"] or options["passphrase_file"]
        secret = passphrase(options["passphrase_file"]) if named else services.usual_passphrase()
        identities = keys.identities_for(place, files=options["identity"], passphrase=secret)
        wrong = 0
        for name in sets.unfinished(place):
            self.stdout.write(f"{name}: never finished, the next backup removes it")
        chosen = sets.whole_sets(place) if options["all"] else [sets.choose(place, options["set"])]
        for one in chosen:
            found = list(checking.problems(place, one, identities=identities, teller=teller))
            for problem in found:
                self.stdout.write(f"{one.name}: {problem}")
            wrong += len(found)
            depth = "opened and whole" if identities else "whole, not opened: no key was given"
            self.stdout.write(
                f"{one.name}: {size(one.size)}, {one.files} files, {one.missing} missing at its time; "
                + (f"{len(found)} problems" if found else depth)
            )
        return wrong
