"""`manage.py test`: run the suite of `./talim test` on the configured services. Arguments go to pytest.

Unlike `./talim test` it does not fetch models; it prints a warning when they are missing.
"""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

NO_MODELS = "manage.py test fetches no models: tests that hear recordings fail until `python -m ml.models fetch`."


class Command(BaseCommand):
    help = (
        "Run the test suite with pytest, on the PostgreSQL and Redis of DATABASE_URL and REDIS_URL. The models have to "
        "be there: python -m ml.models fetch."
    )
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Pass every argument to pytest unchanged, `--help` too."""
        look = [sys.executable, "-m", "ml.models", "list"]
        if subprocess.run(look, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603
            self.stderr.write(NO_MODELS)
        command = [sys.executable, "-m", "pytest", *argv[2:]]
        env = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
        sys.exit(subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=False).returncode)  # noqa: S603

    def add_arguments(self, parser: CommandParser) -> None:
        """Add no arguments."""

    def handle(self, *args: object, **options: object) -> None:
        """Run the suite when called by `call_command`."""
        self.run_from_argv([sys.argv[0], "test"])
