"""`manage.py push_key FILE`: create a key for push messages."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.notifications.push import vapid


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Make a key for messages by push: it goes into a new file, which VAPID_PRIVATE_KEY_FILE names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file that is not there yet, or an empty one")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if path.is_file() and path.stat().st_size:
            raise CommandError(f"{path} holds something. Browsers that trust an older key would be lost with it.")
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
                file.write(f"{vapid.generate_private_key()}\n")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"VAPID_PRIVATE_KEY_FILE={path.resolve()}")
