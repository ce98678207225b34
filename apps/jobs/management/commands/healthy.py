"""`manage.py healthy speech`: check that this host's process of that role is alive and ready (for containers)."""

import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.jobs import queries


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Succeed when the process of this role, on this host, gave a sign of life lately and can take work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=queries.ROLES)

    def handle(self, *args: Any, **options: Any) -> None:
        if not queries.count_ready_processes(options["role"], host=socket.gethostname()[:60]):
            raise CommandError(f"no {options['role']} of this host is ready")
        self.stdout.write("ready")
