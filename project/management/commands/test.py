"""`manage.py test`: the suite of `./talim test`, on the services that the environment names; arguments go to pytest."""

import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Run the test suite with pytest, on the PostgreSQL and Redis of DATABASE_URL and REDIS_URL."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand every argument on as it is; `--help` too is pytest's."""
        command = [sys.executable, "-m", "pytest", *argv[2:]]
        sys.exit(subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode)  # noqa: S603

    def add_arguments(self, parser: CommandParser) -> None:
        """None of its own."""

    def handle(self, *args: object, **options: object) -> None:
        """As `run_from_argv`, from `call_command`."""
        self.run_from_argv([sys.argv[0], "test"])
