"""`manage.py demo_group`: make the group of the demo evening in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand

from project.demo import centre


class Command(BaseCommand):
    help = "Make the demo evening's people and their group in an empty database; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = centre.ensure()
        except centre.NotADemoDatabase:
            self.stdout.write("This database holds a centre of its own: no demo people are put into it.")
            return
        self.stdout.write(f"Demo group ready: {len(made.staff)} staff, {len(made.pupils)} pupils.")
