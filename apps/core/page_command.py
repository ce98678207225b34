"""Base of commands that regenerate a part of a page in docs/ from the code."""

from argparse import ArgumentParser
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class PageCommand(BaseCommand):
    """Regenerates the part of `page` (a file of docs/) that lies between its markers; `--check` only compares."""

    page: ClassVar[str]

    def render_page(self, text: str) -> str:
        """The page's text, with that part as it has to be."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check`."""
        parser.add_argument("--check", action="store_true", help="fail when the page is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or raise CommandError when it would change."""
        path = settings.BASE_DIR / "docs" / self.page
        text = path.read_text(encoding="utf-8")
        fresh = self.render_page(text)
        if options["check"]:
            if fresh != text:
                command = type(self).__module__.rpartition(".")[2]
                raise CommandError(f"docs/{self.page} is out of date; run manage.py {command}")
            return
        path.write_text(fresh, encoding="utf-8")
