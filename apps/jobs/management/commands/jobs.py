"""`manage.py jobs`: list background jobs; `manage.py jobs retry <id>` retries a dead one."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.errors import DomainError
from apps.jobs import queries, services


class Command(BaseCommand):
    help = "List background jobs, or try a dead one again."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        listing = commands.add_parser("list", help="the newest jobs")
        listing.add_argument("--state", default="", choices=["queued", "leased", "done", "dead"])
        listing.add_argument("--kind", default="")
        listing.add_argument("--limit", type=int, default=50)
        retry = commands.add_parser("retry", help="put a dead job back into its queue")
        retry.add_argument("id", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "retry":
            try:
                job = services.retry_dead_job(job_id=options["id"])
            except DomainError as error:
                raise CommandError(str(error.detail)) from error
            self.stdout.write(f"{job.id} {job.kind} waits again")
            return
        for job in queries.list_jobs(state=options["state"], kind=options["kind"])[: options["limit"]]:
            words = f"{job.id} {job.state:7} {job.kind} {job.object_id} tries {job.failures} {job.reason}"
            self.stdout.write(words.rstrip())
