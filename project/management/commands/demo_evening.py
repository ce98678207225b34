"""`manage.py demo_evening`: play one evening of homework against a running server."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.demo import demo_group, evening


class Command(BaseCommand):
    help = "Demo pupils submit real recordings over REST; prints the events of the teacher's WebSocket."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="the running server")
        parser.add_argument("--language", default="en", choices=["uz", "ru", "en"], help="of the reasons shown")
        parser.add_argument("--json", default="", help="also write the evening's table to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        known = demo_group.load_demo_group()
        if known is None:
            self.stdout.write("There is no demo group here, so no evening is played (manage.py demo_group).")
            return
        try:
            asyncio.run(
                evening.play_demo_evening(
                    options["url"], known, language=options["language"], json_file=options["json"]
                )
            )
        except evening.EveningFailed as error:
            raise CommandError(str(error)) from error
