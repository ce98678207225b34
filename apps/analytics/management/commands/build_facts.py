"""`manage.py build_facts`: count the daily facts of a period again."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.analytics.errors import NothingToBuild
from apps.analytics.services.building import build_stale_days, count_remaining, start_build


class Command(BaseCommand):
    help = "Count the daily facts of analytics again. Run after a stop, it goes on where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the first and the last day."""
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, help="the first day")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date.max, help="the last day (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and print the progress."""
        try:
            build = start_build(first=options["first"], last=options["last"])
        except NothingToBuild:
            raise CommandError("No day of this period has begun.") from None
        self.stdout.write(f"{build.first} to {build.last}: {count_remaining(build)} of {build.total} to count")
        shown = [100]

        def show_progress() -> None:
            left = 100 * count_remaining(build) // max(build.total, 1)
            if left < shown[0]:
                shown[0] = left
                self.stdout.write(f"{100 - left} %")
                self.stdout.flush()

        built = build_stale_days(after_each=show_progress)
        self.stdout.write(f"done: {built} counted")
