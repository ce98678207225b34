"""`manage.py web`: serve REST, the pages and the sockets."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser

from project.server import run_server


class Command(BaseCommand):
    requires_system_checks = (Tags.translation,)  # all of them load the whole API, which takes longer than the rest
    help = (
        "Serve REST, pages and sockets. SIGTERM and SIGINT let requests finish, for STOP_SECONDS at most, and close "
        "sockets with 4503."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--fd", type=int, help="a listening socket that is open already: 3 under systemd's .socket")

    def handle(self, *args: Any, **options: Any) -> None:
        run_server(host=options["host"], port=options["port"], fd=options["fd"], stop_seconds=settings.ENV.stop_seconds)
