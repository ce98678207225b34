"""Base of the commands that write files from code. `./talim generate` runs them all, `./talim lint` compares."""

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class OutOfDate(CommandError):
    """Generated files differ from the code; `names` are their paths in the checkout."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        super().__init__(f"out of date: {', '.join(self.names)}. Run ./talim generate.")


class GeneratedFilesCommand(BaseCommand):
    """Writes files that are made from code; with `--check` it only compares them."""

    requires_system_checks: list[str] = []

    def build_files(self) -> Mapping[Path, str]:
        """Return the text of each file."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check`."""
        parser.add_argument("--check", action="store_true", help="fail when a file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files that differ, or raise OutOfDate."""
        stale = {path: text for path, text in self.build_files().items() if read_text(path) != text}
        if stale and options["check"]:
            raise OutOfDate(str(path.relative_to(settings.BASE_DIR)) for path in stale)
        for path, text in stale.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written")


class GeneratedPageCommand(GeneratedFilesCommand):
    """Writes the part of `page` (a file of docs/) that lies between the markers `begin` and `end`."""

    page: ClassVar[str]
    begin: ClassVar[str]
    end: ClassVar[str]

    def render_part(self) -> str:
        """Return the text between the markers."""
        raise NotImplementedError

    def build_files(self) -> Mapping[Path, str]:
        """Return the page with its generated part. Raise ValueError when it lacks a marker."""
        path = settings.BASE_DIR / "docs" / self.page
        before, begin, rest = read_text(path).partition(self.begin)
        _old, end, after = rest.partition(self.end)
        if not begin or not end:
            raise ValueError(f"{self.page} lacks {self.begin} or {self.end}")
        return {path: f"{before}{begin}{self.render_part()}{end}{after}"}


def read_text(path: Path) -> str:
    """Return the text of the file, empty when there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""
