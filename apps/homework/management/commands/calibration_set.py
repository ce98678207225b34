"""`manage.py calibration_set FILE`: write teachers' corrections and scores with their evidence, one JSON object per
line.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.homework.calibration_set import list_calibration_examples


class Command(BaseCommand):
    help = "Write what teachers said about marks, without names, of pupils who consented to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        rows = 0
        seen = set()
        try:
            with path.open("x", encoding="utf-8") as out:
                for row in list_calibration_examples():
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
                    rows += 1
                    seen.add(row["speaker"])
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{rows} attempts of {len(seen)} pupils")
