"""`manage.py worker`: serve queue `default`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.jobs.runner import run_worker


class Command(BaseCommand):
    requires_system_checks = ("jobs",)
    help = "Serve the queue `default`. SIGTERM and SIGINT let running jobs finish for STOP_SECONDS; then they go back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=4, help="jobs at once (default 4)")

    def handle(self, *args: Any, **options: Any) -> None:
        run_worker(threads=options["threads"])
