"""`manage.py media`: serve queue `media`, one film or sound at a time."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.jobs.runner import run_worker
from apps.video.work_folders import remove_unused_work_folders


class Command(BaseCommand):
    requires_system_checks = ("jobs",)
    help = (
        "Make films ready and copy them, make sounds small (`media`). SIGTERM lets a piece finish for STOP_SECONDS; "
        "then it is made again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        remove_unused_work_folders()
        run_worker(threads=1, role="media", queue="media")
