"""`manage.py sockets`: serve sockets by daphne, in a process beside those of `manage.py web`."""

from typing import Any

import uvloop
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser
from twisted.internet import asyncioreactor


class Command(BaseCommand):
    requires_system_checks = (Tags.translation,)  # all of them load the whole API, which takes longer than the rest
    help = "Serve sockets, by daphne. SIGTERM and SIGINT close them with 4503, so that clients reconnect elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8001, help="port to listen on (default 8001)")

    def handle(self, *args: Any, **options: Any) -> None:
        asyncioreactor.install(uvloop.new_event_loop())  # type: ignore[no-untyped-call]
        from project.sockets_server import run_sockets_server  # daphne takes the reactor that is there

        run_sockets_server(host=options["host"], port=options["port"])
