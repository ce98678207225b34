"""`manage.py scheduler`: start periodic jobs and sweep the queues."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.jobs.scheduler import run_scheduler


class Command(BaseCommand):
    requires_system_checks = ("jobs",)
    help = "Start periodic jobs, take back expired leases and wake queues. One is enough, a second does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        run_scheduler()
