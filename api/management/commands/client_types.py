"""`manage.py client_types`: write docs/realtime.json and the types of the TypeScript client, or compare them."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api import typescript
from realtime.schema import build_schema

DOCS = settings.BASE_DIR / "docs"
GENERATED = settings.BASE_DIR / "clients" / "ts" / "src" / "generated"


def build_client_files() -> dict[Any, str]:
    """Return the text of each generated file: REST types from docs/openapi.json, socket types from the apps."""
    schema = build_schema()
    rest = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))
    return {
        DOCS / "realtime.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
        GENERATED / "api.ts": typescript.generate_rest_types(rest),
        GENERATED / "realtime.ts": typescript.generate_socket_types(schema),
    }


class Command(BaseCommand):
    help = "Write docs/realtime.json and clients/ts/src/generated; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in build_client_files().items():
            name = path.relative_to(settings.BASE_DIR)
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                self.stdout.write(f"{name} written")
            elif not path.exists() or path.read_text(encoding="utf-8") != text:
                raise CommandError(f"{name} is not up to date: run `manage.py client_types`.")
