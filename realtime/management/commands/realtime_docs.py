"""`manage.py realtime_docs`: write the streams, snapshots and events of all apps into docs/realtime.md."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from realtime.protocol import with_tables


class Command(BaseCommand):
    """Regenerates the part of the page between its markers; `--check` only compares."""

    help = "Write every stream, snapshot and event into docs/realtime.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "realtime.md"
        page = path.read_text(encoding="utf-8")
        fresh = with_tables(page)
        if options["check"]:
            if fresh != page:
                raise CommandError("docs/realtime.md is out of date; run manage.py realtime_docs")
            return
        path.write_text(fresh, encoding="utf-8")
