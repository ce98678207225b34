"""`manage.py openapi`: write the schema to `docs/openapi.json`, or compare it."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

PATH = settings.BASE_DIR / "docs" / "openapi.json"


def schema_text() -> str:
    """The API's schema as it is committed: English, sorted where order means nothing, one line per entry."""
    from api.app import api

    with translation.override("en"):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


class Command(BaseCommand):
    help = "Write the OpenAPI schema to docs/openapi.json; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the committed file differs")

    def handle(self, *args: Any, **options: Any) -> None:
        text = schema_text()
        if not options["check"]:
            PATH.parent.mkdir(exist_ok=True)
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PATH.relative_to(settings.BASE_DIR)} written")
            return
        if not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("docs/openapi.json is not the API's schema: run `manage.py openapi`.")
