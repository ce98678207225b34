"""`manage.py coins_replay [--apply]`: every coin again from the facts, held against the ledger and the balances; ends
with 1 when something differs.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.gamification.services import coin_replay


class Command(BaseCommand):
    help = "Recompute what every cause gives by the present settings, and say where ledger and balances differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="enter the differences as corrections")

    def handle(self, *args: Any, **options: Any) -> None:
        found = coin_replay.find_differences()
        for one in found:
            self.stdout.write(str(one))
        if found and options["apply"]:
            left = coin_replay.apply_corrections(found)
            self.stdout.write(f"{len(found) - len(left)} corrected")
            for one in left:
                self.stdout.write(f"{one.student} {one.what}: left as it is, no app declares this kind of cause")
            found = coin_replay.find_differences()
        if found:
            raise CommandError(f"{len(found)} differences")
        self.stdout.write("ledger and balances are what the facts give")
