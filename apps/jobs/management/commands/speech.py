"""`manage.py speech`: serve queue `speech` with the engine named by the setting SPEECH_ENGINE."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.jobs.runner import run_speech_engine


class Command(BaseCommand):
    requires_system_checks = ("jobs",)
    help = "Load the speech models and serve the queue `speech`. SIGTERM lets what is in hand finish for STOP_SECONDS."

    def handle(self, *args: Any, **options: Any) -> None:
        run_speech_engine()
