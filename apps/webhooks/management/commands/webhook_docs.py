"""`manage.py webhook_docs`: write the events that webhooks can ask for into docs/webhooks.md."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.webhooks.documenting import with_events


class Command(BaseCommand):
    """Regenerates the part of the page between its markers; `--check` only compares."""

    help = "Write every webhook event into docs/webhooks.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "webhooks.md"
        page = path.read_text(encoding="utf-8")
        fresh = with_events(page)
        if options["check"]:
            if fresh != page:
                raise CommandError("docs/webhooks.md is out of date; run manage.py webhook_docs")
            return
        path.write_text(fresh, encoding="utf-8")
