"""`manage.py demo_centre`: create a demo centre with a year of history."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from project.demo import school
from project.demo.kindergarten.people import CHILDREN
from project.demo.kindergarten.reports import tell_children


class Command(BaseCommand):
    help = (
        "Make a demo centre: pupils, groups, timetables, a year of lessons, marks and homework, money, and a"
        " kindergarten class. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        standard = school.DEFAULT_SIZE
        parser.add_argument("--pupils", type=int, default=standard.pupils)
        parser.add_argument("--groups", type=int, default=standard.groups)
        parser.add_argument("--weeks", type=int, default=standard.weeks, help="of past lessons")
        parser.add_argument("--months", type=int, default=standard.months, help="of money, this month included")
        parser.add_argument("--children", type=int, default=standard.children, help="of a kindergarten class")
        parser.add_argument("--tell", action="store_true", help="only tell of children of the class that is there")
        parser.add_argument("--seed", type=int, default=school.SEED, help="another seed creates other people")
        parser.add_argument("--force", action="store_true", help="also in a database with other people")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["tell"]:
            self._tell_children()
            return
        size = school.CentreSize(
            options["pupils"], options["groups"], options["weeks"], options["months"], options["children"]
        )
        people = 1 <= size.pupils <= 9999 and 2 <= size.groups <= 198 and 0 <= size.children <= len(CHILDREN)
        if not (people and 2 <= size.weeks <= 150 and 0 <= size.months <= 12):
            raise CommandError(
                f"1 to 9999 pupils, 2 to 198 groups, 2 to 150 weeks, 0 to 12 months, 0 to {len(CHILDREN)} children."
            )
        began = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {text}")

        try:
            demo_centre = school.build_demo_centre(
                size, force=options["force"], seed=options["seed"], report_progress=say
            )
        except school.NotADemoDatabase as error:
            raise CommandError(
                "This database holds people who are not of the demo, so nothing was created. --force adds demo "
                "branches beside the real ones; there is no command to remove them."
            ) from error
        say("Ready." if demo_centre.new else "The demo centre was here already; its coming lessons are filled up.")
        self._print_centre(demo_centre)

    def _tell_children(self) -> None:
        with translation.override("en"):
            lines = list(tell_children())
        if not lines:
            raise CommandError("There is no kindergarten class of the demo here.")
        for line in lines:
            self.stdout.write(line)

    def _print_centre(self, demo_centre: school.DemoCentre) -> None:
        self.stdout.write("\n" + ", ".join(f"{number} {what}" for what, number in demo_centre.counts.items()))
        self.stdout.write("\nLog-ins, all with the password " + demo_centre.password)
        for who, login in demo_centre.logins.items():
            self.stdout.write(f"  {who:<14} {login}")
        self.stdout.write("\nTo look at, after POST /api/v1/auth/login/ (address of the API: /api/v1/docs/):")
        for path, what in EXAMPLE_REQUESTS:
            self.stdout.write(f"  {path:<44} {what}")


EXAMPLE_REQUESTS = (
    ("GET /courses/groups/", "groups, searched in either script with ?search="),
    ("GET /lessons/?from=…&to=…", "the week; teachers get their own lessons"),
    ("GET /attendance/registers/{lesson}/", "a register; POST /attendance/bulk-mark/ keeps it"),
    ("GET /attendance/reports/groups/{group}/", "the month grid, also as XLSX"),
    ("GET /attendance/excuses/?state=asked", "excuses that wait for an answer"),
    ("GET /children/{child}/progress/", "how far a child is, as educator; …/recommendations/ with reasons"),
    ("GET /payments/?status=overdue", "what is owed; GET /payments/debtors/ by whom"),
    ("GET /payments/reports/revenue/?by=month", "what was earned and received, as administrator; also XLSX"),
)
