"""`manage.py demo_group`: create the group of the demo evening in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand

from project.demo import demo_group


class Command(BaseCommand):
    help = "Create the demo evening's people and their group in an empty database; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            group = demo_group.ensure_demo_group()
        except demo_group.NotADemoDatabase:
            self.stdout.write("This database is for a real centre: no demo people were created.")
            return
        self.stdout.write(f"Demo group ready: {len(group.staff)} staff, {len(group.pupils)} pupils.")
