"""Write every file that is made from code: `python -m project.generate`, which `./talim generate` runs.

`project.lint` compares the same files.
"""

import os
import sys

import django
from django.core.management import call_command

from project import messages

COMMANDS = ("openapi", "client_types", "realtime_docs", "webhook_docs", "reference")
"""The `manage.py` commands, in an order in which each finds what it reads."""


def main() -> int:
    """Compile the messages and run all commands; return the exit status."""
    messages.main([])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    for command in COMMANDS:
        call_command(command)
    return 0


if __name__ == "__main__":
    sys.exit(main())
