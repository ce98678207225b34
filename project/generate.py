"""Write every file that is made from code: `python -m project.generate`, which `./talim generate` runs.

`project.lint` compares the same files.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command

from project import messages

COMMANDS = ("structure", "openapi", "client_types", "realtime_docs", "webhook_docs", "reference")
"""The `manage.py` commands, in an order in which each finds what it reads."""


def main() -> int:
    """Compile the messages and run all commands, with a line for each; return the exit status."""
    with _timed("messages"):
        messages.main([])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    with _timed("settings and models"):
        django.setup()
    for command in COMMANDS:
        with _timed(command):
            call_command(command)
    return 0


@contextmanager
def _timed(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"ok {name.replace('_', ' ')}  ({time.monotonic() - began:.1f} s)", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
