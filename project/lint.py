"""Checks of `./talim lint` that need Django, in one process to save start time: `python -m project.lint`.

All checks run; the exit status is 1 when any of them fails.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command

from apps.core.generated_files import OutOfDate
from project import generate, messages

CHECKS = {
    "system": ("check",),
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "safe migrations": ("lint_migrations",),
    **{name: (name, "--check") for name in generate.COMMANDS},
}
"""The `manage.py` commands to run, by name."""


def main() -> int:
    """Run all checks and return the exit status."""
    failed = ["messages"] if messages.main(["--check"]) else []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    from project import declared_paths  # reads models

    failed += ["declared paths"] if declared_paths.main() else []
    stale: list[str] = []
    failed += [name for name, words in CHECKS.items() if _has_failed(words, stale)]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run ./talim generate.")  # noqa: T201
    if failed:
        print(f"Not clean: {', '.join(failed)}")  # noqa: T201
    return 1 if failed else 0


def _has_failed(words: tuple[str, ...], stale: list[str]) -> bool:
    """Run a command and return whether it failed. Add files that are out of date to `stale`; print other errors."""
    try:
        call_command(*words)
    except OutOfDate as error:
        stale += error.names
        return True
    except CommandError as error:
        print(error)  # noqa: T201
        return True
    except SystemExit as end:
        return bool(end.code)
    return False


if __name__ == "__main__":
    sys.exit(main())
