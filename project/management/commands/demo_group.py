"""`manage.py demo_group`: create the group of the demo evening in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand

from project.demo import day, demo_group


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()  # they load the whole API, which takes longer than the rest
    help = "Create the demo's people and their group in an empty database, and what they do today; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            group = demo_group.ensure_demo_group()
        except demo_group.NotADemoDatabase:
            self.stdout.write("This database is for a real centre: no demo people were created.")
            return
        for problem in day.prepare_day(group):
            self.stdout.write(f"A part of the demo's day was left out: {problem}")
        self.stdout.write(f"Demo group ready: {len(group.staff)} staff, {len(group.pupils)} pupils.")
