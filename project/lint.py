"""What `./talim lint` asks of the assembled platform, in one process, which imports it once: `python -m project.lint`.

Each is asked, whatever the others answered; the exit status is 1 when one of them has an objection.
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
"""The commands of `manage.py` by what they look at."""


def main() -> int:
    """Ask all; the exit status."""
    failed = ["messages"] if messages.main(["--check"]) else []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    failed += [name for name, words in COMMANDS.items() if _objects(*words)]
    if failed:
        print(f"Not clean: {', '.join(failed)}")  # noqa: T201
    return 1 if failed else 0


def _objects(*words: str) -> bool:
    """Whether a command ends with a status; what it says is printed."""
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
