"""Checks of `./talim lint` that need Django, in one process to save start time: `python -m project.lint`.

All checks run; the exit status is 1 when any of them fails.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command

from project import messages

COMMANDS = {
    "system": ("check",),
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "safe migrations": ("lint_migrations",),
    "schema": ("openapi", "--check"),
    "reference": ("reference", "--check"),
}
"""The `manage.py` commands to run, by name."""


def main() -> int:
    """Run all checks and return the exit status."""
    failed = ["messages"] if messages.main(["--check"]) else []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    failed += [name for name, words in COMMANDS.items() if _has_failed(*words)]
    if failed:
        print(f"Not clean: {', '.join(failed)}")  # noqa: T201
    return 1 if failed else 0


def _has_failed(*words: str) -> bool:
    """Run a command, print its error, and return whether it failed."""
    try:
        call_command(*words)
    except CommandError as error:
        print(error)  # noqa: T201
        return True
    except SystemExit as end:
        return bool(end.code)
    return False


if __name__ == "__main__":
    sys.exit(main())
