"""`manage.py coins_replay [--apply]`: compare ledger and balances with the facts; exits with 1 when they differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.gamification.services import coin_replay


class Command(BaseCommand):
    help = "Recompute what every cause gives by the present settings, and say where ledger and balances differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="enter the differences as corrections")

    def handle(self, *args: Any, **options: Any) -> None:
        differences = coin_replay.find_differences()
        for difference in differences:
            self.stdout.write(str(difference))
        if differences and options["apply"]:
            not_corrected = coin_replay.apply_corrections(differences)
            self.stdout.write(f"{len(differences) - len(not_corrected)} corrected")
            for difference in not_corrected:
                self.stdout.write(
                    f"{difference.student} {difference.subject}: left as it is, no app declares this kind of cause"
                )
            differences = coin_replay.find_differences()
        if differences:
            raise CommandError(f"{len(differences)} differences")
        self.stdout.write("ledger and balances are what the facts give")
